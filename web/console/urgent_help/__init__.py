"""The urgent help on the console: what families see, changing it, deciding on a colleague's change, how it came about."""
