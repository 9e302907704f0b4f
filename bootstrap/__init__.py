"""From a fresh clone to a running program. Standard library only, except `serve`, which runs inside the app environment."""
