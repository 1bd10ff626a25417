"""Who may see what of a mediation and the arbitration beside it: design 9 as a table, and a house in which people act.

The model knows nothing of `disputes.access`: it keeps who sits where and which word was said in which stream, and says
from that alone who may find the word. A step that the house refuses plants nothing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied

from arbitration.models import Arbitration
from disputes.acts import NotLawful, begin, perform
from disputes.models import Dispute, Engagement, Paper, Seat
from disputes.views.papers import keep, shared
from mediation.models import Mediation
from tests.mediation.conftest import TERMS

from .wall_talks import TALKS, InTheTalks

SIDES = {"worker": "A", "agent": "A", "employer": "B", "deputy": "B"}
MEDIATORS = ("mediator", "second")
BENCH = {"presiding": "presiding", "arbitrator": "arbitrator", "recorder": "recorder"}
STAFF = ("clerk", "director")
PEOPLE = (*SIDES, *MEDIATORS, "lead", *BENCH, *STAFF, "court", "editor", "stranger")
STREAMS = ("open", "joint", "caucus_a", "caucus_b", "notes", "agreement", "side", "deliberation")
REFUSED = (NotLawful, PermissionDenied)


@dataclass
class Word:
    """A planted word: the streams in which it stands by now, who said it, and what it is."""

    text: str
    streams: set[str]
    by: str
    kind: str  # said, minutes, offer, fact, paper; sheet: a paper the office wrote
    paper: str = ""  # the reference of the paper it names


@dataclass
class Talks:
    """One mediation as the model knows it."""

    pk: int
    over: bool = False
    facts: list[dict] = field(default_factory=list)
    chosen: dict[str, list[Word]] = field(default_factory=lambda: {"A": [], "B": []})
    offers: list[Word] = field(default_factory=list)
    accepted: Word | None = None
    signed: set[str] = field(default_factory=set)


class House(InTheTalks):
    """The dispute, the people, and the model beside them."""

    def __init__(self, rng: random.Random, dispute: Dispute, users: dict, organisation, committee) -> None:
        self.rng, self.dispute, self.users = rng, dispute, users
        self.organisation, self.committee = organisation, committee
        self.words: list[Word] = []
        self.talks: list[Talks] = []
        self.seated = {"worker", "employer"}
        self.mediator = ""
        self.before_committee = False
        self.taken = 0
        self.finished = False  # an agreement is in effect: the talks are over for good

    # the table of design 9

    def readers(self, stream: str, by: str = "") -> set[str]:
        a = {who for who in self.seated if SIDES.get(who) == "A"}
        b = {who for who in self.seated if SIDES.get(who) == "B"}
        mediator = {self.mediator} - {""}
        bench = {who for who in BENCH if who in self.seated}
        staff = set(STAFF) if self.before_committee else set()
        lead = {"lead"} if self.talks else set()
        return {
            "open": a | b | mediator | bench | staff,
            "joint": a | b | mediator,
            "caucus_a": a | mediator,
            "caucus_b": b | mediator,
            "notes": {by},
            "agreement": a | b | mediator | lead | bench | staff,
            "side": bench | staff,
            "deliberation": bench - {"recorder"},
        }[stream]

    def may_find(self, word: Word) -> set[str]:
        return set().union(*(self.readers(stream, word.by) for stream in word.streams))

    def may_enter(self) -> set[str]:
        """Whoever reads at least number, stage and dates."""
        pool = {"lead", *MEDIATORS} if self.talks else set()
        return self.readers("open") | pool

    def allowed(self, who: str, *kinds: str) -> set[str]:
        words = [word for word in self.words if not kinds or word.kind in kinds]
        return {word.text for word in words if who in self.may_find(word)}

    def forbidden(self, who: str) -> set[str]:
        return {word.text for word in self.words} - self.allowed(who)

    # helpers of the steps

    def fresh(self) -> str:
        return f"暗{self.dispute.pk}-{len(self.words):05d}号"

    def plant(self, text: str, stream: str, by: str, kind: str, **more) -> Word:
        word = Word(text, {stream}, by, kind, **more)
        self.words.append(word)
        return word

    def now(self) -> Dispute:
        return Dispute.objects.get(pk=self.dispute.pk)

    def row(self, talks: Talks) -> Mediation:
        return Mediation.objects.get(pk=talks.pk)

    def current(self) -> Talks | None:
        return self.talks[-1] if self.talks else None

    def do(self, talks: Talks, name: str, who: str, **facts) -> bool:
        try:
            perform(self.row(talks), name, by=self.users[who], **facts)
        except REFUSED:
            return False
        self.taken += 1
        return True

    def anybody(self) -> str:
        """Mostly somebody of the talks, whose steps are lawful more often; sometimes anybody at all."""
        if self.rng.random() < 0.2:
            return self.rng.choice(PEOPLE)
        return self.rng.choice([*sorted(self.seated & set(SIDES)), self.mediator or "mediator"])

    # what people do; each is tried by whoever comes along

    def act(self) -> str:
        name = self.rng.choices(list(ACTS), weights=list(ACTS.values()))[0]
        getattr(self, name)()
        return name

    def go_on(self) -> None:
        """The next step of the mediation that runs, or a new one when none does."""
        talks = self.current()
        if talks is None or talks.over:
            self.apply()
            return
        stage = self.row(talks).stage
        if stage == "submitted":
            self.do(talks, "consent", "employer")
            self.do(talks, "accept", "lead")
        elif stage == "accepted":
            who = self.rng.choice(MEDIATORS)
            if self.do(talks, "take", who):
                self.mediator = who
        elif stage == "agreed":
            self.sign(talks)
        else:
            self.say()

    def apply(self) -> None:
        try:
            record = begin(
                Mediation(dispute=self.now(), office=self.organisation), "apply", by=self.users["worker"]
            ).record
        except REFUSED:
            return
        self.talks.append(Talks(record.pk))
        self.taken += 1

    def sign(self, talks: Talks) -> None:
        whose = [who for who in ("worker", "employer", self.mediator, "lead") if who not in talks.signed]
        who = self.rng.choice(whose)
        if not self.do(talks, "seal" if who == "lead" else "sign", who):
            return
        talks.signed.add(who)
        if len(talks.signed) == 4:
            talks.accepted.streams.add("agreement")
            talks.over, self.mediator, self.finished = True, "", True

    def say(self) -> None:
        talks, who = self.current(), self.anybody()
        own = f"caucus_{SIDES.get(who, 'A').lower()}"
        stream, text = self.rng.choice([*sorted(TALKS), own, "joint"]), self.fresh()
        if talks and self.do(talks, "say", who, text=text, audience=stream):
            self.plant(text, stream, who, "said")

    def say_to_the_tribunal(self) -> None:
        who, stream, text = self.anybody(), self.rng.choice(STREAMS), self.fresh()
        record = Arbitration.objects.filter(dispute=self.dispute).first()
        if record is None:
            return
        try:
            perform(record, "say", by=self.users[who], text=text, audience=stream)
        except REFUSED:
            return
        self.taken += 1
        self.plant(text, stream, who, "said")

    def sit(self) -> None:
        talks, who, text = self.current(), self.mediator or self.anybody(), self.fresh()
        if talks and self.do(talks, "sit", who, minutes=text):
            self.plant(text, "joint", who, "minutes")

    def offer(self) -> None:
        talks, who, text = self.current(), self.anybody(), self.fresh()
        terms = {**TERMS, "items": [text]}
        if talks and self.do(talks, "offer", who, terms=terms):
            talks.offers.append(self.plant(text, "joint", who, "offer"))

    def accept(self) -> None:
        talks, who = self.current(), self.anybody()
        if not talks or not talks.offers:
            return
        number = self.rng.randrange(len(talks.offers)) + 1
        if self.do(talks, "accept_offer", who, offer=number) and self.row(talks).stage == "agreed":
            talks.accepted = talks.offers[number - 1]

    def state_fact(self) -> None:
        talks, who, text = self.current(), self.anybody(), self.fresh()
        if talks and self.do(talks, "state_fact", who, wording=text):
            word, side = self.plant(text, "joint", who, "fact"), SIDES.get(who)
            talks.facts.append({"word": word, "by": side, "yes": {side} - {None}, "go": set(), "out": False})

    def some_fact(self) -> tuple[Talks, int] | None:
        """Mostly of the newest talks; the older ones can still let go what was confirmed in them."""
        with_facts = [talks for talks in self.talks if talks.facts]
        if not with_facts:
            return None
        talks = with_facts[-1] if self.rng.random() < 0.7 else self.rng.choice(with_facts)
        sure = [n for n, fact in enumerate(talks.facts) if fact["yes"] >= {"A", "B"} and not fact["out"]]
        if sure and self.rng.random() < 0.5:
            return talks, self.rng.choice(sure)
        return talks, self.rng.randrange(len(talks.facts))

    def confirm_fact(self) -> None:
        who, chosen = self.anybody(), self.some_fact()
        if chosen and self.do(chosen[0], "confirm_fact", who, fact=chosen[1] + 1):
            chosen[0].facts[chosen[1]]["yes"].add(SIDES[who])

    def withdraw_fact(self) -> None:
        who, chosen = self.anybody(), self.some_fact()
        if chosen and self.do(chosen[0], "withdraw_fact", who, fact=chosen[1] + 1):
            chosen[0].facts[chosen[1]]["out"] = True

    def release_facts(self) -> None:
        who, chosen = self.anybody(), self.some_fact()
        if chosen and self.do(chosen[0], "release_facts", who, facts=[chosen[1] + 1]):
            chosen[0].facts[chosen[1]]["go"].add(SIDES[who])
            self.let_cross(chosen[0])

    def hold_facts(self) -> None:
        who, chosen = self.anybody(), self.some_fact()
        if chosen and self.do(chosen[0], "hold_facts", who, facts=[chosen[1] + 1]):
            chosen[0].facts[chosen[1]]["go"].discard(SIDES[who])

    def let_cross(self, talks: Talks) -> None:
        """Only what both confirmed and both let go, and only where no agreement stands."""
        if talks.over and not talks.accepted:
            for fact in talks.facts:
                if not fact["out"] and fact["yes"] >= {"A", "B"} and fact["go"] >= {"A", "B"}:
                    fact["word"].streams.add("agreement")
            for words in talks.chosen.values():
                for word in words:
                    word.streams.add("open")

    def hand_in(self) -> None:
        who, stream, text = self.anybody(), self.rng.choice(STREAMS), self.fresh()
        dispute = self.now()
        if self.rng.random() < 0.7:
            stream = self.rng.choice(sorted(shared(dispute, self.users[who])) or ["open"])
        if dispute.stage != "open" or stream not in shared(dispute, self.users[who]):
            return
        paper = keep(
            dispute, self.users[who], title=text, name="a.txt", content=text.encode(), audience=stream
        )
        self.taken += 1
        self.plant(text, stream, who, "paper", paper=str(paper.ref))

    def choose_papers(self) -> None:
        who = self.anybody()
        talks = self.rng.choice(self.talks) if self.talks else None
        words = [word for word in self.words if word.kind == "paper" and not word.streams & {"open"}]
        if not talks or not words:
            return
        some = self.rng.sample(words, min(len(words), self.rng.randrange(1, 3)))
        stream = f"caucus_{SIDES.get(who, 'A').lower()}"
        if self.do(talks, "choose_papers", who, papers=[word.paper for word in some], audience=stream):
            talks.chosen[SIDES[who]] = some
            self.let_cross(talks)

    def end(self) -> None:
        talks = self.current()
        name, who = self.rng.choice([("give_up", "worker"), ("give_up", "employer"), ("withdraw", "worker")])
        if talks and not talks.over and self.do(talks, name, who):
            talks.over, self.mediator, talks.accepted = True, "", None
            self.let_cross(talks)

    def change_mediator(self) -> None:
        talks = self.current()
        if not talks or talks.over:
            return
        if self.rng.random() < 0.5 and self.mediator:
            if self.do(talks, "release", self.mediator):
                self.mediator = ""
            return
        who = self.rng.choice(MEDIATORS)
        if self.do(talks, "name_mediator", "lead", mediator=self.users[who]):
            self.mediator = who

    def go_to_arbitration(self) -> None:
        if self.before_committee:
            return
        try:
            begin(Arbitration(dispute=self.now(), office=self.committee), "file", by=self.users["worker"])
        except REFUSED:
            return
        self.taken += 1
        self.before_committee = True
        assert Engagement.objects.filter(dispute=self.dispute, office=self.committee).exists()

    def change_seats(self) -> None:
        """Representatives and the tribunal come and go."""
        who = self.rng.choice(["agent", "deputy", *BENCH])
        self.taken += 1
        rows = Seat.objects.filter(dispute=self.dispute, user=self.users[who], left=False)
        if who in self.seated:
            rows.update(left=True)
            self.seated.discard(who)
            return
        side = SIDES.get(who, "")
        party = self.dispute.parties.get(side=side) if side else None
        role = BENCH.get(who, "representative")
        Seat.objects.create(dispute=self.dispute, user=self.users[who], role=role, side=side, party=party)
        self.seated.add(who)

    def write_for_the_bench(self) -> None:
        """A paper of the side volume or the deliberation, as the office writes them."""
        stream, text = self.rng.choice(["side", "deliberation"]), self.fresh()
        Paper.objects.create(
            dispute=self.dispute, title=text, audience=stream, volume="side", sha256="0" * 64
        )
        self.taken += 1
        self.plant(text, stream, "", "sheet")


ACTS = {
    "go_on": 12, "say": 16, "say_to_the_tribunal": 1, "sit": 4, "confirm_minutes": 3, "ask_questions": 4, "answer_questions": 6, "close_questions": 2,
    "blind_round": 4, "withdraw_offer": 2, "offer": 5, "accept": 5, "state_fact": 7, "confirm_fact": 10,
    "withdraw_fact": 2, "release_facts": 9, "hold_facts": 2, "hand_in": 9, "choose_papers": 6, "end": 1,
    "change_mediator": 2, "go_to_arbitration": 2, "change_seats": 7, "write_for_the_bench": 2,
}  # fmt: skip
