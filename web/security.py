"""What every answer carries and every request passes: headers, cookies, size, CSRF, proxies."""
from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from settings import Settings

MAX_BODY_BYTES = 64 * 1024
CONTENT_SECURITY_POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"))
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SIGNED_FOR = timedelta(days=30)
ONE_YEAR_SECONDS = 31_536_000
MAY_BE_CACHED = ("static",)


def secure(app: Flask, settings: Settings) -> None:
    """Set cookies, limits and headers for `app`."""
    https = settings.resolved_public_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=100,
        SESSION_COOKIE_NAME="__Host-signpost" if https else "signpost",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=SIGNED_FOR,  # the cookie itself goes with the browser; officers have a limit of their own
        WTF_CSRF_TIME_LIMIT=None,  # as long as the browser keeps the session: a family may leave the page open for hours
        WTF_CSRF_SSL_STRICT=False,  # the token suffices; some browsers send no Referer
    )
    app.extensions["signpost.csrf"] = CSRFProtect(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_port=0, x_prefix=0)  # type: ignore[method-assign]

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR_SECONDS}; includeSubDomains")
        if request.endpoint not in MAY_BE_CACHED:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
