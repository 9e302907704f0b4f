"""Stands between the website, the dialogue and the action server, passes everything on, and keeps every request and reply."""
from __future__ import annotations

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TIMEOUT_SECONDS = 60


class Relay:
    """One HTTP relay on a free port of this machine. `aim` says where it passes requests on to."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []  # bodies of requests and of replies, in order
        self.target = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """Where others reach it."""
        return self._server.server_address[1]

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        relay = self

        class Handler(BaseHTTPRequestHandler):
            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                relay.heard.append(body)
                onward = http.client.HTTPConnection("127.0.0.1", relay.target, timeout=TIMEOUT_SECONDS)
                try:
                    onward.request(self.command, self.path, body, {"Content-Type": self.headers.get("Content-Type", "application/json")})
                    answer = onward.getresponse()
                    status, kind, reply = answer.status, answer.getheader("Content-Type", ""), answer.read()
                except OSError:
                    status, kind, reply = 502, "text/plain", b""
                finally:
                    onward.close()
                relay.heard.append(reply)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            do_GET = do_POST = handle_any

            def log_message(self, *_arguments: object) -> None:
                """Nothing is printed."""

        return Handler


class Traffic:
    """Relays before the dialogue and the action server. Rasa sends the action server its whole tracker, so its events are heard too."""

    def __init__(self) -> None:
        self.to_dialogue, self.to_actions = Relay(), Relay()

    def environment(self) -> dict[str, str]:
        """Settings by which the website and the dialogue go through the relays."""
        return {"DIALOGUE_PORT": str(self.to_dialogue.port), "ACTIONS_URL": f"http://127.0.0.1:{self.to_actions.port}"}

    def aim(self, ports: dict[str, int]) -> None:
        """Pass requests on to these ports, by name of the process."""
        self.to_dialogue.target, self.to_actions.target = ports["dialogue"], ports["actions"]

    def heard(self) -> bytes:
        """Everything that went by, in both directions."""
        return b"\n".join(self.to_dialogue.heard + self.to_actions.heard)

    def close(self) -> None:
        """Stop listening."""
        self.to_dialogue.close()
        self.to_actions.close()
