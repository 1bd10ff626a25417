"""Standard input and output of the commands that read and write JSON lines."""

import io
import signal
import sys
from collections.abc import Callable, Iterator
from typing import cast

from django.core.management.base import CommandError

AT_ONCE = 1 << 16


def arriving(told: Callable[[], object]) -> Iterator[bytes]:
    """The lines of standard input as they come; `told` is called when all that has come is answered.

    Who writes one line and waits has its answer. Who stops reading ends the command without a word.
    """
    if sys.stdin is None:
        raise CommandError("standard input is closed", returncode=2)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    stream, begun = cast("io.BufferedReader", sys.stdin.buffer), list[bytes]()
    while came := stream.read1(AT_ONCE):
        first, *more = came.split(b"\n")
        begun.append(first)
        for following in more:
            yield b"".join(begun)
            begun = [following]
        told()
    yield b"".join(begun)
