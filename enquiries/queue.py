"""The queue page, read straight from the tables in a handful of queries."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from enquiries.models import Enquiry, Officer, Turn
from enquiries.models.enquiry import ASKED, CLAIMED, CLOSED, OPEN, REPLIED, WAITING
from enquiries.views import QueueCounts, QueueFilter, QueueItem, QueuePage


def queue_page(session: Session, filters: QueueFilter, today: date, limit: int, offset: int) -> QueuePage:
    """`limit` items from `offset` on that match the filter; `today` is the local day that promises are measured against."""
    query = _matching(select(Enquiry), filters, today)
    total = session.scalar(_matching(select(func.count(Enquiry.id)), filters, today)) or 0
    enquiries = session.scalars(_ordered(query, filters).limit(limit).offset(offset)).all()
    return QueuePage(_items(session, enquiries, today), total, queue_counts(session, today))


def queue_counts(session: Session, today: date) -> QueueCounts:
    """How many enquiries stand in each status, and how the promises of the waiting ones stand. Emptied ones are nobody's work."""
    by_status = dict(session.execute(select(Enquiry.status, func.count()).where(Enquiry.emptied_at.is_(None))
                                     .group_by(Enquiry.status)).all())
    waiting = select(func.count(Enquiry.id)).where(Enquiry.status.in_(WAITING))
    return QueueCounts(
        open=by_status.get(OPEN, 0), claimed=by_status.get(CLAIMED, 0), replied=by_status.get(REPLIED, 0), closed=by_status.get(CLOSED, 0),
        due_today=session.scalar(waiting.where(Enquiry.due_on == today)) or 0,
        overdue=session.scalar(waiting.where(Enquiry.due_on < today)) or 0,
        asked=session.scalar(waiting.where(Enquiry.origin == ASKED)) or 0)


def _matching(query: Select[Any], filters: QueueFilter, today: date) -> Select[Any]:
    query = query.where(Enquiry.emptied_at.is_(None))
    if filters.status == "waiting":
        query = query.where(Enquiry.status.in_(WAITING))
    elif filters.status is not None:
        query = query.where(Enquiry.status == filters.status)
    if filters.mine is not None:
        query = query.where(Enquiry.claimed_by == filters.mine)
    if filters.overdue:
        query = query.where(Enquiry.status.in_(WAITING), Enquiry.due_on < today)
    if filters.origin is not None:
        query = query.where(Enquiry.origin == filters.origin)
    return query


def _ordered(query: Select[Any], filters: QueueFilter) -> Select[Any]:
    if filters.status in (REPLIED, CLOSED):
        done_at = Enquiry.replied_at if filters.status == REPLIED else Enquiry.closed_at
        return query.order_by(done_at.desc(), Enquiry.id.desc())
    return query.order_by(Enquiry.due_on, Enquiry.id)


def _items(session: Session, enquiries: Sequence[Enquiry], today: date) -> tuple[QueueItem, ...]:
    names = dict(session.execute(select(Officer.id, Officer.name).where(
        Officer.id.in_({enquiry.claimed_by for enquiry in enquiries if enquiry.claimed_by is not None}))).all())
    turns = session.execute(select(Turn.enquiry_id, Turn.trace).where(
        Turn.enquiry_id.in_([enquiry.id for enquiry in enquiries])).order_by(Turn.id.desc()))
    traces = {enquiry_id: trace for enquiry_id, trace in turns}  # the first turn is written last and stays
    return tuple(_item(enquiry, names, traces, today) for enquiry in enquiries)


def _item(enquiry: Enquiry, names: dict[int, str], traces: dict[int | None, dict[str, Any]], today: date) -> QueueItem:
    return QueueItem(
        reference=enquiry.reference, origin=enquiry.origin, status=enquiry.status, question=enquiry.question, audience=enquiry.audience,
        due_on=enquiry.due_on, due_today=enquiry.is_waiting and enquiry.due_on == today,
        overdue=enquiry.is_waiting and enquiry.due_on < today, created_at=enquiry.created_at, claimed_by=enquiry.claimed_by,
        claimed_by_name=names.get(enquiry.claimed_by) if enquiry.claimed_by is not None else None,
        trace=traces.get(enquiry.id, {}), version=enquiry.version)
