"""Whom each row of docs/law.md 4.5 and 10.4 leaves out is told why, in words and with the article."""

import pytest

from arbitration.models import Arbitration
from disputes.acts import NotLawful, begin
from disputes.models import Dispute, HandOff
from disputes.models.handoff import candidates
from tests.court.rows import row
from tests.court.test_awards import before_court, cast, clock, file, final, open_award, room, today, walk
from tests.court.test_rows_awards import move
from tests.court.test_rows_enforcement import statement

pytestmark = pytest.mark.standing("open_award", "final")

__all__ = ["cast", "clock", "final", "open_award", "room", "statement", "walk"]


def refusals(record, ground, user):
    """The words a party reads that goes this way all the same."""
    dispute = Dispute.objects.get(pk=record.dispute_id)
    on = (record._meta.model_name, record.pk)
    fresh = next(o for o in candidates(dispute, user) if o.ground == ground and o.rests_on == on)
    with pytest.raises(NotLawful) as refused:
        begin(fresh, "file", by=user, reason="请求与理由")
    return " ".join(map(str, refused.value.reasons)), str(refused.value)


def holds(record, ground, user, words, law):
    said, whole = refusals(record, ground, user)
    assert words in said and law in whole, (said, whole)


@row("4.5/01")
def test_on_a_non_final_award_nobody_asks_to_set_aside(open_award, employer):
    holds(
        open_award, "set_aside", employer, "只有终局裁决可以申请撤销；对本裁决，双方均可起诉", "AL-49, AL-50"
    )


@row("4.5/01", "10.4/01")
def test_after_the_fifteen_days_the_worker_is_told_of_them(open_award, worker, clock):
    move(clock, 2026, 5, 7)
    holds(open_award, "suit", worker, "十五日的起诉期限已过", "AL-48, AL-50")


@row("4.5/02", "4.5/03", "4.5/07", "10.4/02")
def test_of_a_final_award_each_side_is_told_that_the_other_way_is_not_its_own(final, worker, employer):
    holds(final, "suit", employer, "用人单位不能就终局裁决起诉，可以向中级人民法院申请撤销", "AL-48, AL-49")
    holds(final, "set_aside", worker, "只有用人单位", "AL-48, AL-49")


@row("4.5/03", "10.4/02")
def test_after_the_thirty_days_the_employer_is_told_of_them(final, employer, clock):
    move(clock, 2026, 6, 1)
    holds(final, "set_aside", employer, "三十日期限已过", "AL-49")


@row("10.4/02", "10.4/03")
def test_once_the_worker_has_sued_the_employer_is_told_so(final, worker, employer):
    file(final, "suit", worker)
    holds(final, "set_aside", employer, "劳动者已就本裁决起诉", "J1-21")


@row("4.5/05", "10.4/05")
def test_a_dismissed_request_is_not_heard_again(final, employer, clerk, higher):
    before_court(file(final, "set_aside", employer), clerk, higher, "stands", a=today(), b=today())
    holds(final, "set_aside", employer, "三十日期限已过", "AL-49")


@row("4.5/08", "10.4/11")
def test_over_a_refusal_the_employer_does_not_sue(walk, employer):
    walk.file()
    walk.step("refuse", walk.cast.director, ground="scope", reason="不属于受理范围。")
    holds(walk.case, "direct_suit", employer, "法律没有给予该方当事人这一途径", "AL-29")


@row("4.5/09", "10.4/11")
def test_without_delay_nobody_sues_directly(walk, worker, employer):
    walk.file()
    for user in (worker, employer):
        holds(walk.case, "direct_suit", user, "不能作为这一途径的依据", "AL-48")


@row("4.5/10", "4.5/11")
def test_a_statement_in_effect_is_not_sued_on(statement, worker, employer):
    for user in (worker, employer):
        holds(statement, "suit", user, "对已经生效的调解书不能起诉", "J1-11")
    holds(Arbitration.objects.get(), "enforcement", employer, "法律没有给予该方当事人这一途径", "CPL-250")


@row("4.5/12", "10.4/18")
def test_after_the_thirty_days_from_the_refusal_to_enforce_nobody_sues(
    statement, worker, clerk, court, clock
):
    one = file(statement, "enforcement", worker)
    move(clock, 2026, 7, 3)
    before_court(one, clerk, court, "refused", a=today(), b=today())
    move(clock, 2026, 8, 4)
    holds(statement, "suit", worker, "法院裁定不予执行后，双方才可以自收到该裁定之日起三十日内起诉", "J1-24")


@row("4.5/17", "10.4/17")
def test_the_debtor_does_not_enforce_and_the_creditor_not_after_two_years(final, worker, employer, clock):
    holds(final, "enforcement", employer, "法律没有给予该方当事人这一途径", "CPL-250")
    move(clock, 2028, 5, 8)
    holds(final, "enforcement", worker, "申请强制执行的二年期限已过", "CPL-250")


@row("4.5/01", "10.4/01")
def test_what_is_before_the_court_is_not_brought_again(open_award, worker):
    file(open_award, "suit", worker)
    holds(open_award, "suit", worker, "该事项已经提交法院", "J1-4")
    assert HandOff.objects.count() == 1
