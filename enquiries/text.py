"""Text as a database can hold it, and questions as they are compared."""
from __future__ import annotations

from typing import Any


def storable(value: Any) -> Any:
    """The same text, list or dict without NULs and lone surrogates, which PostgreSQL refuses."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {storable(key): storable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(inner) for inner in value]
    return value


def same_question_key(question: str) -> str:
    """Two questions are the same when this agrees: case, spacing and closing punctuation do not count."""
    return " ".join(question.casefold().split()).rstrip("?!. ")
