"""`python -m web.serve`: the website under gunicorn, configured from settings alone."""
from __future__ import annotations

import os
import socket
import tempfile
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import BadRequest

from guardrails.redaction import redact
from guardrails.safeguarding import find_concern
from settings import Settings, load_settings
from web import create_app
from web.background import background_threads
from web.health import index_works
from web.services import Services
from web.worker import Worker

STOP_SECONDS = 10
REQUEST_SECONDS = 60


class Website(BaseApplication):
    """gunicorn with threads. Each worker builds its own app after the fork, so that no connection or model is shared by accident."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Everything gunicorn is told; no access log and no warnings, because they hold addresses and queries."""
        settings = self._settings
        options: dict[str, Any] = {
            "bind": f"{_bracketed(settings.web_host)}:{settings.web_port}", "workers": settings.web_workers, "worker_class": Worker,
            "threads": settings.web_threads, "timeout": REQUEST_SECONDS, "graceful_timeout": STOP_SECONDS, "keepalive": 15,
            "accesslog": None, "errorlog": "-", "loglevel": "error", "proc_name": "signpost-web",
            "limit_request_line": 4094, "limit_request_fields": 64, "limit_request_field_size": 8190,
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir(),
            "forwarded_allow_ips": "*" if settings.trusted_proxies else "127.0.0.1",
            "post_worker_init": start_worker, "worker_exit": stop_worker,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app of one worker. A body that breaks the rules of HTTP half way is the sender's mistake."""
        app = create_app(self._settings)
        app.register_error_handler(ParseException, lambda _error: app.handle_http_exception(BadRequest()))
        return app


def start_worker(worker: Any) -> None:
    """Warm the answerer up, then send waiting mail and delete what is due from threads of this worker."""
    services: Services = worker.app.callable.extensions["signpost"]
    warm_up(services)
    worker.background_threads = background_threads(services)
    for thread in worker.background_threads:
        thread.start()


def stop_worker(_server: Any, worker: Any) -> None:
    """Stop the threads and give connections back."""
    threads = getattr(worker, "background_threads", None)
    if threads is not None:
        for thread in threads:
            thread.stop()
        worker.app.callable.extensions["signpost"].close()


def warm_up(services: Services) -> None:
    """Load the rules, the second look and the index now rather than at the first question. A missing index is no reason not to start: pages say so."""
    find_concern("hello")
    redact("hello")
    services.second_look.open()
    index_works(services)


def main() -> None:
    """Serve until told to stop. Ends with a plain message where the secrets are missing or the port is taken."""
    settings = load_settings()
    check_settings(settings)
    if not port_is_free(settings.web_host, settings.web_port):
        raise SystemExit(f"The website cannot listen on {settings.web_host} port {settings.web_port}: another program does, or the "
                         "address is not this machine's. Stop it, or set WEB_PORT to another port.")
    Website(settings).run()


def check_settings(settings: Settings) -> None:
    """End with a plain message where a setting would only fail later, at a family's question."""
    if not settings.secret_key:
        raise SystemExit("SECRET_KEY is not set: run `make setup`, which makes it, or set it in the environment.")
    services = Services(settings)
    try:
        for name in ("calendar", "vault", "pins"):
            getattr(services, name)
    except ValueError as error:
        raise SystemExit(str(error)) from None


def port_is_free(host: str, port: int) -> bool:
    """Whether this process could listen on `host`:`port` now."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError:
        return False
    return True


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


if __name__ == "__main__":
    main()
