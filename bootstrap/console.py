"""What the set-up says on the terminal, and how it stops."""
import sys
import time


class Stop(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def say(text):
    """Print one line at once."""
    print(text, flush=True)


class Progress:
    """Announces a step and how long it took: `with Progress("Training"): …`."""

    def __init__(self, name):
        self._name = name

    def __enter__(self):
        say("==> " + self._name + " ...")
        self._started = time.monotonic()
        return self

    def __exit__(self, kind, error, trace):
        seconds = time.monotonic() - self._started
        if kind is None:
            say("    done in %.1f s" % seconds)
        return False


def stop(error):
    """Print why the set-up stopped; returns the exit status."""
    print("\nSignpost could not go on.\n" + str(error) + "\n", file=sys.stderr, flush=True)
    return 1
