"""POST /api/v1/messages."""
from __future__ import annotations

from flask import Response, current_app, jsonify, request

from web.api.body import read_body
from web.api.models import MessageRequest


def post_message() -> Response:
    """Answer one message."""
    message = read_body(request, MessageRequest)
    turn = current_app.extensions["signpost.turns"].take(message.text, message.conversation_id, message.audience or "parent", message.put_back)
    return jsonify(turn.to_json())
