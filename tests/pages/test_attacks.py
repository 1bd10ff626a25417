"""What an attacker with an account tries: each of these was, or could have been, a way in."""

import datetime as dt
import logging

import pytest
from django.test import Client

from arbitration.models import Arbitration
from arbitration.sequels import tribunal
from disputes import steps
from disputes.access import audiences
from disputes.acts import NotLawful, begin, perform
from disputes.forms import StepForm
from disputes.models import Claim, DocketEntry, Paper, Party, Upload
from disputes.rehearse import rehearse
from disputes.views.room import voices
from mediation.models import Mediation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def case(world):
    return world.cases["a"]


def signed_in(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_a_party_speaks_before_everybody_and_in_its_own_caucus_alone(case):
    heard = {
        role: {v[2] for v in voices(case.dispute, case.who[role], case.dispute.records())}
        for role in case.who
    }
    assert heard["worker"] == {"open", "joint", "caucus_a"}
    assert heard["employer"] == {"open", "joint", "caucus_b"}
    assert heard["mediator"] == {"joint", "caucus_a", "caucus_b", "notes"}
    assert heard["presiding"] <= {"open"}


@pytest.mark.parametrize("role", ["pool", "lead", "worker", "mediator"])
def test_nobody_writes_paper_handed_in_without_a_paper(case, role):
    before = DocketEntry.objects.filter(dispute=case.dispute).count()
    where = f"/cases/{case.reference}/dispute/{case.dispute.pk}/hand_in/"
    assert signed_in(case.who[role]).post(where).status_code in (403, 404)
    assert DocketEntry.objects.filter(dispute=case.dispute).count() == before


NUMBERS = ["²", "9" * 5000, "%00"]
NUMBERS += [pytest.param(each, marks=pytest.mark.long) for each in ("-1", "abc", "9" * 30, "٣")]


@pytest.mark.parametrize("number", NUMBERS)
def test_odd_numbers_are_no_fault_of_the_server(world, case, number):
    found = {}
    ways = [
        ("worker", f"/cases/{case.reference}/?before={number}"),
        ("worker", f"/cases/{case.reference}/feed/?after=open:{number}"),
        ("worker", f"/cases/{case.reference}/feed/?after={number}:1"),
        ("worker", f"/my/?before={number}"),
        ("worker", f"/claim/{case.draft.dispute.reference}/claims/?change={number}"),
        ("director", f"/overview/?before={number}"),
        ("clerk", f"/work/?tab=pool&after=2026-01-01,{number}"),
        ("clerk", f"/work/?q={number}"),
        ("court", f"/court/?after=2026-01-01,{number}"),
        ("editor", f"/casebook/desk/?before={number}"),
        ("worker", f"/casebook/?after=2026-01-01,{number}"),
        ("worker", f"/casebook/?q=a&after={number}"),
        ("worker", f"/casebook/?year={number}&region={number}"),
        ("clerk", f"/hearings/?week={number}"),
        ("worker", f"/casebook/cases/{number}/"),
    ]
    for role, address in ways:
        found[address[:80]] = signed_in(case.who[role]).get(address).status_code
    assert {a: s for a, s in found.items() if s >= 500} == {}


@pytest.mark.parametrize("number", NUMBERS)
def test_odd_numbers_in_forms_are_no_fault_of_the_server(case, number):
    draft, found = f"/claim/{case.draft.dispute.reference}", {}
    number = "\x00" if number == "%00" else number
    ways = [
        ("director", "/work/hand/", {"action": "assign", "confirmed": "1", "task": [number], "to": "1"}),
        ("director", "/work/hand/", {"action": "assign", "confirmed": "1", "task": ["1"], "to": number}),
        ("director", "/work/hand/", {"action": number, "task": ["1"]}),
        ("director", "/work/hand/", {"action": "hold", "all": "1", "owner": number, "until": number}),
        ("worker", f"{draft}/claims/", {"remove": number}),
        ("worker", f"{draft}/claims/", {"changing": number, "kind": "wages", "add": "1"}),
        ("worker", f"{draft}/you/", {"seen": number, "hand": number}),
        ("worker", f"{draft}/you/save/", {"seen": number, "hand": number, "name": number}),
        ("worker", f"{draft}/evidence/", {"remove": number}),
        ("worker", f"/cases/{case.reference}/say/", {"voice": number, "text": number}),
    ]
    for role, address, said in ways:
        found[f"{address} {said}"[:90]] = signed_in(case.who[role]).post(address, said).status_code
    assert {a: s for a, s in found.items() if s >= 500} == {}


BODIES = [
    b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b"[" * 100_000, b'{"audience": []}', b'{"audience": {}}',
    b'{"size": null}', b'{"size": 1e400}', b'{"size": "x"}', b'{"size": -1}', b'{"size": [1]}', b'{"size": ' + b"9" * 5000 + b"}",
    b'{"size": 5, "name": "\\ud800.pdf", "title": "\\ud800"}', b'{"size": 5, "name": null, "title": {"a": 1}}',
    b'{"size": 5, "name": "a\\u0000.pdf", "title": "a\\u0000"}', b'{"size": NaN}',
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_malformed_announcements_of_a_file_are_refused(case, body):
    client = signed_in(case.who["worker"])
    for kind in (
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain",
        "",
    ):
        answer = client.post(f"/cases/{case.reference}/uploads/", body, content_type=kind)
        assert answer.status_code < 500, (kind, body[:40])
    for row in Upload.objects.filter(by=case.who["worker"]):
        assert "\x00" not in row.title


@pytest.mark.parametrize("offset", ["x", "-5", "9" * 5000, "²", "1.5", ""])
def test_malformed_chunks_are_refused(case, offset):
    client, where = signed_in(case.who["worker"]), f"/uploads/{case.upload.ref}/"
    answer = client.patch(
        where, b"x", content_type="application/octet-stream", headers={"Upload-Offset": offset}
    )
    assert answer.status_code < 500


def test_a_feed_asked_for_thousands_of_streams_answers(case):
    asked = ",".join(["open:1"] * 3000 + ["x:1"] * 3000)
    assert (
        signed_in(case.who["worker"]).get(f"/cases/{case.reference}/feed/?after={asked}").status_code == 200
    )


def test_next_leads_nowhere_else(case, world):
    task = (
        case.dispute.tasks.filter(is_open=True, role="clerk").first()
        or case.dispute.tasks.filter(is_open=True).first()
    )
    user = case.who[task.role]
    for evil in (
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "https://evil.example",
        "/\\/evil.example",
        "javascript:alert(1)",
    ):
        answer = signed_in(user).post(f"/work/{task.pk}/take/", {"next": evil})
        assert answer.status_code == 302 and answer["Location"] == "/work/", evil


def test_without_a_second_factor_the_account_page_tells_nothing_of_a_case(case, settings):
    settings.STAFF_MFA_REQUIRED = True
    client = signed_in(case.who["mediator"])
    for address in (
        "/account/",
        f"/cases/{case.reference}/",
        "/hearings/",
        f"/papers/{case.papers['caucus_a'].ref}/",
    ):
        answer = client.get(address)
        assert answer.status_code == 302 and "/account/2fa/" in answer["Location"], address
        assert case.reference not in answer.content.decode()
    assert client.get("/account/password/change/").status_code in (200, 302)


def test_a_party_acts_on_the_day_it_acts(case):
    """Its own paper proves no earlier day: limitation would run from wherever it likes."""
    worker, dispute = case.who["worker"], case.draft.dispute
    a = Party.objects.create(dispute=dispute, side="A", name="申", worker=True)
    Party.objects.create(dispute=dispute, side="B", kind="organisation", name="被", address="某处")
    Claim.objects.create(dispute=dispute, kind="wages", text="工资", amount="1.00")
    dispute.seats.update(party=a)
    dispute.facts_text = "欠薪"
    dispute.save()
    proof = str(Paper.objects.create(dispute=dispute, title="我的", uploaded_by=worker).ref)
    fresh = Mediation(dispute=dispute, office=case.place.organisation)
    with pytest.raises(NotLawful) as refused:
        begin(fresh, "apply", by=worker, on=dt.date(2024, 1, 2), proof=proof)
    assert len(refused.value.reasons) == 1
    assert (
        begin(Mediation(dispute=dispute, office=case.place.organisation), "apply", by=worker).target
        == "submitted"
    )


def test_a_party_does_not_choose_the_day_it_was_served(case):
    service = case.dispute.services.filter(party__side="A", stage="due").first()
    with pytest.raises(NotLawful):
        perform(service, "prove", by=case.who["worker"], channel="direct", receipt="我说的")
    assert (
        perform(service, "prove", by=case.who["clerk"], channel="direct", receipt="签收").target == "served"
    )


def test_pages_of_somebody_signed_in_stay_in_no_cache(case, world):
    for role, address in (
        ("worker", "/my/"), ("worker", f"/cases/{case.reference}/"), ("worker", f"/cases/{case.reference}/feed/?after=open:0"),
        ("worker", f"/claim/{case.draft.dispute.reference}/you/"), ("worker", "/account/"), ("clerk", "/work/"),
        ("court", f"/court/{case.records['handoff'].pk}/"), ("clerk", "/hearings/"), ("editor", "/casebook/desk/"),
        ("worker", f"/papers/{case.papers['open'].ref}/"), ("worker", f"/cases/{case.reference}/dispute/1/x/"),
    ):  # fmt: skip
        answer = signed_in(case.who[role]).get(address)
        assert "no-store" in answer.headers.get("Cache-Control", ""), address
    assert "no-store" not in Client().get("/casebook/").headers.get("Cache-Control", "")


def test_who_is_unseated_is_asked_again_at_the_door(case, monkeypatch):
    asked = []
    monkeypatch.setattr("disputes.caseroom.revoke.ask_again", lambda *users, **_gone: asked.extend(users))
    tribunal.unseat(case.dispute, case.who["arbitrator"].pk)
    assert asked == [case.who["arbitrator"].pk]


def test_the_last_chunk_asks_again_who_may_write_there(case):
    """Begun as the mediator, finished as a mediator of the pool: nothing enters the caucus any more."""
    mediator = case.who["mediator"]
    client, body = signed_in(mediator), "一句话。".encode()
    said = {"name": "a.txt", "size": len(body), "audience": "caucus_a", "party": "office"}
    where = client.post(f"/cases/{case.reference}/uploads/", said, content_type="application/json").json()[
        "url"
    ]
    perform(Mediation.objects.get(pk=case.records["mediation"].pk), "release", by=mediator)
    answer = client.patch(
        where, body, content_type="application/octet-stream", headers={"Upload-Offset": "0"}
    )
    assert answer.status_code == 404
    assert not Paper.objects.filter(dispute=case.dispute, name="a.txt").exists()


def test_who_does_not_read_the_file_learns_no_name_where_a_paper_is_added(case):
    names = [party.name for party in case.dispute.parties.all()]
    for role, told in (("clerk", True), ("lead", False), ("pool", False)):
        page = signed_in(case.who[role]).get(f"/cases/{case.reference}/papers/").content.decode()
        assert any(name in page for name in names) is told, role


def test_a_rehearsal_shows_what_its_reader_may_read(case):
    """The check page of a party: no names of staff behind the side volume, no tasks of an office, no side entries."""
    record = Arbitration.objects.get(pk=case.records["arbitration"].pk)
    where = f"/cases/{case.reference}/mediation/{case.records['mediation'].pk}/give_up/"
    for role in ("worker", "employer"):
        answer = signed_in(case.who[role]).post(where)
        assert answer.status_code == 200 and answer.context["outcome"].entries
        outcome = answer.context["outcome"]
        reads = set(audiences(case.dispute, case.who[role]))
        assert {entry.audience for entry in outcome.entries} <= reads
        assert {paper.audience for paper in outcome.papers} <= reads
    outcome = rehearse(record, "withdraw", by=case.who["worker"], reason="x")
    reads = set(audiences(case.dispute, case.who["worker"]))
    assert outcome.entries and {entry.audience for entry in outcome.entries} <= reads
    assert {deadline.audience for deadline in (*outcome.started, *outcome.ended)} <= reads
    assert outcome.services == []


ODD = [
    "\x00",
    "²",
    "9" * 400,
    "<script>alert(1)</script>",
    "[]",
    "{}",
    "-1",
    "0",
    "NaN",
    "2026-02-31",
    "０",
    "\ud7ff\U0001f600" * 50,
]


def takers(world, record, name):
    declared = [one for one in steps.of(type(record)) if one.name == name]
    people = [user for who, user in world.users.items() if who.endswith("_a")]
    return [user for user in people if any(one.has_perm(record, user) for one in declared)][:1]


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)], ids=["some", "all"])
def test_no_step_form_fails_on_odd_answers(world, case, every):
    """Every fourth form meets one of the odd answers, in the long run every form all of them."""
    failing, tried = [], 0
    for record in (case.dispute, case.dispute.services.first(), *case.records.values()):
        kind, reference = record._meta.model_name, record.dispute.reference
        for name in sorted({one.name for one in steps.of(type(record))})[:: 1 if every else 4]:
            for user in takers(world, record, name):
                client, where = signed_in(user), f"/cases/{reference}/{kind}/{record.pk}/{name}/"
                fields = StepForm.all.get(f"{kind}.{name}", StepForm)(record=record, user=user).fields
                for odd in ODD if every else [ODD[tried % len(ODD)]]:
                    tried += 1
                    said = dict.fromkeys(fields, odd)
                    if client.post(where, said).status_code >= 500:
                        failing.append(f"POST {where} {odd[:20]!r}")
                    if odd != "\x00" and client.get(where, said).status_code >= 500:
                        failing.append(f"GET {where} {odd[:20]!r}")
    assert tried > (300 if every else 10) and failing == []


