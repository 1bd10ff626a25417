"""The court's own system over the API: signed, resumable, each message once and in the court's order (threats 15 to 17)."""

import json
import os
import random
import secrets
import time

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from disputes.api.keys import SCHEME, forget_nonces, signature
from disputes.models import CourtMessage, Deadline, DocketEntry, HandOff, Nonce, Office, PartnerKey, User
from disputes.papers import shelf
from disputes.rounds import EVERY_ROUND


class Court:
    """A court's system: signs as it should, unless it is told to misbehave."""

    def __init__(self, key):
        self.key, self.client = key, Client()

    def request(
        self, method, address, body=None, *, skew=0, nonce=None, secret=None, changed=None, **headers
    ):
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        nonce, stamp = nonce or secrets.token_hex(12), str(int(time.time()) + skew)
        made = signature(
            secret or self.key.secret, method=method, address=address, stamp=stamp, nonce=nonce, body=raw
        )
        said = f'{SCHEME} key="{self.key.key}", time="{stamp}", nonce="{nonce}", signature="{made}"'
        return self.client.generic(
            method, address, changed if changed is not None else raw, content_type="application/json",
            headers={"authorization": said, **headers},
        )  # fmt: skip

    def say(self, handoff, sequence, event, **said):
        body = {
            "sequence": sequence,
            "event": event,
            "on": said.pop("on", handoff.sent_on.isoformat()),
            **said,
        }
        return self.request("POST", f"/api/v1/court/handoffs/{handoff.pk}/messages/", body)


@pytest.fixture
def key(court, handoff, capsys):
    """Of the court that the hand-offs go to."""
    office = Office.objects.get(pk=handoff().office_id)
    HandOff.objects.all().delete()
    call_command("api_key", "make", office.name, "审判系统")
    assert "secret " in capsys.readouterr().out
    return PartnerKey.objects.select_related("user", "office").get()


@pytest.fixture
def system(key):
    return Court(key)


def now(one):
    return HandOff.objects.get(pk=one.pk)


def test_a_court_fetches_what_was_handed_over(system, sent, paper):
    paper("工资条", "PAYSLIP")
    one = now(sent())
    (row,) = system.request("GET", "/api/v1/court/handoffs/").json()["results"]
    assert (row["id"], row["ground"], row["stage"]["code"], row["last_sequence"]) == (
        one.pk,
        "suit",
        "sent",
        0,
    )
    assert row["package_sha256"] == one.package_sha256 and len(row["parties"]) == 2
    whole = system.request("GET", f"/api/v1/court/handoffs/{one.pk}/package/")
    kept = shelf.store().path(one.package_sha256).read_bytes()
    assert b"".join(whole.streaming_content) == kept
    seal = system.request("GET", f"/api/v1/court/handoffs/{one.pk}/seal/").json()
    assert seal["sha256"] == one.package_sha256


def test_a_broken_transfer_goes_on_where_it_ended(system, sent):
    one = now(sent())
    kept, got = shelf.store().path(one.package_sha256).read_bytes(), b""
    while len(got) < len(kept):
        piece = system.request(
            "GET", f"/api/v1/court/handoffs/{one.pk}/package/", Range=f"bytes={len(got)}-{len(got) + 999}"
        )
        assert piece.status_code == 206 and piece["Content-Range"].endswith(f"/{len(kept)}")
        got += piece.content
    assert got == kept
    beyond = system.request("GET", f"/api/v1/court/handoffs/{one.pk}/package/", Range=f"bytes={len(kept)}-")
    assert beyond.status_code == 416


def test_the_courts_answer_moves_the_case(system, sent, key):
    one = now(sent())
    assert system.say(one, 1, "registered", docket_number="（2026）粤0104民初1号").json()["state"] == "taken"
    assert now(one).stage == "acknowledged" and now(one).docket_number == "（2026）粤0104民初1号"
    parties = [party.pk for party in one.dispute.parties.all()]
    answer = system.say(
        one,
        2,
        "result",
        result="judged",
        ruling="粤0104民初1号",
        served={str(parties[0]): one.sent_on.isoformat()},
    )
    assert answer.json()["state"] == "taken", answer.json()
    assert now(one).stage == "judged" and str(parties[0]) in now(one).served
    assert DocketEntry.objects.filter(step="handoff.record_result", by=key.user).count() == 1


