"""What takes long to load is loaded once, however many ask for it at the same moment."""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import TypeVar

T = TypeVar("T")


def once(make: Callable[[], T]) -> Callable[[], T]:
    """`make` is called once; who comes meanwhile waits for it. `functools.cache` lets each of them make its own."""
    lock = RLock()
    made: list[T] = []

    @wraps(make)
    def asked() -> T:
        if not made:
            with lock:
                if not made:
                    made.append(make())
        return made[0]

    return asked
