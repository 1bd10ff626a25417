"""Two cases in two districts, each with a planted word in everything that somebody may not read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from arbitration.models import Arbitration
from casebook.envelopes import envelope
from casebook.models import TypicalCase
from disputes.access import stream
from disputes.acts import begin, perform
from disputes.court import stamps
from disputes.intake import drafts
from disputes.models import (
    Claim,
    Dispute,
    Draft,
    Engagement,
    HandOff,
    Paper,
    Party,
    Seat,
    TimeStamp,
    Upload,
    User,
)
from disputes.papers import shelf
from disputes.papers.shelf import assembly
from mediation.models import Mediation
from tests.court.authority import Authority
from tests.pages import people

CHINA = ZoneInfo("Asia/Shanghai")
TODAY = dt.datetime(2026, 4, 20, 10, tzinfo=CHINA)
AUDIENCES = (
    "open", "caucus_a", "caucus_b", "joint", "notes", "agreement", "side", "deliberation", "summary", "draft",
)  # fmt: skip


def word(letter: str, audience: str) -> str:
    """What is planted in that stream of that case; `file` is in the parties' names, the claim and the facts."""
    return f"zq{letter}{audience.replace('_', '').upper()}qz"


@dataclass
class Case:
    """One planted case with the keys of everything in it."""

    letter: str
    place: people.Place
    who: dict[str, User]
    dispute: Dispute
    draft: Draft
    papers: dict[str, Paper] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)
    upload: Upload | None = None

    @property
    def reference(self) -> str:
        return self.dispute.reference


@dataclass
class World:
    cases: dict[str, Case]
    users: dict[str, User]


def build() -> World:
    users: dict[str, User] = people.outsiders()
    cases = {}
    for letter in people.PLACES:
        place = people.offices(letter)
        who = people.staff(letter, place)
        cases[letter] = case(letter, place, who)
        users |= {f"{role}_{letter}": user for role, user in who.items()}
    return World(cases, users)


def fresh(letter: str, who: dict[str, User]) -> Dispute:
    secret, division = word(letter, "file"), people.PLACES[letter][1]
    dispute = Dispute.objects.create(
        opened_by=who["worker"],
        cause="追索劳动报酬",
        workplace=division,
        employer_seat=division,
        facts_text=secret,
    )
    a = Party.objects.create(
        dispute=dispute, side="A", name=f"申{secret}", worker=True, identity="44010619880312224X",
        phone="13800138000", address=secret, sex="女", born_on="1988-03-12",
    )  # fmt: skip
    b = Party.objects.create(
        dispute=dispute, side="B", kind="organisation", name=f"被{secret}", identity="91440101MA5CK7Q279",
        address=secret, head="任晓峰", head_post="执行董事", phone="02083330000",
    )  # fmt: skip
    Claim.objects.create(dispute=dispute, kind="wages", text=secret, amount="24000.00")
    Seat.objects.create(dispute=dispute, user=who["worker"], role="party", side="A", party=a)
    Seat.objects.create(dispute=dispute, user=who["employer"], role="party", side="B", party=b)
    return dispute


def draft(letter: str, who: dict[str, User]) -> Draft:
    """An application on its way, its writer's alone."""
    answers = {"who": "self", "district": people.PLACES[letter][1]}
    found = drafts.start(who["worker"], {"id": f"ticket-{letter}", "event": "wages", "answers": answers})
    drafts.change(found, others={"joint": "dispatch"})
    return drafts.keep(found, "you", {"name": word(letter, "upload")}, seen=0, hand="x")


def case(letter: str, place: people.Place, who: dict[str, User]) -> Case:
    found = Case(letter, place, who, fresh(letter, who), draft(letter, who))
    a = found.dispute.parties.get(side="A")
    yesterday = TODAY.date() - dt.timedelta(days=1)
    for agent, until in (("agent", None), ("expired", yesterday)):
        Seat.objects.create(
            dispute=found.dispute, user=who[agent], role="representative", side="A", party=a,
            since=dt.date(2026, 1, 5), until=until,
        )  # fmt: skip
    perform(found.dispute, "open", by=who["worker"])
    mediated(found)
    arbitrated(found)
    handed_off(found)
    proposed(found)
    for audience in AUDIENCES:
        found.papers[audience] = paper(found, audience)
    name = f"{word(letter, 'upload')}.pdf"
    found.upload = Upload.objects.create(
        dispute=found.dispute, by=who["worker"], name=name, size=9, key=assembly().create(9, name)
    )
    return found