def test_a_court_tells_of_an_appeal(system, sent):
    one = now(sent())
    party, day = one.filed_by_id, one.sent_on.isoformat()
    system.say(one, 1, "registered", docket_number="1号")
    system.say(one, 2, "result", result="judged", ruling="1号", served={str(party): day})
    assert system.say(one, 3, "appeal", party=party).status_code == 422
    assert system.say(one, 3, "appeal", party=party, handed_in_on="9月1日").status_code == 422
    assert system.say(one, 3, "appeal", party=party, handed_in_on=day).json()["state"] == "taken"
    assert Deadline.objects.get(code="handoff.appeal").status == "stopped"


def test_the_same_message_again_changes_nothing_and_another_one_conflicts(system, sent):
    one = now(sent())
    for _time in range(3):
        assert system.say(one, 1, "registered", docket_number="1号").json() == {
            "sequence": 1, "event": "registered", "state": "taken", "refused": "",
        }  # fmt: skip
    assert system.say(one, 1, "registered", docket_number="2号").status_code == 409
    assert now(one).docket_number == "1号"
    assert DocketEntry.objects.filter(step="handoff.acknowledge").count() == 1


def test_what_comes_early_waits_for_what_went_before(system, sent):
    one = now(sent())
    assert system.say(one, 2, "hearing", held_on="2026-12-01", place="第一法庭").json()["state"] == "waiting"
    assert now(one).stage == "sent"
    assert system.say(one, 1, "registered", docket_number="1号").json()["state"] == "taken"
    assert CourtMessage.objects.waiting().count() == 0
    assert DocketEntry.objects.filter(step="handoff.record_hearing").count() == 1


def test_what_the_law_refuses_is_said_and_the_next_has_its_turn(system, sent):
    one = now(sent())
    refused = system.say(one, 1, "result", result="judged", ruling="1号").json()
    assert refused["state"] == "refused" and refused["refused"]
    assert system.say(one, 2, "registered", docket_number="1号").json()["state"] == "taken"
    future = system.say(one, 3, "hearing", on="2999-01-01", held_on="2999-01-02", place="一庭").json()
    assert future["state"] == "refused"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"sequence": 0, "event": "registered"}, "sequence"), ({"sequence": True, "event": "registered"}, "sequence"),
        ({"event": "registered"}, "sequence"), ({"sequence": 1, "event": "exploded", "on": "2026-01-01"}, "event"),
        ({"sequence": 1, "event": "registered"}, "on"), ({"sequence": 1, "event": "registered", "on": "2026-02-30"}, "on"),
        ({"sequence": 1, "event": "registered", "on": "2026-01-02"}, "docket_number"),
        ({"sequence": 1, "event": "registered", "on": "2026-01-02", "docket_number": []}, "docket_number"),
        ({"sequence": 1, "event": "result", "on": "2026-01-02", "result": "judged", "ruling": "1", "served": [1]}, "served"),
        ({"sequence": 1, "event": "result", "on": "2026-01-02", "result": "judged", "ruling": "1", "served": {"1": 5}}, "served"),
        ({"sequence": 1, "event": "result", "on": "2026-01-02", "result": "judged", "ruling": "1", "served": {"x": "2026-01-02"}}, "served"),
        ({"sequence": 1, "event": "served", "on": "2026-01-02", "party": "x"}, "party"),
        ({"sequence": 1, "event": "registered", "on": "2026-01-02", "docket_number": "1" * 61}, "docket_number"),
        ({"sequence": 1, "event": "result", "on": "2026-01-02", "result": "judged", "ruling": "1" * 61}, "ruling"),
        ({"sequence": 1, "event": "hearing", "on": "2026-01-02", "held_on": "2026-02-01", "place": "庭" * 121}, "place"),
        ([], "sequence"),
    ],
)  # fmt: skip
def test_a_message_that_says_too_little_names_the_member_and_is_not_kept(system, sent, body, field):
    one = now(sent())
    answer = system.request("POST", f"/api/v1/court/handoffs/{one.pk}/messages/", body)
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == field
    assert not CourtMessage.objects.exists()


