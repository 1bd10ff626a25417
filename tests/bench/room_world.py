"""Case rooms behind daphne as they are served, and beside them rooms that only pass frames on.

    GET /bench/rooms/<n>      so many disputes of one worker: their references, the key of a session, a frame of each
    GET /bench/house/         one step in each, committed together: the moment of the commit
    GET /bench/bare/          the same frames to the sockets at /bare/<n>/ by a bare loop: the moment it begins

Moments are of the clock that all processes of the machine share.
"""

import json
import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

from django.core.asgi import get_asgi_application

get_asgi_application()

from channels.db import database_sync_to_async  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402

from config.asgi import application as house  # noqa: E402
from disputes.acts import perform  # noqa: E402
from disputes.caseroom.hub import encode  # noqa: E402
from disputes.models import Claim, Dispute, DocketEntry, Party, Seat, User  # noqa: E402


class World:
    def __init__(self):
        self.worker, self.disputes, self.frames, self.bare = None, [], [], {}

    def build(self, rooms):
        self.worker = User.objects.create(username=f"worker{rooms}", name="陈嘉禾")
        self.disputes, self.bare = [self.dispute() for _n in range(rooms)], {n: [] for n in range(rooms)}
        self.frames = [self.frame(dispute) for dispute in self.disputes]
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = (
            str(self.worker.pk),
            "django.contrib.auth.backends.ModelBackend",
        )
        session[HASH_SESSION_KEY] = self.worker.get_session_auth_hash()
        session.create()
        references = [dispute.reference for dispute in self.disputes]
        return {"references": references, "session": session.session_key, "frames": self.frames}

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

    def step_in_each(self):
        with transaction.atomic():
            for dispute in self.disputes:
                perform(dispute, "hand_in", by=self.worker, paper="x")
        return {"began": time.monotonic()}

    async def pass_on(self):
        began = time.monotonic()
        for room, sends in self.bare.items():
            message = {"type": "websocket.send", "text": self.frames[room]}
            for send in sends:
                await send(message)
        return {"began": began}


world = World()


async def application(scope, receive, send):
    match scope.get("path", "").strip("/").split("/"):
        case ["bare", room]:
            await stand(int(room), receive, send)
        case ["bench", "rooms", rooms]:
            await answer(await database_sync_to_async(world.build)(int(rooms)), receive, send)
        case ["bench", "house"]:
            await answer(await database_sync_to_async(world.step_in_each)(), receive, send)
        case ["bench", "bare"]:
            await answer(await world.pass_on(), receive, send)
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