def test_nothing_typed_comes_back_as_markup(world, case):
    """Whatever stands in a text is words: on the page, in the room, on the check page, in the fields again."""
    bomb = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}"
    worker, mediation = case.who["worker"], Mediation.objects.get(pk=case.records["mediation"].pk)
    perform(mediation, "say", by=worker, text=bomb, audience="joint")
    terms = {
        "items": [bomb],
        "total": "1.00",
        "performance": [{"text": bomb, "due_on": "2026-12-01", "amount": "1.00", "way": bomb}],
    }
    perform(mediation, "offer", by=worker, terms=terms)
    perform(mediation, "sit", by=case.who["mediator"], minutes=bomb, place=bomb)
    worker.name = bomb[:60]
    worker.save()
    case.dispute.parties.update(name=bomb[:80], head=bomb[:60])
    case.dispute.claims.update(text=bomb)
    type(case.dispute).objects.filter(pk=case.dispute.pk).update(cause=bomb[:80])
    Paper.objects.filter(dispute=case.dispute).update(title=bomb[:120], name=f"{bomb[:60]}\r\nX-Evil: 1.pdf")
    base, draft = f"/cases/{case.reference}/", f"/claim/{case.draft.dispute.reference}/"
    pages = [
        ("employer", base), ("employer", f"{base}room/"), ("employer", f"{base}feed/?after=joint:0,open:0"), ("employer", "/my/"),
        ("employer", f"{base}mediation/{mediation.pk}/accept_offer/"), ("employer", f"{base}mediation/{mediation.pk}/give_up/?reason={bomb}"),
        ("clerk", base), ("clerk", "/work/?tab=pool"), ("clerk", f"/work/?q={bomb}"), ("court", f"/court/{case.records['handoff'].pk}/"),
        ("court", "/court/"), ("director", "/overview/"), ("employer", f"/casebook/?q={bomb}"), ("employer", f"/casebook/?region={bomb}"),
        ("lead", base), ("worker", "/account/"), ("worker", f"{draft}you/"), ("clerk", "/hearings/"), ("employer", f"/claim/for/wages/?district={bomb}"),
        ("employer", f"/login/?next={bomb}"), ("employer", f"/claim/for/wages/result/?district={bomb}&who={bomb}"),
    ]  # fmt: skip
    for role, address in pages:
        answer = signed_in(case.who[role]).get(address)
        text = answer.content.decode()
        if answer.headers["Content-Type"].startswith("application/json"):
            text = "".join(one["html"] for one in answer.json()["entries"])
        assert answer.status_code < 500, address
        assert "<script>alert" not in text and "<img src=x" not in text, address
    paper = signed_in(case.who["employer"]).get(f"/papers/{case.papers['open'].ref}/")
    assert "X-Evil" not in paper.headers and paper.headers["Content-Disposition"].startswith("attachment")
    assert "script-src 'self'" in paper.headers["Content-Security-Policy"]