def test_threat_17_forged_replayed_and_late_requests_are_not_heard(system, sent, key):
    one = now(sent())
    address = f"/api/v1/court/handoffs/{one.pk}/messages/"
    body = {"sequence": 1, "event": "registered", "on": one.sent_on.isoformat(), "docket_number": "1号"}
    other = json.dumps({**body, "docket_number": "2号"}).encode()
    for misbehaving in (
        {"secret": "guess"},
        {"changed": other},
        {"skew": 330},  # it may be read a second later
        {"skew": -301},
        {"nonce": "short"},
        {"nonce": "a b" * 9},
    ):
        assert system.request("POST", address, body, **misbehaving).status_code == 401, misbehaving
    assert now(one).stage == "sent" and not Nonce.objects.exists()
    assert system.request("POST", address, body, nonce="0123456789ab", skew=299).status_code == 200
    for _time in range(3):
        assert system.request("POST", address, body, nonce="0123456789ab", skew=299).status_code == 401
    for header in (
        "",
        "Basic eDp5",
        SCHEME,
        f'{SCHEME} key="{key.key}"',
        "\x00",
        f'{SCHEME} key="x", time="²", nonce="aaaaaaaaaa", signature=""',
    ):
        answer = Client().get("/api/v1/court/handoffs/", headers={"authorization": header})
        assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith(SCHEME)


def test_threat_17_a_signature_of_other_letters_is_no_signature(system, sent):
    sent()
    said = f'{SCHEME} key="{system.key.key}", time="{int(time.time())}", nonce="12345678", signature="é"'
    assert system.client.get("/api/v1/court/handoffs/", headers={"authorization": said}).status_code == 401


def test_threat_17_a_name_no_database_takes_is_never_looked_up(client, db, django_assert_num_queries):
    said = f'{SCHEME} key="pk_\0aaaaaaaa", time="1", nonce="abcdefgh", signature="x"'
    with django_assert_num_queries(0):
        assert client.get("/api/v1/court/handoffs/", headers={"authorization": said}).status_code == 401


def test_threat_17_nonces_are_forgotten_once_no_request_with_them_would_be_heard(system, sent):
    sent()
    system.request("GET", "/api/v1/court/handoffs/")
    assert Nonce.objects.count() == 1 and forget_nonces in EVERY_ROUND
    forget_nonces()
    assert Nonce.objects.count() == 1
    Nonce.objects.update(at="2020-01-01T00:00:00Z")
    forget_nonces()
    assert not Nonce.objects.exists()


def test_a_key_opens_its_own_court_and_its_own_scopes_until_it_is_revoked(
    system, sent, key, elsewhere, capsys
):
    one = now(sent())
    foreign = PartnerKey.objects.create(
        office=Office.objects.get(division="440305", kind="basic_court"),
        user=User.objects.create(username="foreign"),
        name="x",
        scopes=["handoff.read", "handoff.answer"],
    )
    assert Court(foreign).request("GET", f"/api/v1/court/handoffs/{one.pk}/").status_code == 404
    assert Court(foreign).say(one, 1, "registered", docket_number="1号").status_code == 404
    PartnerKey.objects.filter(pk=key.pk).update(scopes=["handoff.read"])
    assert system.say(one, 1, "registered", docket_number="1号").status_code == 403
    assert system.request("GET", f"/api/v1/court/handoffs/{one.pk}/").status_code == 200
    call_command("api_key", "revoke", key.key)
    assert system.request("GET", f"/api/v1/court/handoffs/{one.pk}/").status_code == 401
    with pytest.raises(CommandError):
        call_command("api_key", "revoke", key.key)
    with pytest.raises(CommandError, match="no office"):
        call_command("api_key", "make", "没有这个法院", "x")
    call_command("api_key", "list")
    assert "revoked" in capsys.readouterr().out and key.secret not in capsys.readouterr().out


def test_what_a_revoked_key_left_waiting_has_no_effect_and_bars_no_number(system, sent, key, capsys):
    """Whoever held it may not be the court; the court's next key says what that number says."""
    one = now(sent())
    forged = system.say(one, 2, "result", result="dismissed_late", ruling="假")
    assert forged.json()["state"] == "waiting"
    call_command("api_key", "revoke", key.key)
    call_command("api_key", "make", key.office.name, "新系统")
    fresh = Court(PartnerKey.objects.get(revoked_at=None))
    assert fresh.say(one, 1, "registered", docket_number="1号").json()["state"] == "taken"
    assert now(one).stage == "acknowledged"
    answer = fresh.say(one, 2, "result", result="judged", ruling="1号")
    assert (answer.status_code, answer.json()["state"]) == (200, "taken")
    assert fresh.say(one, 3, "served", party=one.filed_by_id).json()["state"] == "taken"


