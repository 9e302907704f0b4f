"""Logs of the dialogue: warnings and errors, and never a message's text.

Rasa hands message text to its structured logger, also with errors, and error texts may quote what an action sent back. So
structured entries keep their event's name alone, and of an exception only its class is written.
"""
from __future__ import annotations

import logging
import sys
import warnings
from pathlib import Path
from typing import Any, Dict, Type

import structlog

SAFE_KEYS = ("level", "event")


def configure() -> None:
    """Replace every handler of the root logger, and structlog's processors."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ClassOnlyFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.WARNING)
    structlog.configure(
        processors=[structlog.processors.add_log_level, name_only, structlog.processors.KeyValueRenderer(key_order=SAFE_KEYS)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr), cache_logger_on_first_use=False)
    warnings.filterwarnings("ignore", message="Slot auto-fill has been removed")  # told at every start, about Rasa 2
    warnings.showwarning = show_place_only


def show_place_only(_message: Any, category: Type[Warning], filename: str, line: int, *_rest: Any) -> None:
    """Where a warning arose, without its text; deprecations inside the pinned libraries are not shown."""
    if not issubclass(category, (DeprecationWarning, PendingDeprecationWarning, FutureWarning)):
        print(f"WARNING {category.__name__} at {Path(filename).name}:{line}", file=sys.stderr)


class ClassOnlyFormatter(logging.Formatter):
    """Writes the class of an exception, not its text nor its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """One line for a record."""
        line = f"{record.levelname} {record.name}: {record.getMessage()}".splitlines()[0]
        error = record.exc_info[0] if record.exc_info else None
        return line if error is None else f"{line} [{error.__name__}]"


def name_only(_logger: Any, _method: str, entry: Dict[str, Any]) -> Dict[str, Any]:
    """A structlog processor that drops all but the event's name, its level and an exception's class."""
    error = sys.exc_info()[0] if entry.get("exc_info") else None
    kept = {key: entry[key] for key in SAFE_KEYS if key in entry}
    return kept if error is None else {**kept, "error": error.__name__}
