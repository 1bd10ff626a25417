"""What is said in mediation stays there (MR-24, design 9): planted words, and everybody who must never find them."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from arbitration.models import Arbitration
from disputes import access, steps
from disputes.acts import NotLawful, begin, perform
from disputes.caseroom.hub import Hub, encode
from disputes.court import extract
from disputes.models import CaseTask, Deadline, DocketEntry, Engagement, HandOff, Paper, Seat, Service
from disputes.rehearse import rehearse
from disputes.views.papers import keep
from mediation.models import Fact, Mediation, Offer

from .conftest import TERMS, again

pytestmark = [pytest.mark.django_db, pytest.mark.standing("escalated", "talked")]
WORDS = {
    "joint": "联席暗号甲子", "caucus_a": "申方密谈乙丑", "caucus_b": "被方密谈丙寅", "notes": "调解员笔记丁卯",
    "minutes": "笔录暗号戊辰", "offer_a": "甲方方案己巳", "offer_m": "折中方案庚午", "answer": "电话答复辛未",
    "place": "调解室壬申", "fact": "一方事实癸酉", "kept_fact": "双方确认未移送甲戌", "paper": "背对背材料乙亥",
}  # fmt: skip
SPOKEN = set(WORDS.values())
TALKS = {"joint", "caucus_a", "caucus_b", "notes"}


def secret_terms(word):
    return {
        **TERMS,
        "items": [word],
        "performance": [{**each, "text": word} for each in TERMS["performance"]],
    }


@pytest.fixture
def talked(applied, worker, employer, lead, mediator, organisation):
    """A mediation with a planted word in everything that can be said or offered in it."""
    perform(applied, "record_consent", by=lead, note=WORDS["answer"])
    perform(applied, "accept", by=lead)
    perform(applied, "take", by=mediator)
    for audience, who in (
        ("joint", worker),
        ("caucus_a", worker),
        ("caucus_b", employer),
        ("notes", mediator),
    ):
        perform(applied, "say", by=who, text=WORDS[audience], audience=audience)
    perform(applied, "sit", by=mediator, minutes=WORDS["minutes"], place=WORDS["place"])
    perform(applied, "offer", by=worker, terms=secret_terms(WORDS["offer_a"]))
    perform(applied, "offer", by=mediator, terms=secret_terms(WORDS["offer_m"]))
    perform(applied, "accept_offer", by=worker, offer=2)
    perform(applied, "state_fact", by=worker, wording=WORDS["fact"])
    perform(applied, "state_fact", by=mediator, wording=WORDS["kept_fact"])
    for who in (worker, employer):  # confirmed by both, and one of them does not let it go
        perform(applied, "confirm_fact", by=who, fact=2)
    perform(applied, "release_facts", by=worker, facts=[2])
    title = WORDS["paper"]
    keep(applied.dispute, worker, title=title, name="a.txt", content=b"x", audience="caucus_a")
    return again(applied)


@pytest.fixture
def escalated(talked, committee, presiding, arbitrator, recorder, clerk, director, court, employer):
    """It failed and went to arbitration: the tribunal is seated, the committee engaged."""
    perform(talked, "give_up", by=employer)
    before_the_committee(talked.dispute, committee, presiding, arbitrator, recorder)
    return again(talked)


def before_the_committee(dispute, committee, presiding, arbitrator, recorder):
    Engagement.objects.get_or_create(dispute=dispute, office=committee, capacity="arbitration")
    for user, role in ((presiding, "presiding"), (arbitrator, "arbitrator"), (recorder, "recorder")):
        Seat.objects.create(dispute=dispute, user=user, role=role)


def long(*names):
    """People whose walk through every page is left to `make test-long`."""
    return [pytest.param(name, marks=pytest.mark.long) for name in names]


TRIBUNAL = ("presiding", "arbitrator", "recorder", "clerk", "director", "court")
OUTSIDE = (*TRIBUNAL, "lead", "editor", "stranger")


def addresses(dispute):
    """Every address of the site that can be built from what belongs to this dispute."""
    records = dispute.records()
    known = {
        "reference": [dispute.reference],
        "ref": [str(ref) for ref in Paper.objects.values_list("ref", flat=True)],
        "pk": sorted(
            {r.pk for r in [dispute, *records]} | set(CaseTask.objects.values_list("pk", flat=True))
        ),
        "model": [kind._meta.model_name for kind in steps.models_with_steps()],
        "step": sorted({step.name for kind in steps.models_with_steps() for step in steps.of(kind)}),
    }
    for record in [dispute, *records]:
        kind = record._meta.model_name
        for step in {step.name for step in steps.of(type(record))}:
            yield reverse("disputes:step", args=[dispute.reference, kind, record.pk, step])
    for kind in steps.models_with_steps():
        for step in {step.name for step in steps.of(kind) if step.source in ("new", "*")}:
            yield reverse("disputes:begin", args=[dispute.reference, kind._meta.model_name, step])
    for name, arguments in named(get_resolver()):
        if not set(arguments) <= known.keys() or {"model", "step"} & set(arguments):
            continue
        for values in combinations([known[argument] for argument in arguments]):
            try:
                yield reverse(name, kwargs=dict(zip(arguments, values, strict=True)))
            except NoReverseMatch:
                continue


def named(resolver, space=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named(pattern, inner)
        elif pattern.name and space.split(":")[0] not in ("admin",):
            yield f"{space}{pattern.name}", list(pattern.pattern.converters)


def combinations(lists):
    if not lists:
        return [()]
    return [(first, *rest) for first in lists[0] for rest in combinations(lists[1:])]


def body(answer):
    if getattr(answer, "streaming", False):
        if answer.is_async:
            return ""
        return b"".join(answer.streaming_content).decode("utf-8", "ignore")
    return answer.content.decode("utf-8", "ignore")


def near(dispute):
    """The pages on which the talks are held and read."""
    yield reverse("disputes:case", args=[dispute.reference])
    yield reverse("disputes:room", args=[dispute.reference])
    for ref in Paper.objects.filter(dispute=dispute).values_list("ref", flat=True):
        yield reverse("disputes:paper", args=[ref])


def everything_seen(client, user, dispute, addresses=addresses):
    """All the words of all the pages of the site about this dispute that this person can open."""
    client.force_login(user)
    seen, opened = [], 0
    after = ",".join(f"{audience}:0" for audience in access.Audience.values)
    queries = [f"/cases/{dispute.reference}/feed/?after={after}", f"/?q={WORDS['joint']}"]
    for address in [*dict.fromkeys(addresses(dispute)), *queries]:
        if "logout" in address or "/ws/" in address:
            continue
        answer = client.get(address)
        assert answer.status_code < 500, address
        opened += answer.status_code == 200
        if "q=" not in address:
            seen.append(body(answer))
    return "\n".join(seen), opened


def rows_seen(user):
    """All that the querysets every reader goes through give this person, as text."""
    found = [
        json.dumps(e.facts, ensure_ascii=False) + e.audience for e in DocketEntry.objects.visible_to(user)
    ]
    found += [
        json.dumps(p.data, ensure_ascii=False) + p.title + p.name for p in Paper.objects.visible_to(user)
    ]
    found += [json.dumps(d.explanation, ensure_ascii=False) for d in Deadline.objects.visible_to(user)]
    found += [f"{t.label}{t.dispute.cause}" for t in CaseTask.objects.visible_to(user)]
    found += [str(s) for s in Service.objects.visible_to(user)] + [
        str(h) for h in HandOff.objects.visible_to(user)
    ]
    found += [json.dumps(o.terms, ensure_ascii=False) for o in Offer.objects.visible_to(user)]
    found += [one.text for one in Fact.objects.visible_to(user)]
    return "\n".join(found)


WHERE = pytest.mark.parametrize("where", [near, pytest.param(addresses, marks=pytest.mark.long)])


def hidden(text, words=SPOKEN):
    return [word for word in words if word in text]


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_row_of_the_talks_is_visible_to_anybody_outside(escalated, who, request):
    user = request.getfixturevalue(who)
    assert hidden(rows_seen(user)) == []
    assert not DocketEntry.objects.visible_to(user).filter(audience__in=TALKS).exists()
    assert not Paper.objects.visible_to(user).filter(audience__in=TALKS).exists()
    assert not Offer.objects.visible_to(user).exists()


@pytest.mark.parametrize("who", ["presiding", *long("clerk", "stranger", "court", "lead")])
def test_no_page_shows_the_talks_to_anybody_outside(escalated, who, request, client):
    text, opened = everything_seen(client, request.getfixturevalue(who), escalated.dispute)
    assert hidden(text) == []
    assert opened >= (0 if who == "stranger" else 1)


@pytest.mark.parametrize("who", long("director", "recorder"))
def test_while_the_mediation_still_runs_the_tribunal_finds_no_word_either(
    talked, committee, presiding, arbitrator, recorder, clerk, director, who, request, client
):
    before_the_committee(talked.dispute, committee, presiding, arbitrator, recorder)
    user = request.getfixturevalue(who)
    assert hidden(rows_seen(user)) == []
    text, opened = everything_seen(client, user, talked.dispute)
    assert hidden(text) == [] and opened >= 1


@pytest.mark.parametrize(
    ("who", "other"), [("worker", "caucus_b"), pytest.param("employer", "caucus_a", marks=pytest.mark.long)]
)
def test_a_side_reads_its_own_caucus_and_never_the_others(talked, who, other, request, client):
    user = request.getfixturevalue(who)
    own = {"caucus_b": "caucus_a", "caucus_a": "caucus_b"}[other]
    text, _opened = everything_seen(client, user, talked.dispute)
    for seen in (text, rows_seen(user)):
        assert WORDS[other] not in seen and WORDS["notes"] not in seen
        assert WORDS[own] in seen and WORDS["joint"] in seen and WORDS["offer_m"] in seen
    assert WORDS["minutes"] in text


@WHERE
def test_the_mediator_reads_all_of_it_until_the_end_and_nothing_new_after(
    talked, mediator, employer, client, where
):
    text, _opened = everything_seen(client, mediator, talked.dispute, where)
    assert set(hidden(text)) == SPOKEN - {WORDS["answer"]}  # the note is in the facts, no page prints it
    perform(talked, "give_up", by=employer)
    assert access.audiences(talked.dispute, mediator) == {"summary"}
    text, _opened = everything_seen(client, mediator, talked.dispute, where)
    assert hidden(text, SPOKEN - {WORDS["notes"]}) == []
    left = DocketEntry.objects.visible_to(mediator)
    assert set(left.values_list("audience", flat=True)) <= {"notes"}


@WHERE
def test_another_mediator_of_the_organisation_reads_number_stage_and_dates(
    talked, organisation, client, where
):
    from tests.conftest import person

    other = person("other", role="mediator", office=organisation)
    assert hidden(rows_seen(other)) == []
    text, opened = everything_seen(client, other, talked.dispute, where)
    assert hidden(text) == [] and opened and talked.number in text


def test_no_bell_carries_the_talks_to_anybody_outside(escalated, request):
    people = {who: request.getfixturevalue(who).pk for who in OUTSIDE}
    for entry in DocketEntry.objects.filter(dispute=escalated.dispute):
        heard = access.listeners(entry.dispute_id, entry.audience, set(people.values()), entry.by_id)
        frame = "".join(message["text"] for message in encode(entry, ["zh-hans", "en"]).values())
        if hidden(frame) or entry.audience in TALKS:
            assert heard == set(), (entry.step, entry.audience)


class Ear:
    """A socket of one person."""

    language = "zh-hans"

    def __init__(self, dispute, user):
        self.dispute_id, self.user_id, self.name, self.frames = dispute.pk, user.pk, str(user), []

    async def base_send(self, frame):
        self.frames.append(frame["text"])


def test_the_hub_sends_each_stream_to_those_who_may_hear_it(escalated, worker, employer, request):
    hub, entries = Hub(), list(DocketEntry.objects.order_by("pk").values_list("pk", flat=True))
    ears = {
        who: Ear(escalated.dispute, request.getfixturevalue(who)) for who in (*OUTSIDE, "worker", "employer")
    }
    hub.rooms[escalated.dispute_id] = set(ears.values())
    for dispute_id, frames in hub._frames(entries):
        asyncio.run(hub._pass_on(dispute_id, frames))
    for who in OUTSIDE:
        assert hidden("".join(ears[who].frames)) == []
    assert WORDS["caucus_a"] in "".join(ears["worker"].frames) and WORDS["caucus_b"] not in "".join(
        ears["worker"].frames
    )
    assert WORDS["caucus_b"] in "".join(ears["employer"].frames)


@pytest.mark.parametrize("who", ["presiding", "recorder", "clerk", "director"])
def test_the_tribunal_takes_no_step_of_the_mediation_and_rehearses_none(escalated, talked, who, request):
    user = request.getfixturevalue(who)
    for step in {step.name for step in steps.of(Mediation)}:
        for door in (perform, rehearse):
            with pytest.raises((NotLawful, PermissionDenied, TypeError)):
                door(escalated, step, by=user)


@pytest.mark.parametrize("agreement", [True, False])
def test_what_goes_to_a_court_holds_nothing_of_the_talks(escalated, agreement):
    """Even where the ground rests on the agreement, the docket extract keeps the talks as digests."""
    dispute = escalated.dispute
    handoff = SimpleNamespace(
        dispute=dispute,
        dispute_id=dispute.pk,
        rule=SimpleNamespace(agreement=agreement),
        record_type="award",
    )
    sent = extract.docket_of(handoff, DocketEntry.objects.filter(dispute=dispute).latest("number"))
    assert len(sent["entries"]) == DocketEntry.objects.filter(dispute=dispute).count()
    assert hidden(json.dumps(sent, ensure_ascii=False, default=str)) == []
    goes = Paper.objects.filter(dispute=dispute, volume="main")
    assert set(goes.values_list("code", flat=True)) == {"M07"}
    assert hidden("".join(json.dumps(paper.data, ensure_ascii=False) for paper in goes)) == []


def test_the_outcome_crosses_and_nothing_else(escalated, presiding):
    papers = Paper.objects.visible_to(presiding).filter(dispute=escalated.dispute)
    assert [paper.code for paper in papers] == ["M07"]
    seen = set(DocketEntry.objects.visible_to(presiding).values_list("step", flat=True))
    assert not seen & {"mediation.say", "mediation.sit", "mediation.offer", "mediation.accept_offer",
                       "mediation.record_consent"}  # fmt: skip
    assert {"mediation.apply", "mediation.give_up", "mediation.restart_limitation"} <= seen


def test_the_talks_lie_encrypted_in_the_database(talked):
    from django.db import connection

    raw = []
    with connection.cursor() as cursor:
        for table in (
            "disputes_docketentry",
            "mediation_offer",
            "mediation_fact",
            "disputes_paper",
            "mediation_mediation",
        ):
            cursor.execute(f"SELECT * FROM {table}")
            raw.append(str(cursor.fetchall()))
    assert (
        hidden("".join(raw), SPOKEN - {WORDS["paper"]}) == []
    )  # the title of a paper is no secret of the rows


def test_nobody_may_count_what_he_does_not_read(escalated, presiding):
    """Each stream has its own numbers without gaps, so the talks leave no hole in what the tribunal reads."""
    for audience in ("open", "agreement"):
        rows = DocketEntry.objects.visible_to(presiding).filter(dispute=escalated.dispute, audience=audience)
        assert list(rows.order_by("seq").values_list("seq", flat=True)) == list(range(1, rows.count() + 1))


def test_the_receipt_of_the_committee_lists_no_paper_of_the_talks(talked, committee, worker, employer):
    """Both sides and the committee read the receipt: it names what lies in the open file alone."""
    keep(talked.dispute, worker, title="工资条", name="b.txt", content=b"y", audience="open")
    perform(talked, "give_up", by=employer)
    begin(Arbitration(dispute=talked.dispute, office=committee), "file", by=worker)
    receipt = Paper.objects.get(code="D03").data
    assert [item["name"] for item in receipt["items"] if item["name"] in ("工资条", WORDS["paper"])] == [
        "工资条"
    ]
