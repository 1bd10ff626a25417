import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from disputes.acts import perform
from disputes.models import Deadline, HandOff
from disputes.papers import shelf


def get(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"disputes:{name}", args=args), query)


def step(client, user, handoff, name, **data):
    client.force_login(user)
    return client.post(
        reverse("disputes:step", args=[handoff.dispute.reference, "handoff", handoff.pk, name]), data
    )


def test_the_inbox_lists_what_the_court_was_sent_longest_waiting_first(sent, court, client):
    one, two = sent("suit", "A"), sent("suit", "B")
    page = get(client, court, "court").content.decode()
    assert page.index(reverse("disputes:court_handoff", args=[one.pk])) < page.index(
        reverse("disputes:court_handoff", args=[two.pk])
    )


def test_what_was_not_sent_yet_or_to_another_court_is_not_in_the_inbox(
    handoff, sent, court, higher, elsewhere, client
):
    waiting, other = handoff("suit", "A"), sent("set_aside", "B")
    for user, seen in ((court, set()), (elsewhere, set()), (higher, {other.pk})):
        page = get(client, user, "court", tab="all")
        assert {one.pk for one in page.context["handoffs"]} == seen
    assert get(client, court, "court_handoff", waiting.pk).status_code == 404


@pytest.mark.parametrize("who", ["worker", "employer", "clerk", "director", "lead", "mediator", "stranger"])
def test_only_courts_have_an_inbox(who, request, client, case):
    assert get(client, request.getfixturevalue(who), "court").status_code == 403


@pytest.mark.parametrize("name", ["court_handoff", "court_verify", "court_package"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("court", 200),
        ("worker", 200),
        ("employer", 200),
        ("clerk", 200),
        ("stranger", 404),
        ("elsewhere", 404),
        ("lead", 404),
    ],
)
def test_who_reads_a_hand_off_and_its_package(sent, client, who, status, name, request):
    answer = get(client, request.getfixturevalue(who), name, sent().pk)
    answer.close()
    assert answer.status_code == status


def test_a_time_limit_that_was_kept_is_never_shown_as_overdue(registered, court, client):
    one = registered("suit", "A")
    kept = Deadline.objects.filter(record_type="handoff", record_id=one.pk, status="stopped")
    assert kept.update(due_on=timezone.localdate() - dt.timedelta(days=27))  # read a month later
    page = get(client, court, "court_handoff", one.pk).content.decode()
    assert "已逾期" not in page and str(kept[0].limit.title) in page and "已完成" in page


def test_a_foreign_and_a_missing_hand_off_answer_alike(sent, client, elsewhere):
    foreign, missing = (get(client, elsewhere, "court_handoff", pk) for pk in (sent().pk, 999999))
    assert foreign.status_code == missing.status_code == 404


def test_nobody_without_a_login_reads_anything(sent, client):
    one = sent()
    for name in ("court_handoff", "court_verify", "court_package"):
        assert client.get(reverse(f"disputes:{name}", args=[one.pk])).status_code == 302
    assert client.get(reverse("disputes:court")).status_code == 302


def test_the_page_says_that_every_digest_is_right(sent, court, client, paper):
    paper("工资条", "PAYSLIP")
    answer = get(client, court, "court_handoff", sent().pk)
    assert answer.context["verdict"].good and "001-工资条.txt" in answer.content.decode()


def test_the_page_says_that_the_package_was_changed(sent, court, client):
    one = HandOff.objects.get(pk=sent().pk)
    kept = shelf.store().path(one.package_sha256)
    whole = kept.read_bytes()
    kept.chmod(0o640)
    kept.write_bytes(whole.replace(b"handoff", b"hand0ff", 1))
    try:
        answer = get(client, court, "court_verify", one.pk)
        assert not answer.context["verdict"].good and b'role="alert"' in answer.content
    finally:
        kept.write_bytes(whole)


def test_the_package_is_handed_over_as_a_file_and_never_shown(sent, court, client):
    one = HandOff.objects.get(pk=sent().pk)
    answer = get(client, court, "court_package", one.pk)
    assert (
        answer["Content-Disposition"].startswith("attachment")
        and answer["X-Content-Type-Options"] == "nosniff"
    )
    assert "no-store" in answer["Cache-Control"]
    content = b"".join(answer.streaming_content)
    assert len(content) == one.package_size and zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_the_court_cannot_open_the_case_behind_the_hand_off(sent, court, client):
    one = sent()
    assert get(client, court, "case", one.dispute.reference).status_code == 404
    assert get(client, court, "feed", one.dispute.reference).status_code == 404


