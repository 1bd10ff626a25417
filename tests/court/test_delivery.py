"""The outbox: packages pushed to a court's system that misbehaves, webhooks to a receiver that fails, hangs and repeats."""

import datetime as dt
import random

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from disputes.acts import NotLawful, perform
from disputes.delivery import notices, outbox, push, wire
from disputes.delivery.outbox import deliver
from disputes.models import CaseTask, Deadline, Endpoint, HandOff, Outgoing, Post
from tests.api.test_partner import body, make, put
from tests.court.simulator import Simulator

SEEDS = [0, pytest.param(1, marks=pytest.mark.long), pytest.param(2, marks=pytest.mark.long)]
NOW = dt.datetime(2026, 11, 23, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@pytest.fixture(autouse=True)
def impatient(monkeypatch, settings):
    settings.DELIVERY_PRIVATE = True  # the simulator listens on this machine
    monkeypatch.setattr(wire, "TIMEOUT", 0.15)
    monkeypatch.setattr(push, "PIECE", 32 * 1024)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


def address(office, simulator, key=None):
    endpoint = Endpoint.objects.create(office=office, url=simulator.url, key=key)
    simulator.secret = endpoint.secret
    return endpoint


def until_done(clock, limit=400):
    """Rounds of the ticker, each after the longest pause, until nothing waits."""
    moment, rounds = timezone.now(), 0
    while Outgoing.objects.waiting().filter(endpoint__stopped_at=None).exists():
        rounds += 1
        assert rounds < limit, list(Outgoing.objects.waiting().values_list("attempts", "told")[:3])
        moment += dt.timedelta(hours=7)
        clock.move_to(moment)
        deliver()
    return rounds


def bytes_of(handoff):
    from disputes.papers import shelf

    return shelf.store().path(HandOff.objects.get(pk=handoff.pk).package_sha256).read_bytes()


def test_a_package_is_announced_sent_in_pieces_and_has_arrived(handoff, clerk, clock):
    with Simulator(random.Random(0), share=0) as court:
        one = handoff()
        address(one.office, court)
        perform(one, "send", by=clerk)
        assert Outgoing.objects.get().state == "waiting"
        assert deliver() == 1
        one = HandOff.objects.get()
        assert court.whole() == {one.package_sha256: bytes_of(one)} and not court.faults
        assert court.announced[one.package_sha256]["seal"] == one.package_seal
        assert court.asked == 1 + -(-one.package_size // push.PIECE)
        assert Outgoing.objects.get().state == "done" and deliver() == 0


def test_no_address_nothing_is_put_in_the_outbox(handoff, clerk):
    perform(handoff(), "send", by=clerk)
    assert not Outgoing.objects.exists()


def test_a_court_that_is_down_delays_and_loses_nothing(handoff, clerk, clock):
    with Simulator(random.Random(0), share=0) as court:
        court.down = True
        one = handoff()
        address(one.office, court)
        perform(one, "send", by=clerk)
        for _round in range(3):
            deliver()
        row = Outgoing.objects.get()
        assert (row.attempts, row.told) == (1, "HTTP 503")  # the pause keeps it from being tried at once
        assert dt.timedelta(seconds=15) <= row.due_at - timezone.now() <= dt.timedelta(seconds=30)
        clock.shift(dt.timedelta(days=30))
        deliver()
        assert Endpoint.objects.get().stopped_at is None  # a court is never given up
        court.down = False
        until_done(clock)
        assert list(court.whole()) == [HandOff.objects.get().package_sha256]


def test_pauses_grow_to_six_hours_and_differ_from_one_to_the_next():
    pauses = [outbox.pause(Outgoing(pk=7, attempts=n)) for n in range(20)]
    whole = [min(dt.timedelta(seconds=30 * 2**n), dt.timedelta(hours=6)) for n in range(20)]
    assert all(most / 2 <= pause <= most for pause, most in zip(pauses, whole, strict=True))
    assert len({outbox.pause(Outgoing(pk=pk, attempts=5)) for pk in range(50)}) > 30


def test_what_came_back_is_not_sent_on_and_the_new_package_is(handoff, clerk, court, clock):
    with Simulator(random.Random(0), share=0) as system:
        system.down = True
        one = handoff()
        address(one.office, system)
        perform(one, "send", by=clerk)
        deliver()
        perform(one, "return_file", by=court, reason="缺页")
        perform(one, "send", by=clerk)
        first, second = Outgoing.objects.order_by("number")
        assert (first.state, second.state) == ("dropped", "waiting")
        system.down = False
        until_done(clock)
        assert list(system.whole()) == [HandOff.objects.get().package_sha256]


@pytest.mark.parametrize("seed", SEEDS)
def test_threat_17_a_misbehaving_court_gets_every_package_once_and_whole(handoff, case, clerk, clock, seed):
    """Ten hand-offs here, 1,000 exchanges in the long suite."""
    storm(handoff, clerk, clock, random.Random(seed), 10)


@pytest.mark.long
def test_threat_17_a_thousand_exchanges(handoff, case, clerk, clock):
    asked = storm(handoff, clerk, clock, random.Random(17), 250)
    assert asked >= 1000


def storm(handoff, clerk, clock, chance, many):
    with Simulator(chance, share=0.5) as court:
        endpoint = None
        for n in range(many):
            one = handoff(stage="filed", docket_number="")
            HandOff.objects.filter(pk=one.pk).update(record_id=1000 + n)
            endpoint = endpoint or address(one.office, court)
            perform(HandOff.objects.get(pk=one.pk), "send", by=clerk)
        until_done(clock, limit=60 * many)
        wanted = {one.package_sha256: bytes_of(one) for one in HandOff.objects.all()}
        assert court.whole() == wanted and not court.faults  # 0 lost, 0 changed, 0 doubled
        assert Outgoing.objects.filter(done_at=None).count() == 0
        assert {row.handoff_id for row in Outgoing.objects.all()} == set(
            HandOff.objects.values_list("pk", flat=True)
        )
        return court.asked


def test_two_tickers_never_send_the_same_thing_at_once(handoff, clerk, clock):
    with Simulator(random.Random(0), share=0) as court:
        one = handoff()
        endpoint = address(one.office, court)
        perform(one, "send", by=clerk)
        assert outbox._claimed(endpoint.pk) is not None and outbox._claimed(endpoint.pk) is None


def test_the_clerk_sees_how_it_goes_and_has_it_tried_again(handoff, clerk, worker, client, clock):
    with Simulator(random.Random(0), share=0) as court:
        court.down = True
        one = handoff()
        address(one.office, court)
        perform(one, "send", by=clerk)
        deliver()
        client.force_login(clerk)
        page = client.get(one.get_absolute_url()).content.decode()
        assert "已尝试1次" in page and "HTTP 503" in page and "自动重试" in page
        court.down = False
        assert deliver() == 0  # its pause is not over
        assert client.post(f"/court/{one.pk}/deliver/").status_code == 302
        assert deliver() == 1
        assert "推送至对方系统" in client.get(one.get_absolute_url()).content.decode()
        client.force_login(worker)
        assert client.post(f"/court/{one.pk}/deliver/").status_code == 404
        assert "推送" not in client.get(one.get_absolute_url()).content.decode()


# On paper ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_paper(handoff, clerk, court):
    """Nobody of the court works here."""
    Post.objects.filter(user=court).delete()
    one = perform(handoff(), "send", by=clerk).record
    return HandOff.objects.get(pk=one.pk)


def test_a_court_without_a_system_gets_paper_and_the_clerk_writes_down_what_it_says(
    by_paper, clerk, court, client
):
    open_ = CaseTask.objects.open().filter(record_type="handoff")
    assert open_.get().code == "OnPaperFlow.bring" and open_.get().role == "clerk"
    client.force_login(clerk)
    assert "送交纸质材料" in client.get(by_paper.get_absolute_url()).content.decode()
    here = f"/cases/{by_paper.dispute.reference}/handoff/{by_paper.pk}"
    today = timezone.localdate().isoformat()
    late = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    assert client.post(f"{here}/hand_over/", {"taken_by": "立案庭 王书记员", "on": late}).status_code == 422
    assert client.post(f"{here}/hand_over/", {"taken_by": "立案庭 王书记员", "on": today}).status_code == 302
    entry = by_paper.dispute.docket.get(step="handoff.hand_over")
    assert entry.facts["taken_by"] == "立案庭 王书记员"
    perform(by_paper, "acknowledge", by=clerk, docket_number="（2026）粤0104民初1号")
    assert open_.get().code == "OnPaperAnswerFlow.answer"
    perform(by_paper, "record_result", by=clerk, result="judged", ruling="（2026）粤0104民初1号")
    assert HandOff.objects.get().stage == "judged" and not Deadline.objects.filter(code="handoff.appeal")
    for left in (2, 1):  # the windows count from each party's receipt: somebody is asked for it
        assert by_paper.dispute.parties.count() - len(HandOff.objects.get().served) == left
        task = open_.get()
        assert (task.code, task.role, task.office) == ("ServedFlow.serve", "clerk", by_paper.from_office)
        assert client.get(f"/work/{task.pk}/").url == f"{here}/serve_result/"
        party = by_paper.dispute.parties.order_by("pk")[2 - left]
        said = {"party": party.pk, "on": today, "proof": "EMS 1"}
        assert client.post(f"{here}/serve_result/", said).status_code == 302
    assert Deadline.objects.running().filter(code="handoff.appeal").count() == 2 and not open_.exists()


def test_where_the_court_works_here_the_clerk_does_not_speak_for_it(sent, clerk, court):
    from django.core.exceptions import PermissionDenied

    for step, facts in (("acknowledge", {"docket_number": "1"}), ("hand_over", {"taken_by": "x"})):
        with pytest.raises(PermissionDenied):
            perform(
                sent() if not HandOff.objects.exists() else HandOff.objects.get(), step, by=clerk, **facts
            )


# Webhooks ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def platform(committee):
    return make(committee)


def subscribed(platform, receiver):
    answer = platform.request("POST", "/api/v1/webhooks/", {"url": receiver.url})
    assert answer.status_code == 201, answer.content
    receiver.secret = answer.json()["secret"]
    return answer.json()["id"]


def test_a_platform_is_told_of_what_it_filed_without_a_word_of_it(
    platform, committee, clerk, director, clock
):
    with Simulator(random.Random(0), share=0) as receiver:
        subscribed(platform, receiver)
        put(platform, "yss-1", body(committee))
        notices.note()
        deliver()
        record = platform.key.applications.get().dispute.arbitrations.get()
        perform(record, "propose_acceptance", by=clerk, opinion="符合受理条件。")
        perform(record, "accept", by=director)
        notices.note()
        until_done(clock)
        told = [said for _name, said in receiver.notices]
        assert [one["number"] for one in told] == list(range(1, len(told) + 1))
        assert {"arbitration.file", "arbitration.accept"} <= {one["event"] for one in told}
        assert all(one["application"] == "yss-1" for one in told) and not receiver.faults
        assert not any(
            word in str(told) for word in ("陈嘉禾", "云岭", "13800138000", "44010619880312224X", "工资")
        )
        assert not any(one["event"] == "arbitration.propose_acceptance" for one in told)  # the side volume
        assert notices.note() == 0


def test_another_platform_hears_nothing_of_it(platform, committee, organisation, clock):
    with Simulator(random.Random(0), share=0) as receiver:
        subscribed(make(organisation, "another"), receiver)
        put(platform, "yss-1", body(committee))
        assert notices.note() == 0


def test_a_courts_system_is_told_what_was_handed_to_it(handoff, clerk, court, clock):
    with Simulator(random.Random(0), share=0) as receiver:
        one = handoff()
        subscribed(make(one.office, "审判系统"), receiver)
        perform(one, "send", by=clerk)
        notices.note()
        deliver()
        assert [said["event"] for _n, said in receiver.notices] == ["handoff.send"]
        assert receiver.notices[0][1]["record"] == f"handoff-{one.pk}"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_receiver_that_fails_hangs_and_repeats_gets_everything_in_order(
    platform, committee, clerk, director, clock, seed
):
    with Simulator(
        random.Random(seed), share=0.6, misdeeds=("error", "cut", "lost", "hang", "refuse")
    ) as receiver:
        subscribed(platform, receiver)
        for n in range(4):
            put(platform, f"yss-{n}", body(committee))
        notices.note()
        until_done(clock)
        heard = [said["number"] for _name, said in receiver.notices]
        first_heard = list(dict.fromkeys(heard))
        assert (
            first_heard == sorted(first_heard) == list(range(1, Outgoing.objects.count() + 1))
        )  # in order, none lost
        same = {}
        for name, said in receiver.notices:  # what is heard twice is the same, under the same name
            assert same.setdefault(name, said) == said
        assert not receiver.faults


def test_one_that_never_answers_is_stopped_after_three_days_and_goes_on_when_asked(
    platform, committee, clock
):
    with Simulator(random.Random(0), share=0) as receiver:
        receiver.down = True
        hook = subscribed(platform, receiver)
        put(platform, "yss-1", body(committee))
        notices.note()
        moment = timezone.now()
        for _round in range(14):
            moment += dt.timedelta(hours=7)
            clock.move_to(moment)
            deliver()
        assert Endpoint.objects.get().stopped_at is not None
        tried = receiver.asked
        clock.move_to(moment + dt.timedelta(days=1))
        assert deliver() == 0 and receiver.asked == tried
        assert platform.request("GET", "/api/v1/webhooks/").json()[0]["stopped_at"]
        waiting = platform.request("GET", f"/api/v1/webhooks/{hook}/notices/").json()["results"]
        assert {one["state"] for one in waiting} == {"waiting"} and waiting[0]["told"] == "HTTP 503"
        receiver.down = False
        assert platform.request("POST", f"/api/v1/webhooks/{hook}/notices/", {"number": 1}).json()[
            "again"
        ] == len(waiting)
        until_done(clock)
        assert len(receiver.notices) == len(waiting)


def test_a_webhook_is_its_keys_alone_and_there_are_at_most_five(platform, organisation):
    other = make(organisation, "another")
    hook = platform.request("POST", "/api/v1/webhooks/", {"url": "https://example.org/a"}).json()["id"]
    for method, path in (("DELETE", ""), ("GET", "notices/"), ("POST", "notices/")):
        assert other.request(method, f"/api/v1/webhooks/{hook}/{path}", {"number": 1}).status_code == 404
    for n in range(4):
        assert (
            platform.request("POST", "/api/v1/webhooks/", {"url": f"https://example.org/{n}"}).status_code
            == 201
        )
    assert platform.request("POST", "/api/v1/webhooks/", {"url": "https://example.org/z"}).status_code == 422
    assert platform.request("DELETE", f"/api/v1/webhooks/{hook}/").status_code == 204
    assert platform.request("POST", "/api/v1/webhooks/", {"url": "https://example.org/z"}).status_code == 201


def test_an_address_is_set_told_and_stopped_at_the_command_line(handoff, capsys, settings):
    settings.DELIVERY_PRIVATE = False
    court = handoff().office
    for wrong in ((court.name, "http://example.org/"), ("没有这个法院", "https://example.org/")):
        with pytest.raises(CommandError):
            call_command("push_address", "set", *wrong)
    call_command("push_address", "set", court.name, "https://example.org/inbox")
    call_command(
        "push_address", "set", court.name, "https://example.org/inbox2"
    )  # takes the place of the first
    told = capsys.readouterr().out
    assert told.count("secret ") == 2 and Endpoint.objects.filter(stopped_at=None).count() == 1
    call_command("push_address", "list")
    assert "in use" in capsys.readouterr().out
    call_command("push_address", "stop", court.name)
    with pytest.raises(CommandError):
        call_command("push_address", "stop", court.name)


def test_what_arrived_a_season_ago_is_forgotten(handoff, clerk, clock):
    with Simulator(random.Random(0), share=0) as court:
        one = handoff()
        address(one.office, court)
        perform(one, "send", by=clerk)
        deliver()
        clock.shift(dt.timedelta(days=89))
        outbox.forget()
        assert Outgoing.objects.exists()
        clock.shift(dt.timedelta(days=2))
        outbox.forget()
        assert not Outgoing.objects.exists()


def test_a_fault_of_ours_is_tried_again_and_logged(handoff, clerk, clock, monkeypatch, caplog):
    with Simulator(random.Random(0), share=0) as court:
        one = handoff()
        address(one.office, court)
        perform(one, "send", by=clerk)
        monkeypatch.setitem(outbox.CARRIERS, "package", lambda _delivery: 1 / 0)
        assert deliver() == 0
        assert Outgoing.objects.get().told == "fault" and "could not be tried" in caplog.text
    with pytest.raises(NotLawful):
        perform(HandOff.objects.get(), "send", by=clerk)
