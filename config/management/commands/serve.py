import socket
import threading
from typing import Any

from daphne import http_protocol
from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.ticker import Ticker

CAST = (
    "worker employer agent mediator lead clerk recorder arbitrator presiding director court editor reader "
    "supervisor admin stranger"
).split()

MOST = 5 * 1024 * 1024  # bytes of one body: a whole small file and the form around it (papers: 4 MiB)
TOO_LARGE = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Bounded(http_protocol.WebRequest):
    """Refuses a larger body while it comes in. daphne would hold it whole in memory, once for every client."""

    refused = False

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        super().gotLength(length)
        if length and length > MOST:
            self.refuse()

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        if not self.refused and self.content.tell() + len(data) > MOST:
            self.refuse()
        if not self.refused:
            super().handleContentChunk(data)

    def requestReceived(self, *line: bytes) -> None:  # noqa: N802
        """What was refused is read to its end, so that the answer arrives, and goes no further."""
        if self.refused:
            self.channel.loseConnection()
        else:
            super().requestReceived(*line)

    def refuse(self) -> None:
        self.refused = True
        self.channel.transport.write(TOO_LARGE)


class Command(BaseCommand):
    help = "Serve everything from this one process: pages, sockets and, beside them, `tick` every 15 seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--tick", type=float, default=15.0, help="seconds between two runs of `tick`; 0: never"
        )

    def handle(self, *args: object, host: str, port: int, tick: float, **options: Any) -> None:
        must_be_free(host, port)
        from config.asgi import application

        http_protocol.WebRequest = Bounded  # the one place where daphne lets its requests be chosen
        logins = self.demo_logins()
        server = Server(
            application=application,
            endpoints=build_endpoint_description_strings(host=host, port=port),
            ready_callable=lambda: self.greet(host, port, logins),
            server_name="disputes",
            http_timeout=120,
            application_close_timeout=5,
        )
        ticker = Ticker(every=tick, stop=threading.Event())
        if tick:
            ticker.start()
        try:
            server.run()
        finally:
            ticker.finish()

    def demo_logins(self) -> list[str]:
        """The cast of the demo world, as far as it is there; nobody in production."""
        if not settings.DEMO_ALLOWED:
            return []
        found = set(get_user_model().objects.filter(username__in=CAST).values_list("username", flat=True))
        return [name for name in CAST if name in found]

    def greet(self, host: str, port: int, logins: list[str]) -> None:
        self.stdout.write(f"\nServing on http://{host}:{port}/ (stop with Ctrl-C)")
        if logins:
            self.stdout.write(f"Demo logins, password {settings.DEMO_PASSWORD}:\n  " + "  ".join(logins))
        self.stdout.flush()


def must_be_free(host: str, port: int) -> None:
    """The server itself would stop without an error when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise CommandError(
                f"{host}:{port} cannot be used ({refusal.strerror}): name another PORT="
            ) from refusal
