"""The website alone, in this process: real records, real rules, a dialogue that keeps what it was sent. For what needs a browser but no model."""
from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet
from werkzeug.serving import make_server

from database import Base, Database
from settings import Settings
from tests.web.fakes import UNANSWERED, FakeAnswerer, FakeDialogue, payload
from web import create_app
from web.services import Services


@dataclass
class LightSite:
    """Its address, its parts, and what its dialogue was sent."""

    url: str
    services: Services
    dialogue: FakeDialogue

    def sent(self) -> list[str]:
        """The messages that reached the dialogue."""
        return [message for _, message, _ in self.dialogue.sent]


@contextmanager
def light_site(folder: Path) -> Iterator[LightSite]:
    """Serve until the block ends. Every question is left unanswered, so that the way to a person stands below it."""
    import enquiries.models  # noqa: F401
    import knowledge_base.models  # noqa: F401
    settings = Settings(_env_file=None, var_dir=folder, secret_key="s" * 32, contact_keys=Fernet.generate_key().decode(), pin_key="p" * 32,
                        public_url="http://127.0.0.1", message_rate="10000 per minute", enquiry_rate="10000 per minute", smtp_host="")
    services = Services(settings)
    services.database = Database(f"sqlite:///{folder / 'light.db'}")
    Base.metadata.create_all(services.database.engine)
    services.dialogue, services.answerer = FakeDialogue(payload("unanswered", UNANSWERED)), FakeAnswerer()
    server = make_server("127.0.0.1", 0, create_app(settings, services), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield LightSite(f"http://127.0.0.1:{server.server_port}", services, services.dialogue)
    finally:
        server.shutdown()
        thread.join()
        services.close()
