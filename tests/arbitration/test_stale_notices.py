"""A notice of what is over lies to be served no longer: an earlier hearing, or a case that has ended (CR-20, CR-38)."""

import pytest

from disputes.acts import perform
from disputes.models import CaseTask, Service
from tests.arbitration.transitions import laid, slot

pytestmark = [pytest.mark.django_db, pytest.mark.standing("laid_down")]


@pytest.fixture
def laid_down(walk):
    walk.file()
    walk.accept()
    walk.prepare()
    walk.schedule()
    return walk


def waiting(walk, code):
    return Service.objects.filter(dispute=walk.dispute, paper__code=code, stage__in=("due", "returned"))


def test_the_notice_of_the_old_day_is_not_served_beside_that_of_the_new(laid_down):
    assert waiting(laid_down, "D19").count() == 2
    laid_down.step("postpone", laid_down.cast.presiding, **slot(7)(laid_down), reason="有其他任务")
    left = waiting(laid_down, "D19")
    day = laid_down.case.hearing_on.isoformat()
    assert left.count() == 2 and all(row.paper.data["starts_at"].startswith(day) for row in left)


@pytest.mark.parametrize(
    ("step", "by", "facts"),
    [
        ("suspend", "director", {"ground": "injury", "reason": "等待认定"}),
        ("settle", "presiding", {"result": [{"text": "支付", "amount": "1.00"}]}),
        ("withdraw", "worker", {"reason": "已和解"}),
        ("cancel", "director", {"reason": "受理有误"}),
    ],
)
def test_nobody_is_summoned_to_a_hearing_that_is_not_held(laid_down, step, by, facts):
    laid_down.step(step, getattr(laid_down.cast, by), **facts)
    assert not waiting(laid_down, "D19").exists()


def test_who_did_not_get_the_notice_of_a_hearing_that_was_is_not_sent_it_after_the_case_ended(laid_down):
    copies = Service.objects.filter(dispute=laid_down.dispute, paper__code="D19", party__side="A")
    for copy in copies:
        perform(copy, "prove", by=laid_down.cast.clerk, channel="direct", receipt="签收")
    laid(laid_down)
    laid_down.step("applicant_absent", laid_down.cast.presiding, reason="未到庭")
    assert not waiting(laid_down, "D19").exists() and waiting(laid_down, "D33").exists()
    tasks = CaseTask.objects.open().filter(dispute=laid_down.dispute, code__startswith="ServeFlow")
    assert tasks.count() == Service.objects.filter(dispute=laid_down.dispute, stage="due").count()