def test_the_court_registers_and_answers_on_its_own_pages(sent, court, client):
    one = sent()
    answer = step(client, court, one, "acknowledge", docket_number="（2026）粤0104民初5号")
    assert answer.status_code == 302 and answer.url == reverse("disputes:court_handoff", args=[one.pk])
    a, b = one.dispute.parties.order_by("side")
    today = timezone.localdate().isoformat()
    facts = {
        "result": "withdrawn",
        "ruling": "（2026）粤0104民初5号之一",
        "on": today,
        f"served_{a.pk}": today,
    }
    rehearsed = step(client, court, one, "record_result", **facts)
    assert rehearsed.status_code == 200 and HandOff.objects.get(pk=one.pk).stage == "acknowledged"
    assert (
        step(client, court, one, "record_result", confirmed=one.dispute.reference[-4:], **facts).status_code
        == 302
    )
    one = HandOff.objects.get(pk=one.pk)
    assert one.stage == "withdrawn" and one.served == {str(a.pk): today}
    answer = step(client, court, one, "serve_result", party=b.pk, on=today, proof="回证2号")
    assert answer.status_code == 302 and HandOff.objects.get(pk=one.pk).received_on(b).isoformat() == today


def test_a_day_that_cannot_be_is_named_and_nothing_happens(registered, court, client):
    one = registered()
    a = one.dispute.parties.get(side="A")
    facts = {"result": "judged", "ruling": "1", "on": "2020-01-02", f"served_{a.pk}": "2020-01-01"}
    answer = step(client, court, one, "record_result", confirmed=one.dispute.reference[-4:], **facts)
    assert answer.status_code == 422 and f"served_{a.pk}" in answer.context["form"].errors
    assert HandOff.objects.get(pk=one.pk).stage == "acknowledged"


def test_a_return_needs_its_reason(sent, court, client):
    one = sent()
    assert step(client, court, one, "return_file", reason="").status_code == 422
    assert step(client, court, one, "return_file", reason="缺送达回证").status_code == 302
    assert HandOff.objects.get(pk=one.pk).stage == "returned"


def test_another_court_cannot_reach_the_step_page(sent, elsewhere, client):
    assert step(client, elsewhere, sent(), "acknowledge", docket_number="1").status_code == 404


def test_the_clerk_sends_from_the_case(handoff, clerk, client):
    one = handoff()
    assert "_handoff.html" in [
        t.name.rpartition("/")[2] for t in get(client, clerk, "case", one.dispute.reference).templates
    ]
    assert step(client, clerk, one, "send").status_code == 302
    assert HandOff.objects.get(pk=one.pk).stage == "sent"


def test_the_inbox_is_paged_by_a_cursor_at_the_same_few_queries(
    handoff, court, client, django_assert_max_num_queries
):
    for n in range(120):
        handoff("suit", "A", "judged", sent_on=dt.date(2026, 1, 1) + dt.timedelta(days=n // 4))
    seen, after = [], ""
    while True:
        client.force_login(court)
        with django_assert_max_num_queries(8):
            page = client.get(reverse("disputes:court"), {"tab": "all", "after": after})
        seen += [one.pk for one in page.context["handoffs"]]
        after = page.context["after"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 120 and seen == sorted(seen)


@pytest.mark.parametrize("after", ["x", "2026-13-01,1", "2026-01-01,x", ",", "2026-01-01"])
def test_a_broken_cursor_starts_at_the_beginning(sent, court, client, after):
    one = sent()
    assert [found.pk for found in get(client, court, "court", after=after).context["handoffs"]] == [one.pk]


def test_a_confirmation_is_filed_from_the_case_page(case, worker, client):
    client.force_login(worker)
    url = reverse("disputes:begin", args=[case.reference, "handoff", "file"])
    answer = client.get(url)
    assert answer.status_code == 200 and answer.context["refused"]
    assert client.post(url, {"way": "suit.award.1", "reason": "x"}).status_code == 422


def test_a_court_sees_in_its_hand_offs_only_its_own(sent, court, higher, elsewhere, stranger):
    one, other = sent("suit"), sent("set_aside", "B")
    seen = {
        user.username: set(HandOff.objects.visible_to(user).values_list("pk", flat=True))
        for user in (court, higher, elsewhere, stranger)
    }
    assert seen == {"court": {one.pk}, "higher": {other.pk}, "elsewhere": set(), "stranger": set()}
    assert perform(one, "acknowledge", by=court, docket_number="1")


def test_the_inbox_says_by_when_the_court_has_to_answer(sent, court, client):
    """Its own next day, and only while it runs; what binds the parties is not the court's day."""
    suit = sent("suit", "A")
    row = Deadline.objects.get(code="handoff.court_filing", record_id=suit.pk)
    page = get(client, court, "court")
    assert [one.due for one in page.context["handoffs"]] == [row]
    assert f"{row.due_on.year}年{row.due_on.month}月{row.due_on.day}日" in page.content.decode()
    perform(suit, "acknowledge", by=court, docket_number="（2026）粤0104民初1号")
    assert [one.due for one in get(client, court, "court").context["handoffs"]] == [None]
