"""Two people at once: threads with connections of their own, let go together."""

import threading

from django.db import OperationalError, connections

PATIENCE = 20.0  # seconds; what waits longer waits for ever


def meet(*acts):
    """Do all at once. The answers in order: what each returned, or the exception it raised."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def go(place, act):
        try:
            gate.wait()
            answers[place] = act()
        except Exception as refusal:
            answers[place] = refusal
        finally:
            connections.close_all()

    people = [threading.Thread(target=go, args=pair, daemon=True) for pair in enumerate(acts)]
    for one in people:
        one.start()
    for one in people:
        one.join(timeout=PATIENCE)
    assert not any(one.is_alive() for one in people), "a deadlock"
    # A database that breaks a deadlock, or gives up waiting for a lock, says so with this error.
    assert not any(isinstance(answer, OperationalError) for answer in answers), answers
    return answers


def winners(answers):
    return [answer for answer in answers if not isinstance(answer, Exception)]


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, Exception)]
