"""Turns as they are read: with the state, replies and close reason of their enquiry, in three queries however many turns."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from enquiries.models import Enquiry, Officer, Reply, Turn
from enquiries.views import ReplyView, TurnEnquiry, TurnView


def turn_views(session: Session, turns: Sequence[Turn]) -> list[TurnView]:
    """The turns as views, in the order given."""
    ids = {turn.enquiry_id for turn in turns if turn.enquiry_id is not None}
    enquiries = {enquiry.id: enquiry for enquiry in session.scalars(select(Enquiry).where(Enquiry.id.in_(ids)))} if ids else {}
    replies = replies_by_enquiry(session, ids)
    return [_turn_view(turn, enquiries, replies) for turn in turns]


def replies_by_enquiry(session: Session, enquiry_ids: Iterable[int]) -> dict[int, tuple[ReplyView, ...]]:
    """Each enquiry's replies, oldest first; enquiries without one are left out."""
    found: dict[int, list[ReplyView]] = {}
    query = (select(Reply, Officer.name).join(Officer, Officer.id == Reply.officer_id)
             .where(Reply.enquiry_id.in_(list(enquiry_ids))).order_by(Reply.id))
    for reply, officer_name in session.execute(query):
        found.setdefault(reply.enquiry_id, []).append(ReplyView(reply.text, reply.at, officer_name))
    return {enquiry_id: tuple(views) for enquiry_id, views in found.items()}


def _turn_view(turn: Turn, enquiries: dict[int, Enquiry], replies: dict[int, tuple[ReplyView, ...]]) -> TurnView:
    enquiry = enquiries.get(turn.enquiry_id) if turn.enquiry_id is not None else None
    about = None if enquiry is None else TurnEnquiry(
        reference=enquiry.reference, origin=enquiry.origin, status=enquiry.status, promised_on=enquiry.due_on,
        replies=replies.get(enquiry.id, ()), close_reason=enquiry.close_text)
    return TurnView(receipt=turn.receipt, conversation_id=turn.conversation_id, audience=turn.audience, text=turn.text,
                    masked=tuple(turn.masked), outcome=turn.outcome, replies=turn.replies, trace=turn.trace,
                    answered_by=turn.answered_by, duration_ms=turn.duration_ms, created_at=turn.created_at, enquiry=about)
