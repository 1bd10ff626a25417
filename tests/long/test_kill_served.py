"""docs/threats.md 8 over the wire: the server and the worker beside it are killed while people speak and days lapse."""

import http.client
import json
import os
import random
import subprocess
import threading
import time
from collections import Counter

import pytest
from django.conf import settings

from tests.bench.measure import SMALL
from tests.browser.house import MANAGE, ROOT
from tests.long.served import Client, Served

pytestmark = pytest.mark.long
STEPS = 200 if SMALL or not os.environ.get("SCALE") else 1000
KILLS = 3  # of the server, at least: a fast machine says everything before chance has struck so often
SPEAKERS, LAPSES = 6, 30
WORLD = f"""
import datetime as dt, json, time_machine
from disputes.acts import begin, perform
from disputes.models import Dispute, Office, Paper, Post, Service, User
from mediation.models import Mediation
office = Office.objects.create(kind="mediation", organisation="township", name="北京街道调解委员会", short="穗北", division="440104")
lead, employer = User.objects.create(username="lead"), User.objects.create(username="employer")
Post.objects.create(user=lead, office=office, role="lead", since="2020-01-01")
committee = Office.objects.create(kind="committee", name="广州市越秀区劳动人事争议仲裁委员会", short="穗越", division="440104")
clerk = User.objects.create(username="clerk")
Post.objects.create(user=clerk, office=committee, role="clerk", since="2020-01-01")
found = {{}}
long_ago = dt.datetime.now() - dt.timedelta(days=30)  # no holiday keeps from lapsing what was left at a door then
for dispute in Dispute.objects.order_by("pk"):
    with time_machine.travel(long_ago):
        worker, party = dispute.opened_by, dispute.parties.create(side="A", name="陈嘉禾", worker=True)
        firm = dispute.parties.create(side="B", name="云岭物流", kind="organisation", address="中山路2号")
        dispute.claims.create(kind="wages", text="支付工资", amount=24000)
        dispute.seats.update(party=party, since=dt.date(2026, 1, 1))
        dispute.seats.create(user=employer, role="party", side="B", party=firm)
        dispute.engagements.create(office=committee, capacity="arbitration")
        perform(dispute, "open", by=worker)
        for n in range({LAPSES} // {SPEAKERS}):
            paper = Paper.objects.create(dispute=dispute, code="", title="应诉通知书")
            service = Service(dispute=dispute, paper=paper, party=firm, office=committee)
            perform(begin(service, "order").record, "leave", by=clerk, witnesses="两名见证人", media="录像", why="refused")
    talks = begin(Mediation(dispute=dispute, office=office), "apply", by=worker).record
    perform(talks, "consent", by=employer)
    perform(talks, "accept", by=lead)
    found[dispute.reference] = f"mediation.{{talks.pk}}.joint"
print(json.dumps(found))
"""
STATE = """
import json
from disputes.models import DocketEntry, Service
entries = DocketEntry.objects.all()
lapsed = list(entries.filter(step="service.deem").values_list("record_id", flat=True))
print(json.dumps({"said": [e.said for e in entries.filter(step="mediation.say")], "untold": entries.untold().count(),
    "lapsed": lapsed, "served": Service.objects.exclude(stage="posted").count()}))
"""


class Killed(Served):
    """On a database of its own kind: a file, or a database of the server the suite runs on."""

    def build(self):
        self.place = settings.DATABASES["default"]
        if "postgresql" in self.place["ENGINE"]:
            self.name = f"killed_{os.getpid()}"
            self.server(f"CREATE DATABASE {self.name}")
            host = f"{self.place['HOST']}:{self.place['PORT'] or 5432}"
            self.environment["DATABASE_URL"] = f"postgres://{self.place['USER']}@{host}/{self.name}"
        super().build()

    def server(self, sql):
        import psycopg

        address = {"host": self.place["HOST"], "port": self.place["PORT"] or 5432, "user": self.place["USER"]}
        with psycopg.connect(**address, dbname="postgres", autocommit=True) as line:
            line.execute(sql)

    def drop(self):
        if "DATABASE_URL" in self.environment:
            self.server(f"DROP DATABASE {self.name} WITH (FORCE)")

    def told(self, script):
        command = [*MANAGE, "shell", "-v0", "-c", script]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout)

    def work(self):
        """The worker beside the server: one round of `tick` after the other."""
        self.worker = subprocess.Popen(
            [*MANAGE, "tick"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@pytest.fixture
def house(tmp_path):
    served = Killed(tmp_path)
    served.build()
    yield served
    served.process.kill()
    served.process.wait()
    served.worker.kill()
    served.worker.wait()
    served.drop()


class Speaker(threading.Thread):
    """Says one thing after the other; `heard` is what the server said yes to, `doubtful` what it died over."""

    def __init__(self, port, session, reference, voice):
        super().__init__(daemon=True)
        self.client, self.path = Client(port, session), f"/cases/{reference}/say/"
        self.name, self.voice = reference, voice
        self.heard, self.doubtful, self.refused, self.over = [], [], [], False

    def run(self):
        said = 0
        while not self.over:
            said += 1
            text = f"{self.name}-{said}"
            try:
                status, answer = self.client.send(
                    "POST", self.path, f"voice={self.voice}&text={text}".encode(),
                    Content_Type="application/x-www-form-urlencoded", Accept="application/json",
                )  # fmt: skip
            except ConnectionRefusedError:
                time.sleep(0.2)  # nobody there: not even asked
            except (OSError, http.client.HTTPException):
                self.doubtful.append(text)
            else:
                (self.heard if status == 201 else self.refused).append(text if status == 201 else answer)
            time.sleep(0.05)


def test_threat_08_server_and_worker_killed_leave_whole_steps_and_lose_nothing_they_said_yes_to(house):
    rng, kills = random.Random(20261130), Counter()
    people = dict(house.people(SPEAKERS))
    voices = house.told(WORLD)
    house.start()
    house.work()
    speakers = [Speaker(house.port, people[ref], ref, voices[ref]) for ref in people]
    for speaker in speakers:
        speaker.start()
    while sum(len(speaker.heard) for speaker in speakers) < STEPS or kills["server"] < KILLS:
        assert all(speaker.is_alive() and not speaker.refused for speaker in speakers), speakers[0].refused
        time.sleep(rng.uniform(0.5, 2))
        if rng.random() < 0.6:
            house.process.kill()
            house.process.wait()
            house.start()
            kills["server"] += 1
        else:
            kills["worker"] += house.worker.poll() is None
            house.worker.kill()
            house.worker.wait()
            house.work()
    for speaker in speakers:
        speaker.over = True
        speaker.join()
    house.process.kill()
    house.process.wait()
    house.worker.wait()
    subprocess.run([*MANAGE, "tick"], cwd=ROOT, env=house.environment, check=True)
    audit = subprocess.run(
        [*MANAGE, "audit"], cwd=ROOT, env=house.environment, capture_output=True, text=True
    )
    assert audit.returncode == 0, audit.stderr

    state = house.told(STATE)
    said = Counter(state["said"])
    heard = [text for speaker in speakers for text in speaker.heard]
    doubtful = {text for speaker in speakers for text in speaker.doubtful}
    assert {text: said[text] for text in heard} == dict.fromkeys(heard, 1)
    assert set(said) <= {*heard, *doubtful} and set(said.values()) == {1}
    assert state["untold"] == 0
    assert len(state["lapsed"]) == len(set(state["lapsed"])) == state["served"] == LAPSES
    print(f"{len(heard)} said, {len(doubtful)} doubtful, kills {dict(kills)}")
