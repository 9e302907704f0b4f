"""POST /api/v1/enquiries and GET /api/v1/enquiries/{reference}."""
from __future__ import annotations

from flask import Response, current_app, jsonify, request, url_for

from enquiries.errors import InvalidHandover, TooManyAttempts, UnknownEnquiry
from enquiries.handover_form import HandoverRequest
from guardrails.redaction import placeholder_kinds, redact
from web.api.body import read_body
from web.api.models import EnquiryRequest, EnquiryResponse, EnquiryStatusResponse, PersonReply
from web.errors import ApiProblem
from web.look_up import minutes_left
from web.services import current_services

PIN_HEADER = "X-Enquiry-PIN"


def post_enquiry() -> tuple[Response, int]:
    """Hand a question to a person: 201 for a new enquiry, 200 for a form that had been taken before."""
    asked = read_body(request, EnquiryRequest)
    handovers = current_services().handovers
    redaction = redact(asked.question, asked.put_back)
    try:
        made = handovers.confirm(HandoverRequest(
            submission_id=asked.submission_id or handovers.new_submission_id(), question=redaction.text, receipt=asked.receipt,
            conversation_id=asked.conversation_id, audience=asked.audience or "parent", name=asked.name, email=asked.email,
            phone=asked.phone, consent=asked.consent))
    except InvalidHandover as invalid:
        raise ApiProblem(422, fields=invalid.errors) from None
    if made.created:
        current_app.extensions["signpost.metrics"].handover()
        current_app.extensions["signpost.metrics"].put_back(span.kind for span in redaction.put_back)
    answer = EnquiryResponse(reference=made.reference, pin=made.pin, promised_on=made.promised_on, masked=list(placeholder_kinds(redaction.text)),
                             url=url_for("look_up.form", reference=made.reference))
    return jsonify(answer.model_dump(mode="json")), 201 if made.created else 200


def get_enquiry(reference: str) -> Response:
    """How an enquiry stands, for whoever holds its PIN (header X-Enquiry-PIN)."""
    words = current_app.extensions["signpost.words"]
    pin = request.headers.get(PIN_HEADER, "").strip()[:20]
    if not pin:
        raise ApiProblem(422, fields={PIN_HEADER: words("fields.pin_empty")})
    try:
        found = current_services().handovers.look_up(reference[:40], pin)
    except UnknownEnquiry:
        raise ApiProblem(404, words("fields.unknown")) from None
    except TooManyAttempts as locked:
        minutes = minutes_left(locked)
        raise ApiProblem(429, words("fields.locked", minutes=minutes), headers={"Retry-After": str(minutes * 60)}) from None
    answer = EnquiryStatusResponse(
        reference=found.reference, status=found.status, question=found.question, asked_at=found.asked_at,  # type: ignore[arg-type]
        promised_on=found.promised_on, overdue=found.overdue, close_reason=found.close_reason,
        replies=[PersonReply(text=reply.text, at=reply.at) for reply in found.replies])
    return jsonify(answer.model_dump(mode="json"))
