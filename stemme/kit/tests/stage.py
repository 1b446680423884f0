"""A server on this machine that plays the rest of the internet."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Stage:
    """A server on this machine whose answers a test writes, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.sent: list[bytes] = []
        stage = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stage.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                try:
                    stage.answers.get(self.path, says(b"", 404))(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def do_POST(self) -> None:
                stage.sent.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.do_GET()

            def log_message(self, *args: object) -> None:
                """Silent."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def says(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer
