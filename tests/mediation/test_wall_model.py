"""A house in which people act at random, compared with a model of who may see what: no difference, ever (MR-24, design 9).

`make test` takes 300 steps. `make test-long` walks 20,000 with few looks in ten walks of their own seeds, and 1,000 with
many looks; `SCALE=full` ten times as many from seeds nobody knows before. A failure prints the seed, `WALL_SEED=` walks
it again.
"""

import asyncio
import io
import json
import os
import random
import re
import zipfile
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import NoReverseMatch, get_resolver, reverse

from disputes import access, news
from disputes.caseroom.hub import Hub
from disputes.court import extract
from disputes.court.package import papers_for
from disputes.lifecycle.grounds import Ground
from disputes.models import CaseTask, Claim, Deadline, Dispute, DocketEntry, Paper, Party, Reach, Seat, User
from disputes.papers.extract import text_of
from mediation.models import Fact, Offer, QuestionRound, Sitting
from tests.conftest import person

from .test_wall import Ear, body, combinations, named
from .wall_model import BENCH, MEDIATORS, PEOPLE, SIDES, STAFF, House

pytestmark = pytest.mark.django_db
FULL = os.environ.get("SCALE") == "full"
LONG, PART = (10_000, 20_000) if FULL else (1_000, 2_000)
PARTS = 10
EPISODE = 150  # steps on one dispute
SEED = int(os.environ.get("WALL_SEED") or (random.SystemRandom().randrange(10**9) if FULL else 20260420))
WORD = re.compile(r"暗\d+-\d{5}号")
ALL_STREAMS = ",".join(f"{stream}:0" for stream in access.Audience.values)


@pytest.fixture
def users(organisation, committee):
    office = {
        **dict.fromkeys((*MEDIATORS, "lead"), organisation),
        **dict.fromkeys((*BENCH, *STAFF, "editor"), committee),
        "court": committee.court,
    }
    role = {**{who: who for who in PEOPLE}, **dict.fromkeys(MEDIATORS, "mediator")}
    made = {who: person(who, role=role[who], office=office.get(who)) for who in PEOPLE}
    for who, user in made.items():  # everybody wants to be told of everything by e-mail
        EmailAddress.objects.create(user=user, email=f"{who}@example.cn", verified=True, primary=True)
        Reach.objects.create(user=user, by_mail=True, talk=True)
    return made


def new_dispute(users):
    dispute = Dispute.objects.create(
        opened_by=users["worker"], cause="追索劳动报酬", workplace="440104", employer_seat="440104",
        facts_text="拖欠三个月工资。",
    )  # fmt: skip
    a = Party.objects.create(dispute=dispute, side="A", name="陈嘉禾", worker=True)
    b = Party.objects.create(dispute=dispute, side="B", kind="organisation", name="广州市云岭物流有限公司")
    for who, side, party in (("worker", "A", a), ("employer", "B", b)):
        Seat.objects.create(dispute=dispute, user=users[who], role="party", side=side, party=party)
    Claim.objects.create(dispute=dispute, kind="wages", text="支付工资", amount="24000.00")
    return dispute


def words_in(*texts):
    return {found for text in texts for found in WORD.findall(text)}


def written(value):
    return json.dumps(value, ensure_ascii=False, default=str)


class Watch:
    """Everything a person may look at, compared with the model."""

    def __init__(self, house, client, sparing):
        self.house, self.client, self.sparing = house, client, sparing
        self.dispute, self.heard = house.dispute, 0
        self.letters = self.documents = 0  # how many were read
        self.rng = random.Random(
            house.dispute.pk
        )  # its own: where it looks changes nothing of what people do

    def fresh(self, who):
        return User.objects.get(pk=self.house.users[who].pk)

    def rows(self, who):
        """Every queryset that readers go through."""
        user, mine = self.fresh(who), {"dispute": self.dispute}
        talks = {"mediation__dispute": self.dispute}
        found = words_in(
            *(written(one.facts) for one in DocketEntry.objects.visible_to(user).filter(**mine)),
            *(written(one.data) + one.title for one in Paper.objects.visible_to(user).filter(**mine)),
            *(written(one.terms) for one in Offer.objects.visible_to(user).filter(**talks)),
            *(one.text for one in Fact.objects.visible_to(user).filter(**talks)),
            *(one.questions for one in QuestionRound.objects.visible_to(user).filter(**talks)),
            *(one.text for one in Sitting.objects.visible_to(user).filter(**talks)),
        )
        assert found == self.house.allowed(who), ("rows", who, found ^ self.house.allowed(who))
        told = words_in(
            *(written(one.explanation) for one in Deadline.objects.visible_to(user).filter(**mine)),
            *(str(one.label) for one in CaseTask.objects.visible_to(user).filter(**mine)),
        )
        assert not told, ("deadlines and tasks", who, told)

    def pages(self, who):
        """The case, the room and the feed: open to whoever may enter, and free of what is not his."""
        self.client.force_login(self.fresh(who))
        reference = self.dispute.reference
        for name in ("case", "room"):
            answer = self.client.get(reverse(f"disputes:{name}", args=[reference]))
            entered = who in self.house.may_enter()
            assert answer.status_code == (200 if entered else 404), (name, who, answer.status_code)
            extra = words_in(body(answer)) - self.house.allowed(who) - self.for_the_seal(who)
            assert not extra, (name, who, extra)
        answer = self.client.get(reverse("disputes:feed", args=[reference]) + f"?after={ALL_STREAMS}")
        if answer.status_code == 200:
            found = words_in(*(one["html"] for one in answer.json()["entries"]))
            assert found == self.house.allowed(who, "said"), ("feed", who)
        else:
            assert not entered, ("feed", who)

    def for_the_seal(self, who):
        """Once both sides have signed, whoever seals reads the agreement."""
        talks = self.house.current()
        both = talks and talks.accepted and {"worker", "employer"} <= talks.signed
        return {talks.accepted.text} if both and who == "lead" else set()

    def paper(self, who):
        """One paper at random: opened or not there."""
        papers = list(Paper.objects.filter(dispute=self.dispute).exclude(sha256="0" * 64))
        if not papers:
            return
        one = self.rng.choice(papers)
        self.client.force_login(self.fresh(who))
        answer = self.client.get(one.get_absolute_url())
        by = next((name for name, user in self.house.users.items() if user.pk == one.uploaded_by_id), "")
        mine = who in self.house.readers(one.audience, by)
        assert answer.status_code == (200 if mine else 404), ("paper", who, one.code, one.audience)
        if answer.status_code == 200:
            self.read(who, one, b"".join(answer.streaming_content) if answer.streaming else answer.content)
        if one.code:
            copy = self.client.get(reverse("disputes:paper_docx", args=[one.ref]))
            assert copy.status_code == answer.status_code, ("copy", who, one.code)
            if copy.status_code == 200:
                with zipfile.ZipFile(io.BytesIO(copy.content)) as parts:
                    self.read(who, one, parts.read("word/document.xml"))

    def read(self, who, paper, raw):
        """The words of the document itself, as its reader has them on the screen."""
        self.documents += raw.startswith((b"%PDF", b"<?xml"))
        text = (
            text_of(raw) if raw.startswith(b"%PDF") else re.sub("<[^>]+>", "", raw.decode("utf-8", "ignore"))
        )
        extra = words_in(text.replace("\n", "")) - self.house.allowed(who) - self.for_the_seal(who)
        assert not extra, ("document", who, paper.code, extra)

    def e_mails(self):
        """What goes out names no word of anybody, and goes to those alone who may enter."""
        mail.outbox.clear()
        news.send()
        self.letters += len(mail.outbox)
        for letter in mail.outbox:
            (to,) = letter.to
            assert not words_in(letter.subject, letter.body), ("e-mail", to)
            if self.dispute.reference in letter.subject + letter.body:
                assert to.partition("@")[0] in self.house.may_enter(), ("e-mail", to)

    def sockets(self):
        """What the hub sends of each new entry, and to whom."""
        hub, ears = Hub(), {who: Ear(self.dispute, user) for who, user in self.house.users.items()}
        hub.rooms[self.dispute.pk] = set(ears.values())
        new = DocketEntry.objects.filter(dispute=self.dispute, pk__gt=self.heard).order_by("pk")
        for entry in new:
            self.heard = entry.pk
            for ear in ears.values():
                ear.frames.clear()
            for dispute_id, frames in hub._frames([entry.pk]):
                asyncio.run(hub._pass_on(dispute_id, frames))
            got = {who for who, ear in ears.items() if ear.frames}
            by = next((who for who, user in self.house.users.items() if user.pk == entry.by_id), "")
            want = self.house.readers(entry.audience, by) & set(PEOPLE)
            assert got == want, ("socket", entry.step, entry.audience, got ^ want)
            for who, ear in ears.items():
                assert words_in(*ear.frames) <= self.house.allowed(who), ("frame", who)

    def exports(self):
        """A court's file: nothing of the talks, whatever the ground; what was signed only where it is the ground."""
        open_words = {word.text for word in self.house.words if "open" in word.streams}
        signed = {
            word.text for word in self.house.words if "agreement" in word.streams and word.kind == "offer"
        }
        for ground in Ground.all.values():
            for kind in ground.subjects:
                handoff = SimpleNamespace(
                    dispute=self.dispute, dispute_id=self.dispute.pk, rule=ground, record_type=kind, pk=0
                )
                last = DocketEntry.objects.filter(dispute=self.dispute).order_by("number").last()
                docket = words_in(written(extract.docket_of(handoff, last))) if last else set()
                assert docket <= open_words, (ground.code, docket - open_words)
                papers = words_in(*(written(one.data) + one.title for one in papers_for(handoff)))
                extra = papers - open_words - (signed if extract.rests_on_agreement(handoff) else set())
                assert not extra, (ground.code, kind, extra)

    def search_and_api(self, who):
        self.client.force_login(self.fresh(who))
        for address in ("/?q=暗", "/casebook/?q=暗号", *self.interfaces()):
            answer = self.client.get(address)
            assert answer.status_code < 500, address
            extra = words_in(body(answer)) - self.house.allowed(who)
            assert not extra, (address, who, extra)

    def interfaces(self):
        """Every address of an interface for programs that can be built from what belongs to the case."""
        known = {
            "reference": [self.dispute.reference],
            "pk": [self.dispute.pk, *(talks.pk for talks in self.house.talks)],
            "ref": [
                str(ref) for ref in Paper.objects.filter(dispute=self.dispute).values_list("ref", flat=True)
            ],
        }
        for name, arguments in named(get_resolver()):
            if "api" not in name or not set(arguments) <= known.keys():
                continue
            for values in combinations([known[each] for each in arguments]):
                try:
                    address = reverse(name, kwargs=dict(zip(arguments, values, strict=True)))
                except NoReverseMatch:
                    continue
                if address.startswith("/api/"):
                    yield address

    def a_look(self, turn):
        """One person looks at the rows and hears the room; now and then at the pages, a paper, a search."""
        who = self.rng.choice(PEOPLE)
        if turn % (3 * self.sparing) == 0:
            self.rows(who)
            self.sockets()
        if turn % (15 * self.sparing) == 0:
            self.pages(who)
        if turn % (5 * self.sparing) == 0:
            self.paper(who)
        if turn % (50 * self.sparing) == 0:
            self.search_and_api(who)

    def everybody_looks(self):
        for who in PEOPLE if self.sparing < 10 else self.rng.sample(PEOPLE, 5):
            self.rows(who)
        for who in self.rng.sample(PEOPLE, 6 // self.sparing or 1):
            self.pages(who)
            self.paper(who)
        self.exports()
        self.e_mails()


def walk(steps, seed, users, organisation, committee, client, *, sparing=1):
    """So many steps on as many disputes as it takes. Returns what was done and planted, for the test to judge."""
    rng, left = random.Random(seed), steps
    seen = {"taken": 0, "words": set(), "crossed": 0, "agreed": 0, "bench": 0, "letters": 0, "documents": 0}
    while left > 0:
        house = House(rng, new_dispute(users), users, organisation, committee)
        watch = Watch(house, client, sparing)
        done = []
        try:
            for turn in range(min(EPISODE, left)):
                done.append(house.act())
                left -= 1
                watch.a_look(turn)
                if house.finished:
                    break
            watch.everybody_looks()
        except AssertionError as difference:
            pytest.fail(f"WALL_SEED={seed}, {steps - left} steps: {difference}\nlast: {done[-8:]}")
        seen["taken"] += house.taken
        seen["words"] |= {(word.kind, stream) for word in house.words for stream in word.streams}
        seen["crossed"] += sum("agreement" in w.streams for w in house.words if w.kind == "fact")
        seen["agreed"] += house.finished
        seen["letters"] += watch.letters
        seen["documents"] += watch.documents
        seen["bench"] += any(who in house.seated for who in BENCH)
    return seen


def test_threat_03_the_wall_holds_whatever_people_do(users, organisation, committee, client):
    seen = walk(300, 20260420, users, organisation, committee, client, sparing=6)
    assert seen["taken"] > 90, "too few of the steps were lawful to tell anything"
    assert seen["letters"], "nothing was read that goes out of the house"
    kinds = {kind for kind, _stream in seen["words"]}
    assert kinds >= {"said", "minutes", "offer", "fact", "paper", "sheet"}
    assert {stream for kind, stream in seen["words"] if kind == "said"} >= {
        "joint", "caucus_a", "caucus_b", "notes",
    }  # fmt: skip


@pytest.mark.long
def test_threat_03_the_wall_holds_over_a_long_walk(users, organisation, committee, client):
    seen = walk(LONG, SEED, users, organisation, committee, client)
    assert seen["taken"] > LONG / 4 and seen["crossed"] and seen["agreed"] and seen["bench"]
    assert seen["letters"] and seen["documents"], "nothing was read that goes out of the house"
    assert ("paper", "open") in seen["words"] and ("offer", "agreement") in seen["words"]


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_threat_03_twenty_thousand_steps_and_no_difference(part, users, organisation, committee, client):
    seen = walk(PART, SEED + part, users, organisation, committee, client, sparing=12)
    assert seen["taken"] > PART / 4 and len(seen["words"]) > 10


def test_a_broken_wall_is_found(users, organisation, committee, client, monkeypatch):
    """The model is no echo of the house: let one reader too many in, and the walk fails."""
    lead = access.READERS[access.Audience.JOINT]
    monkeypatch.setitem(access.READERS, access.Audience.JOINT, (*lead, access.LEAD))
    with pytest.raises(pytest.fail.Exception, match="WALL_SEED"):
        walk(150, 7, users, organisation, committee, client)


def test_the_model_knows_everybody():
    assert set(SIDES) | set(MEDIATORS) | set(BENCH) | set(STAFF) < set(PEOPLE)
