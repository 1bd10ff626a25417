"""Case rooms behind daphne as they are served, and beside them rooms that only pass frames on.

    GET /bench/rooms/<n>/<people>   so many disputes, so many people in each, half of them on each side: the references, and
                                    the key of a session of each
    GET /bench/house/<audience>/    one step in each, committed together: the moment of the commit
    GET /bench/bare/<audience>/     the same frames to the sockets at /bare/<n>/<side>/ that may hear it, by a bare loop: the
                                    moment it begins

Moments are of the clock that all processes of the machine share.
"""

import json
import os
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from django.core.asgi import get_asgi_application

get_asgi_application()

from channels.db import database_sync_to_async  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from config.asgi import application as house  # noqa: E402
from disputes.acts import perform  # noqa: E402
from disputes.caseroom.hub import encode  # noqa: E402
from disputes.models import Claim, Dispute, DocketEntry, Party, Seat, User  # noqa: E402


class World:
    def __init__(self):
        self.worker, self.disputes, self.frames, self.bare = None, [], [], {}

    def build(self, rooms, people):
        self.worker = User.objects.create(username=f"worker{rooms}", name="陈嘉禾")
        self.disputes = [self.dispute() for _n in range(rooms)]
        self.bare = {(room, side): [] for room in range(rooms) for side in "AB"}
        self.frames = [self.frame(dispute) for dispute in self.disputes]
        sessions = [self.people(dispute, people) for dispute in self.disputes]
        return {"references": [dispute.reference for dispute in self.disputes], "sessions": sessions}

    @staticmethod
    def people(dispute, many):
        """Every second on the other side; each with a seat and a session of their own."""
        users = User.objects.bulk_create(
            User(username=f"{dispute.reference}-{n}", name=f"某{n}") for n in range(many)
        )
        parties = {party.side: party for party in dispute.parties.all()}
        Seat.objects.bulk_create(
            Seat(dispute=dispute, user=user, role="party", side="AB"[n % 2], party=parties["AB"[n % 2]])
            for n, user in enumerate(users)
        )
        store, rows, later = SessionStore(), [], timezone.now() + timedelta(days=1)
        for user in users:
            said = {
                SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
                HASH_SESSION_KEY: user.get_session_auth_hash(),
            }  # fmt: skip
            key = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
            rows.append(Session(session_key=key, session_data=store.encode(said), expire_date=later))
        return [row.session_key for row in Session.objects.bulk_create(rows)]

    def dispute(self):
        dispute = Dispute.objects.create(
            opened_by=self.worker, cause="追索劳动报酬", facts_text="欠薪", workplace="440104"
        )
        a = Party.objects.create(dispute=dispute, side="A", name="陈嘉禾", worker=True, address="广州")
        Party.objects.create(dispute=dispute, side="B", kind="organisation", name="某公司", address="广州")
        Claim.objects.create(dispute=dispute, kind="wages", text="支付工资", amount="24000.00")
        Seat.objects.create(dispute=dispute, user=self.worker, role="party", side="A", party=a)
        perform(dispute, "open", by=self.worker)
        return Dispute.objects.get(pk=dispute.pk)

    @staticmethod
    def frame(dispute):
        entry = DocketEntry.objects.filter(dispute=dispute).select_related("by", "party").last()
        return encode(entry, ["zh-hans"])["zh-hans"]["text"]

    def step_in_each(self, audience):
        with transaction.atomic():
            for dispute in self.disputes:
                perform(dispute, "hand_in", by=self.worker, paper="x", audience=audience)
        return {"began": time.monotonic()}

    async def pass_on(self, audience):
        began = time.monotonic()
        for (room, side), sends in self.bare.items():
            if audience == "caucus_a" and side == "B":
                continue
            message = {"type": "websocket.send", "text": self.frames[room]}
            for send in sends:
                await send(message)
        return {"began": began}


world = World()


async def application(scope, receive, send):
    match scope.get("path", "").strip("/").split("/"):
        case ["bare", room, side]:
            await stand((int(room), side), receive, send)
        case ["bench", "rooms", rooms, people]:
            await answer(await database_sync_to_async(world.build)(int(rooms), int(people)), receive, send)
        case ["bench", "house", audience]:
            await answer(await database_sync_to_async(world.step_in_each)(audience), receive, send)
        case ["bench", "bare", audience]:
            await answer(await world.pass_on(audience), receive, send)
        case _:
            await house(scope, receive, send)


async def stand(room, receive, send):
    while (message := await receive())["type"] != "websocket.disconnect":
        if message["type"] == "websocket.connect":
            await send({"type": "websocket.accept"})
            world.bare[room].append(send)
    world.bare[room].remove(send)


async def answer(found, receive, send):
    await receive()
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(found).encode()})
