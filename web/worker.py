"""gunicorn's worker, with an end to waiting and errors of our own shape.

A phone that loses its signal half way through a message must not keep a thread for ever, and what gunicorn refuses before the
website sees it (a broken request line, headers that are too long) is answered and logged like everything else: as
problem+json, without a word of what was sent.
"""
from __future__ import annotations

import json
import logging
import socket
import struct
from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import (InvalidResponseHeader, InvalidResponseHeaderName, LimitRequestHeaders, LimitRequestLine,
                                  ParseException)
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

WAIT_SECONDS = 15
STATUSES: dict[type[Exception], HTTPStatus] = {
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG, LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    InvalidResponseHeader: HTTPStatus.INTERNAL_SERVER_ERROR, InvalidResponseHeaderName: HTTPStatus.INTERNAL_SERVER_ERROR,
    ParseException: HTTPStatus.BAD_REQUEST}


class Worker(ThreadWorker):
    """Threads that give a connection up when it neither sends nor takes anything for WAIT_SECONDS."""

    def init_process(self) -> None:
        """Begin. Connections that were given up are no news for the log."""
        logging.getLogger("gunicorn.error").addFilter(not_given_up)
        super().init_process()

    def handle(self, conn: Any) -> Any:
        """Take one request of a connection."""
        if not conn.initialized:
            limit_waiting(conn.sock, WAIT_SECONDS)
        return super().handle(conn)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Answer what could not be read as a request, or failed outside the app."""
        status = next((status for kind, status in STATUSES.items() if isinstance(exc, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
        if status >= 500:
            self.log.error("a request failed outside the website: %s", type(exc).__name__)
        words = self.wsgi.extensions["signpost.words"]
        entry = "500" if status >= 500 else "400"
        try:
            write_nonblock(client, problem(status, words(f"problems.{entry}.title"), words(f"problems.{entry}.text")))
        except OSError:
            self.log.debug("the asker is gone")


def limit_waiting(connection: socket.socket, seconds: int) -> None:
    """Let each wait for the other side end after `seconds`, with a BlockingIOError. Holds where the socket is set to blocking again."""
    timeval = struct.pack("ll", seconds, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, timeval)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, timeval)


def problem(status: HTTPStatus, title: str, detail: str) -> bytes:
    """A whole HTTP answer that ends the connection."""
    body = json.dumps({"type": "about:blank", "title": title, "status": status.value, "detail": detail}).encode()
    head = (f"HTTP/1.1 {status.value} {status.phrase}", "Connection: close", "Content-Type: application/problem+json",
            "X-Content-Type-Options: nosniff", "Cache-Control: no-store", f"Content-Length: {len(body)}")
    return "\r\n".join((*head, "", "")).encode("ascii") + body


def not_given_up(record: logging.LogRecord) -> bool:
    """Whether a log record is about something else than a connection that was given up."""
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))
