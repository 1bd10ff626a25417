"""From which day a result binds, and how long its file is kept (AL-14, AL-42, AL-47, AL-50, CR-24)."""

import pytest

from disputes.rules import effects
from disputes.rules.periods import due
from tests.law.vectors import on


def test_dt64_a_non_final_award_binds_the_day_after_the_last_window():
    windows = [due("suit", on("2026-04-20")).due, due("suit", on("2026-04-27")).due]
    assert effects.non_final_award(windows) == on("2026-05-13")


def test_dt65_a_final_award_binds_on_the_day_it_is_made():
    assert effects.final_award(on("2026-04-20")) == on("2026-04-20")


def test_dt66_a_mediation_statement_binds_with_the_second_signature():
    assert effects.mediation_statement([on("2026-06-03"), on("2026-06-08")]) == on("2026-06-08")


def test_a_mediation_statement_signed_by_one_side_binds_nobody():
    with pytest.raises(ValueError, match="2"):
        effects.mediation_statement([on("2026-06-03")])


def test_an_agreement_binds_with_the_last_of_four_signatures():
    signed = [on("2026-06-03"), on("2026-06-03"), on("2026-06-04"), on("2026-06-09")]
    assert effects.mediation_agreement(signed) == on("2026-06-09")
    with pytest.raises(ValueError, match="4"):
        effects.mediation_agreement(signed[:3])


def test_dt68_files_are_kept_ten_years_after_an_award_and_five_after_mediation():
    assert effects.keep_until(on("2026-05-13"), "award") == on("2036-05-13")
    assert effects.keep_until(on("2026-06-08"), "mediation") == on("2031-06-08")


def test_an_unknown_way_of_closing_is_refused():
    with pytest.raises(ValueError, match="burning"):
        effects.keep_until(on("2026-05-13"), "burning")
