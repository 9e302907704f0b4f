"""Writing where two people may do the same thing at once: the loser starts again and finds what the winner wrote."""
from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from database import Database

Result = TypeVar("Result")
ATTEMPTS = 5

# For `with_for_update`: others who want to change the row wait; rows that merely point to it may still be added (PostgreSQL's
# FOR NO KEY UPDATE; SQLite locks the whole database instead). Lock order: conversation or officer first, then enquiry, then the rest.
ROW_LOCK = {"key_share": True}
READ_LOCK = {"read": True}  # FOR SHARE: the row may not change until this transaction ends


def write_retrying(database: Database, work: Callable[[Session], Result]) -> Result:
    """Run `work` in one transaction; again in a fresh one when another transaction took a unique value or changed a row first."""
    for attempt in range(ATTEMPTS):
        try:
            with database.writing() as session:
                return work(session)
        except (IntegrityError, StaleDataError):
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")
