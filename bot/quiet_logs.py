"""Logs of the dialogue: warnings and errors, and never a message's text.

Rasa hands message text to its structured logger, also with errors, and error texts may quote what an action sent back. So
structured entries keep their event's name alone, and of an exception only its class is written.
"""
from __future__ import annotations

import logging
import sys
import warnings
from typing import Any, Dict

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
    warnings.filterwarnings("ignore")


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
