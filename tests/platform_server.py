"""A data platform on this machine, for the tests of sending: keeps what it is told, answers as asked."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec

import pytest

CLIENT = pytest.mark.skipif(find_spec("segment") is None, reason="segment-analytics-python is not installed")
KEY = "wk-never-to-be-seen"


class Platform:
    """What came in, and what is answered: one answer after the other, then 200."""

    def __init__(self, *answers, headers=None):
        self.answers, self.headers = list(answers), headers or {}
        self.bodies, self.taken, self.heads = [], [], []
        self.url = ""

    def answer(self, body, head):
        self.bodies.append(body)
        self.heads.append(head)
        status = self.answers.pop(0) if self.answers else 200
        if callable(status):
            status = status(body)
        if status == 200:
            self.taken.extend(json.loads(body)["batch"])
        return status

    @property
    def ids(self):
        return [call["messageId"] for call in self.taken]


@contextmanager
def platform(*answers, **headers):
    here = Platform(*answers, headers=headers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = here.answer(body, dict(self.headers))
            self._say(status, here.headers if status != 200 else {}, body)

        def do_GET(self):  # where a redirect would lead
            self._say(200, {}, b"{}")

        def _say(self, status, headers, text):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)  # repeats the key, as a careless server may

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