def mediated(case: Case) -> None:
    """In mediation, with something said in every stream of it and an offer on the table."""
    who, secret = case.who, {name: word(case.letter, name) for name in AUDIENCES}
    mediation = begin(
        Mediation(dispute=case.dispute, office=case.place.organisation), "apply", by=who["worker"]
    ).record
    perform(mediation, "consent", by=who["employer"])
    perform(mediation, "accept", by=who["lead"])
    perform(mediation, "take", by=who["mediator"])
    speakers = {"joint": "worker", "caucus_a": "worker", "caucus_b": "employer", "notes": "mediator"}
    for audience, role in speakers.items():
        perform(mediation, "say", by=who[role], text=secret[audience], audience=audience)
    perform(mediation, "sit", by=who["mediator"], minutes=secret["joint"], place=secret["joint"])
    parts = [{"text": secret["joint"], "due_on": "2026-12-01", "amount": "24000.00", "way": "银行转账"}]
    perform(
        mediation, "offer", by=who["employer"],
        terms={"items": [secret["joint"]], "total": "24000.00", "performance": parts},
    )  # fmt: skip
    case.records["mediation"] = Mediation.objects.get(pk=mediation.pk)


def arbitrated(case: Case) -> None:
    """Before the committee at the same time, its tribunal seated; one arbitrator sat there and left."""
    who = case.who
    record = begin(
        Arbitration(dispute=case.dispute, office=case.place.committee), "file", by=who["worker"]
    ).record
    Engagement.objects.get_or_create(
        dispute=case.dispute, office=case.place.committee, capacity="arbitration"
    )
    perform(record, "propose_acceptance", by=who["clerk"], opinion=word(case.letter, "side"))
    perform(record, "accept", by=who["director"])
    for role in ("presiding", "arbitrator", "recorder"):
        Seat.objects.get_or_create(dispute=case.dispute, user=who[role], role=role)
    left = Seat.objects.create(dispute=case.dispute, user=who["recused"], role="arbitrator")
    left.leave(TODAY.date() - dt.timedelta(days=1))
    case.records["arbitration"] = Arbitration.objects.get(pk=record.pk)
    for audience in ("deliberation", "agreement", "open"):
        secret, kept = word(case.letter, audience), stream(audience, record)
        perform(case.dispute, "hand_in", by=who["presiding"], paper="x", title=secret, audience=kept)


def handed_off(case: Case) -> None:
    """One matter sent to the court of the district."""
    handoff = HandOff.objects.create(
        dispute=case.dispute, ground="suit", record_type="award", record_id=0, stage="filed", office=case.place.court,
        from_office=case.place.committee, filed_by=case.dispute.parties.get(side="A"), filed_on=TODAY.date(),
    )  # fmt: skip
    case.records["handoff"] = perform(handoff, "send", by=case.who["clerk"]).record
    sha256 = HandOff.objects.get(pk=handoff.pk).package_sha256
    token = Authority(curve=True).token(stamps.request_of(sha256, 1))
    TimeStamp.objects.create(sha256=sha256, token=token, stamped_at=TODAY)


def proposed(case: Case) -> None:
    """A typical case in the editors' hands, in an envelope of its own."""
    secret = word(case.letter, "typical")
    case.records["typicalcase"] = TypicalCase.objects.create(
        dispute=envelope(), office=case.place.committee, stage="editing", title=secret, original={"facts": secret},
        proposed_by=case.who["director"],
    )  # fmt: skip


def paper(case: Case, audience: str) -> Paper:
    """A text with the word of its stream in its title, its name and its bytes."""
    secret = word(case.letter, audience)
    found = Paper(
        dispute=case.dispute, title=secret, name=f"{secret}.txt", media_type="text/plain",
        audience=stream(audience, case.records["arbitration"]),
        uploaded_by=case.who["mediator"] if audience == "notes" else None, volume=Paper.Volume.NONE,
    )  # fmt: skip
    shelf.put(found, secret.encode())
    found.save()
    return found
