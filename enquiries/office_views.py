"""One enquiry as an officer sees it."""
from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from enquiries.models import AuditEvent, ContactDetails, Enquiry, Officer, Turn
from enquiries.turn_views import replies_by_enquiry, turn_views
from enquiries.views import AuditView, EnquiryView, TurnView


def enquiry_view(session: Session, enquiry: Enquiry, today: date) -> EnquiryView:
    """The enquiry with its conversation, replies and history; contact details are only said to exist."""
    details = session.get(ContactDetails, enquiry.id)
    claimed_by_name = session.scalar(select(Officer.name).where(Officer.id == enquiry.claimed_by)) if enquiry.claimed_by else None
    return EnquiryView(
        reference=enquiry.reference, origin=enquiry.origin, status=enquiry.status, question=enquiry.question, shown=enquiry.shown,
        audience=enquiry.audience, conversation_id=enquiry.conversation_id, due_on=enquiry.due_on,
        overdue=enquiry.is_waiting and enquiry.due_on < today, created_at=enquiry.created_at, asked_at=enquiry.asked_at,
        claimed_by=enquiry.claimed_by, claimed_by_name=claimed_by_name, close_reason_code=enquiry.close_reason_code,
        close_reason=enquiry.close_text, has_contact=details is not None, can_email=details is not None and details.can_email,
        version=enquiry.version, turns=_conversation(session, enquiry),
        replies=replies_by_enquiry(session, [enquiry.id]).get(enquiry.id, ()), audit=audit_trail(session, enquiry.id))


def audit_trail(session: Session, enquiry_id: int) -> tuple[AuditView, ...]:
    """The enquiry's audit events, oldest first."""
    query = (select(AuditEvent, Officer.name).outerjoin(Officer, Officer.id == AuditEvent.officer_id)
             .where(AuditEvent.enquiry_id == enquiry_id).order_by(AuditEvent.id))
    return tuple(AuditView(event.at, event.actor, name or "", event.action, event.details) for event, name in session.execute(query))


def _conversation(session: Session, enquiry: Enquiry) -> tuple[TurnView, ...]:
    if enquiry.conversation_id is None:
        return ()
    query = select(Turn).where(Turn.conversation_id == enquiry.conversation_id).order_by(Turn.id)
    return tuple(turn_views(session, session.scalars(query).all()))
