"""Undo or a recorded correction for everything staff do; typed confirmation of what nothing undoes (docs/ux.md 29)."""

import pytest

from arbitration.models import Arbitration
from disputes import steps
from disputes.acts import NotLawful, perform
from disputes.models import Dispute, DocketEntry
from tests.arbitration.walk import walk_to
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("accepted")]


@pytest.fixture
def accepted(walk):
    walk_to("accepted", walk.dispute, walk.cast, walk.clock)
    return Arbitration.objects.get(dispute=walk.dispute)


def page_of(record, step):
    return f"/cases/{record.dispute.reference}/{record._meta.model_name}/{record.pk}/{step}/"


def test_ux_29_staff_type_the_reference_before_what_cannot_be_undone(walk, director, client):
    walk.file()
    walk.step("propose_acceptance", walk.cast.clerk, opinion="建议受理")
    case = walk.case
    client.force_login(director)
    page, word = page_of(case, "accept"), case.dispute.reference[-4:]
    shown = client.post(page, {})
    assert shown.status_code == 200 and word in shown.content.decode()
    for wrong in ("1", "", word[:3], "受理"):
        refused = client.post(page, {"confirmed": wrong})
        assert refused.status_code == 422, wrong
        assert Arbitration.objects.get(pk=case.pk).stage == "received"
    assert "id_confirmed" in refused.content.decode() and "错误：" in refused.content.decode()
    wide = "".join(chr(ord(one) + 0xFEE0) for one in word.lower())
    assert client.post(page, {"confirmed": f" {wide} "}).status_code == 302, "any width, any case"
    assert Arbitration.objects.get(pk=case.pk).stage == "accepted"


def test_ux_29_a_party_confirms_with_one_press(walk, worker, client):
    walk.file()
    case = walk.case
    client.force_login(worker)
    page = page_of(case, "withdraw")
    shown = client.post(page, {"reason": "已经和解"})
    assert shown.status_code == 200 and 'type="hidden" name="confirmed"' in shown.content.decode()
    assert client.post(page, {"reason": "已经和解", "confirmed": "1"}).status_code == 302


def test_ux_29_a_mistaken_record_is_put_right_and_both_stay(accepted, clerk, worker, client):
    dispute = accepted.dispute
    mistaken = (
        DocketEntry.objects.filter(dispute=dispute, by=clerk).exclude(step="dispute.correct_entry").last()
    )
    client.force_login(clerk)
    case = client.get(dispute.get_absolute_url()).content.decode()
    link = f"/cases/{dispute.reference}/dispute/{dispute.pk}/correct_entry/"
    assert f"{link}?names={mistaken.name}" in case
    page = client.get(f"{link}?names={mistaken.name}").content.decode()
    assert f'value="{mistaken.name}" selected' in page
    assert client.post(link, {"names": mistaken.name, "right": "送达日期应为3月3日"}).status_code == 302
    entry = DocketEntry.objects.filter(dispute=dispute).last()
    assert entry.audience == mistaken.audience and entry.step == "dispute.correct_entry"
    assert DocketEntry.objects.get(pk=mistaken.pk).facts == mistaken.facts
    if mistaken.audience == "open":
        client.force_login(worker)
        assert client.get(dispute.get_absolute_url()).content.decode().count("送达日期应为3月3日") == 2


def test_ux_29_every_step_staff_take_is_undone_by_another_or_put_right_as_a_record(accepted, clerk):
    """Whatever the step, its record can be put right by who took it, in every stage in which a step can be taken."""
    found = steps.declared(Dispute, "correct_entry")
    assert found and not found.grave
    for stage in ("open", "closed"):
        assert steps.find(Dispute(stage=stage), "correct_entry")
    own = set(accepted.dispute.correctable(clerk).values_list("step", flat=True))
    taken = set(DocketEntry.objects.filter(dispute=accepted.dispute, by=clerk).values_list("step", flat=True))
    assert own == taken and own


def test_ux_29_nobody_puts_right_what_is_not_theirs(accepted, clerk, director, worker, employer, client):
    dispute = accepted.dispute
    of_the_director = DocketEntry.objects.filter(dispute=dispute, by=director).last()
    names = {"audience": of_the_director.audience, "seq": of_the_director.seq}
    with pytest.raises(NotLawful, match="CR-22"):
        perform(dispute, "correct_entry", by=clerk, names=names, right="x", audience=names["audience"])
    other = person("elsewhere", role="clerk")
    for user in (worker, employer, other):
        client.force_login(user)
        answer = client.post(
            f"/cases/{dispute.reference}/dispute/{dispute.pk}/correct_entry/",
            {"names": of_the_director.name, "right": "x"},
        )
        assert answer.status_code in (403, 404)
    of_the_clerk = DocketEntry.objects.filter(dispute=dispute, by=clerk).last()
    names = {"audience": of_the_clerk.audience, "seq": of_the_clerk.seq}
    perform(dispute, "correct_entry", by=director, names=names, right="更正", audience=names["audience"])


def test_ux_29_a_correction_cannot_carry_a_record_to_other_readers(accepted, director):
    entry = DocketEntry.objects.filter(dispute=accepted.dispute, by=director).last()
    with pytest.raises(NotLawful):
        perform(
            accepted.dispute, "correct_entry", by=director, right="x", audience="caucus_a",
            names={"audience": entry.audience, "seq": entry.seq},
        )  # fmt: skip
