"""Systems of others that behave badly: a court that takes packages, a platform that takes notices. A server in a thread.

What it does next is drawn from a seeded chance: errors of its own, silence, a cut connection, an answer that is lost on
its way back, an offset that is nonsense. It checks every signature and keeps what it was given.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from disputes.delivery.signing import signature, webhook_signature

MISDEEDS = ("error", "refuse", "cut", "lost", "nonsense", "redirect", "hang")
FINE = "fine"
PART = re.compile(r'(\w+)="([^"]*)"')


class Simulator:
    """`chance` draws what goes wrong (`share` of the requests); `secret` is told once the endpoint is made."""

    def __init__(self, chance, share=0.5, misdeeds=MISDEEDS):
        self.chance, self.share, self.misdeeds = chance, share, misdeeds
        self.secret, self.packages, self.announced, self.notices, self.faults = "", {}, {}, [], []
        self.nonces, self.asked, self.down = set(), 0, False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/inbox"

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_args):
        self.server.shutdown()
        self.server.server_close()

    def next_deed(self):
        self.asked += 1
        if self.down:
            return "error"
        return self.chance.choice(self.misdeeds) if self.chance.random() < self.share else FINE

    def whole(self):
        """The packages that arrived complete and unchanged, by digest."""
        return {
            digest: data
            for digest, data in self.packages.items()
            if hashlib.sha256(data).hexdigest() == digest
        }

    def _handler(simulator):  # noqa: N805 - the handler's own `self` is the request
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_args):
                pass

            def do_POST(self):
                self.taken("POST")

            def do_PUT(self):
                self.taken("PUT")

            def taken(self, method):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                deed = simulator.next_deed()
                if deed in ("error", "refuse", "redirect"):
                    status = {"error": 503, "refuse": 422, "redirect": 302}[deed]
                    return self.answer(status, b"{}", Location="http://127.0.0.1:1/elsewhere")
                if deed == "cut":
                    self.close_connection = True
                    self.connection.close()
                    return None
                if deed == "hang":
                    time.sleep(0.25)  # longer than the tests let a delivery wait
                said = self.do(method, body)
                if deed in ("lost", "hang"):  # it was taken, but nobody hears of it
                    self.close_connection = True
                    with contextlib.suppress(OSError):
                        self.connection.close()
                    return None
                return self.answer(
                    200, b'{"offset": "soon"}' if deed == "nonsense" else json.dumps(said).encode()
                )

            def do(self, method, body):
                if "Webhook-Id" in self.headers:
                    return self.notice(body)
                self.check(method, body)
                if method == "POST":
                    told = json.loads(body)
                    simulator.announced[told["sha256"]] = told
                    return {"offset": len(simulator.packages.get(told["sha256"], b""))}
                digest = parse_qs(urlsplit(self.path).query)["package"][0]
                first, _last, size = map(int, re.findall(r"\d+", self.headers["Content-Range"]))
                kept = simulator.packages.get(digest, b"")
                if size != simulator.announced[digest]["size"] or first > len(kept):
                    simulator.faults.append("a piece out of place")
                if first == len(kept):  # one that comes late, after others, changes nothing
                    simulator.packages[digest] = kept = kept + body
                return {"offset": len(kept)}

            def check(self, method, body):
                said = dict(PART.findall(self.headers["Authorization"]))
                due = signature(
                    simulator.secret,
                    method=method,
                    address=self.path,
                    stamp=said["time"],
                    nonce=said["nonce"],
                    body=body,
                )
                if due != said["signature"] or said["nonce"] in simulator.nonces:
                    simulator.faults.append("signature")
                simulator.nonces.add(said["nonce"])

            def notice(self, body):
                name, stamp = self.headers["Webhook-Id"], self.headers["Webhook-Timestamp"]
                due = webhook_signature(simulator.secret, name=name, stamp=stamp, body=body)
                if due != self.headers["Webhook-Signature"]:
                    simulator.faults.append("signature")
                simulator.notices.append((name, json.loads(body)))
                return {}

            def answer(self, status, body, **headers):
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    for header, value in headers.items():
                        self.send_header(header, value)
                    self.end_headers()
                    self.wfile.write(body)

        return Handler
