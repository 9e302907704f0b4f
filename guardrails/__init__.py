"""Clean, redact and look for danger, before a message is stored or passed on. Standard library only."""
