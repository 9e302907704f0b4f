"""Rasa custom actions: slots in, one service call, one turn payload out."""
