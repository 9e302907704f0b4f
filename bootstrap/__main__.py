"""`python3 -m bootstrap COMMAND`: what the Makefile's targets call."""
import sys

if sys.version_info < (3, 11):
    sys.exit("Signpost needs Python 3.11 or newer; this is Python %d.%d.\n"
             "Get one (apt-get install python3.11, brew install python@3.11, pyenv install 3.11) and say which:\n"
             "    make run PYTHON=python3.11" % sys.version_info[:2])

from bootstrap.commands import main  # noqa: E402  (older Pythons could not read what it imports)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