def misbehave(system, handoffs, chance, exchanges):
    """A court whose line drops, repeats, reorders, replays, and somebody who forges beside it."""
    todo = []
    for one in handoffs:
        parties = [party.pk for party in one.dispute.parties.all()]
        told = [("registered", {"docket_number": f"{one.pk}号"})]
        told += [("hearing", {"held_on": f"2026-12-{n + 1:02}", "place": "一庭"}) for n in range(6)]
        told += [("result", {"result": "judged", "ruling": f"{one.pk}号"})]
        told += [("served", {"party": party}) for party in parties]
        todo += [(one, n, event, said) for n, (event, said) in enumerate(told, 1)]
    chance.shuffle(todo)
    sent, statuses = list(todo), []
    for _n in range(exchanges):
        one, sequence, event, said = todo.pop() if todo else chance.choice(sent)
        statuses.append(system.say(one, sequence, event, **said).status_code)
        way = chance.random()
        if way < 0.1:
            assert (
                Court(system.key).say(one, sequence, event, **(said | {"on": "2020-01-01"})).status_code
                == 409
            )
        elif way < 0.2:
            forged = {
                "sequence": sequence + 1,
                "event": "result",
                "on": "2026-01-01",
                "result": "refused",
                "ruling": "x",
            }
            address = f"/api/v1/court/handoffs/{one.pk}/messages/"
            assert system.request("POST", address, forged, secret="guess").status_code == 401
            assert system.request("POST", address, forged, skew=chance.choice((-900, 900))).status_code == 401
    assert not todo, "too few exchanges"
    return statuses


def settled(handoffs):
    for one in handoffs:
        entries = DocketEntry.objects.filter(record_type="handoff", record_id=one.pk).exclude(
            step__endswith="send"
        )
        steps = list(entries.order_by("number").values_list("step", flat=True))
        assert steps.count("handoff.acknowledge") == steps.count("handoff.record_result") == 1
        assert steps.count("handoff.record_hearing") == 6 and steps.count("handoff.serve_result") == 2
        assert (
            now(one).stage == "judged"
            and now(one).docket_number == f"{one.pk}号"
            and len(now(one).served) == 2
        )
    assert (
        not CourtMessage.objects.waiting().exists() and not CourtMessage.objects.exclude(refused="").exists()
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_threat_17_the_end_is_the_same_in_whatever_order_messages_come(system, sent, seed):
    handoffs = [now(sent(side=side)) for side in "AB"]
    assert set(misbehave(system, handoffs, random.Random(seed), 60)) == {200}
    settled(handoffs)


def replayed_and_forged(system, one, replays, forged):
    """A request that was heard, sent again and again to the letter; and others in the court's name that it never sent."""
    address = f"/api/v1/court/handoffs/{one.pk}/messages/"
    body = {"sequence": 1, "event": "registered", "on": one.sent_on.isoformat(), "docket_number": "1号"}
    kept = {"nonce": secrets.token_hex(12)}
    assert system.request("POST", address, body, **kept).status_code == 200
    before = list(DocketEntry.objects.values_list("pk", flat=True)), now(one).stage
    chance = random.Random(17)
    for _n in range(replays):
        assert system.request("POST", address, body, **kept).status_code == 401
    for n in range(forged):
        said = {**body, "sequence": 2, "event": "result", "result": "judged", "ruling": f"{n}号"}
        way = chance.choice(
            (
                {"secret": secrets.token_urlsafe(24)}, {"changed": json.dumps({**said, "ruling": "伪造"}).encode()},
                {"skew": chance.choice((-1, 1)) * chance.randint(330, 10**6)}, {"nonce": chance.choice(("short", "a b c d e", "x" * 65))},
            )
        )  # fmt: skip
        assert system.request("POST", address, said, **way).status_code == 401, way
    assert (list(DocketEntry.objects.values_list("pk", flat=True)), now(one).stage) == before
    assert CourtMessage.objects.count() == 1


def test_threat_17_replays_have_no_effect_and_forgeries_are_401(system, sent):
    replayed_and_forged(system, now(sent()), 30, 20)


@pytest.mark.long
def test_threat_17_a_thousand_replays_and_two_hundred_forged(system, sent):
    full = os.environ.get("SCALE") == "full"
    replayed_and_forged(system, now(sent()), 1000 if full else 200, 200 if full else 60)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_threat_17_a_thousand_exchanges_with_a_misbehaving_court(system, sent, seed, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.allow_request", lambda *args: True)
    handoffs = [now(sent(side=side)) for side in "AB"]
    assert set(misbehave(system, handoffs, random.Random(seed), 100)) == {200}
    settled(handoffs)
