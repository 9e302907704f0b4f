"""How often one address may do what: one table, read on one screen. Addresses are kept only as keyed hashes."""
from __future__ import annotations

import hashlib
import hmac
import ipaddress

from flask import Flask, request
from flask_limiter import Limiter

from settings import Settings

EXTENSION = "signpost.limiter"


def limit_rates(app: Flask, settings: Settings) -> Limiter:
    """Put the limits on the views of `app`, after every blueprint is registered."""
    limiter = Limiter(lambda: address_key(request.remote_addr or "", settings.secret_key), app=app,
                      storage_uri=settings.rate_limit_storage, strategy="moving-window",
                      in_memory_fallback_enabled=True, headers_enabled=False)
    app.extensions[EXTENSION] = limiter
    messages = limiter.shared_limit(settings.message_rate, scope="messages", methods=["POST"])
    enquiries = limiter.shared_limit(settings.enquiry_rate, scope="enquiries", methods=["POST"])
    look_ups = limiter.shared_limit(settings.lookup_rate, scope="look-ups", methods=["GET", "POST"])
    searches = limiter.shared_limit(settings.message_rate, scope="searches", methods=["GET"])
    sign_ins = limiter.shared_limit(settings.sign_in_rate, scope="sign-ins", methods=["POST"])
    for endpoint, limit in {
        "chat.send": messages, "api.post_message": messages,
        "contact.confirm": enquiries, "api.post_enquiry": enquiries,
        "look_up.show": look_ups, "api.get_enquiry": look_ups,
        "articles.search": searches, "api.search": searches,
        "console.sign_in": sign_ins, "console.welcome": sign_ins,
    }.items():
        if endpoint in app.view_functions:
            app.view_functions[endpoint] = limit(app.view_functions[endpoint])
    return limiter


def address_key(address: str, secret: str) -> str:
    """A hash that stands for an address (IPv6: for its /64 network, which one household holds)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        network = "unknown"
    else:
        network = str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)
    return hmac.new(secret.encode(), network.encode(), hashlib.sha256).hexdigest()[:32]
