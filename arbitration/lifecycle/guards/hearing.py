from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards.ending import several_apply
from arbitration.lifecycle.guards.minutes import entries
from arbitration.lifecycle.guards.preparing import last_day, last_day_for_notice
from disputes import access
from disputes.access import Audience
from disputes.models import DocketEntry
from disputes.service import latest_is_proved, served_on
from disputes.steps import guard

DAYS_AWAY = 10


def notified(arbitration: Any, side: str) -> bool:
    """Whether the newest hearing notice was served on every party of the side, with a receipt that carries (trap 10)."""
    parties = [party for party in arbitration.dispute.parties.all() if party.side == side]
    return bool(parties) and all(latest_is_proved(arbitration.dispute, "D19", party) for party in parties)


def notified_in_time(arbitration: Any, side: str) -> bool:
    """The same, and served by the last day for the notice."""
    if not notified(arbitration, side):
        return False
    return _told_in_time(arbitration, [one for one in arbitration.dispute.parties.all() if one.side == side])


def _told_in_time(arbitration: Any, parties: Iterable[Any]) -> bool:
    last = last_day_for_notice(arbitration.hearing_on)
    days = [served_on(arbitration.dispute, "D19", party) for party in parties]
    return all(day is not None and day <= last for day in days)


def _respondents(arbitration: Any) -> dict[int, Any]:
    return {party.pk: party for party in arbitration.dispute.parties.all() if party.side == "B"}


@guard(
    _("Name respondents of this case, and not all of them: if none came, hear the case in default."),
    law="AL-36, CR-39",
)
def one_respondent_came(arbitration: Any) -> bool:
    away = set(arbitration.act.facts.get("stayed_away", ()))
    return not away or away < set(_respondents(arbitration))


@guard(
    _("It is not proved that each who stayed away was served the hearing notice in time."), law="AL-36, CR-39"
)
def who_stayed_away_was_told(arbitration: Any) -> bool:
    respondents = _respondents(arbitration)
    away = arbitration.act.facts.get("stayed_away", ())
    return _told_in_time(arbitration, [respondents[key] for key in away if key in respondents])


@guard(_("The request must be made three working days before the hearing."), law="AL-35, CR-38")
def asked_before_three_days(arbitration: Any) -> bool:
    return arbitration.act.on <= last_day("postponement_request", arbitration.hearing_on)


@guard(_("Nobody has asked to postpone; of its own motion the committee gives its reasons."), law="CR-38")
def asked_or_reasoned(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    return arbitration.asked_on is not None or not facts or bool(facts.get("reason"))


@guard(_("Name ten days at most in all, from today on; for more, ask to postpone with reasons."), law="CR-38")
def few_days_away(arbitration: Any) -> bool:
    """Ten calendar days of a side: the house's own figure, `Office.settings["days_away"]`; no published rule gives one."""
    facts, act = arbitration.act.facts, arbitration.act
    if not facts:
        return True
    since, until = facts["since"], facts["until"]
    if since < act.on or until < since:
        return False
    most: int = arbitration.office.settings.get("days_away", DAYS_AWAY)
    side = arbitration.dispute.side_of(act.by)
    return (until - since).days < most and arbitration.days_away(side, (since, until)) <= most


@guard(_("No request to postpone waits for a decision."), law="CR-38")
def postponement_asked(arbitration: Any) -> bool:
    return arbitration.asked_on is not None


@guard(
    _("A request to postpone the hearing waits: grant it or refuse it with the reason first."),
    law="AL-35, CR-38",
)
def no_postponement_waits(arbitration: Any) -> bool:
    """Nobody is held to have stayed away for no good reason while the reason given in time lies undecided (AL-36)."""
    return arbitration.asked_on is None


@guard(_("Both sides must agree in writing to delegated mediation."), law="CR-70")
def both_sides_agree(arbitration: Any) -> bool:
    """By a paper that shows it, or each here to the same organisation."""
    facts = arbitration.act.facts
    said = arbitration.delegation_agreed
    here = {"A", "B"} <= {side for side, body in said.items() if body == facts.get("body")}
    return not facts or bool(facts.get("consent")) or here


def agreed_on(arbitration: Any, facts: Mapping[str, Any]) -> date | None:
    """The day on which the second side agreed here to that organisation; None where a paper shows it."""
    if facts.get("consent"):
        return None
    rows = DocketEntry.objects.filter(
        dispute=arbitration.dispute.pk, record_type="arbitration", record_id=arbitration.pk,
        step="arbitration.agree_to_delegation",
    )  # fmt: skip
    days = [row.on for row in rows.order_by("pk") if row.facts["body"].strip() == facts.get("body")]
    return days[-1] if days else None


@guard(
    _("The ten working days since both sides agreed are over: hold the hearing, or ask both sides anew."),
    law="CR-70",
)
def consent_still_counts(arbitration: Any) -> bool:
    """They run from the consent, however late the tribunal delegates."""
    act = arbitration.act
    since = agreed_on(arbitration, act.facts) if act.facts else None
    return since is None or act.on <= last_day("delegated_mediation", since)


@guard(_("The hearing has begun; others are asked to mediate before it."), law="CR-70")
def nothing_heard_yet(arbitration: Any) -> bool:
    return not arbitration.sat


@guard(_("Mediation is delegated already."), law="CR-70")
def nobody_delegated_yet(arbitration: Any) -> bool:
    return arbitration.delegated_on is None


@guard(_("No mediation is delegated."), law="CR-70")
def mediation_is_delegated(arbitration: Any) -> bool:
    return arbitration.delegated_on is not None


@guard(_("The day of the hearing has not come."), law="CR-38")
def hearing_day_has_come(arbitration: Any) -> bool:
    return arbitration.hearing_on is not None and arbitration.act.on >= arbitration.hearing_on


@guard(_("Service of the newest hearing notice is not proved on every party."), law="AL-35, CR-38, CR-59")
def notices_proved(arbitration: Any) -> bool:
    """A third person is told as the sides are (AL-23)."""
    third = any(party.side == "T" for party in arbitration.dispute.parties.all())
    return all(notified(arbitration, side) for side in ("A", "B", *("T" if third else "")))


@guard(
    _("It is not proved that the applicant was served the hearing notice in time."), law="AL-36, CR-39, CR-59"
)
def applicant_notified(arbitration: Any) -> bool:
    return notified_in_time(arbitration, "A")


@guard(
    _("Of several applicants one is enough to hear the case: confirm that none of them came, nor a representative of any."),
    law="CR-39",
)  # fmt: skip
def no_applicant_came(arbitration: Any) -> bool:
    """Whoever came has not given up; the application of all is not treated as withdrawn."""
    facts = arbitration.act.facts
    return not facts or not several_apply(arbitration) or facts.get("none_came") is True


@guard(
    _("It is not proved that the respondent was served the hearing notice in time."),
    law="AL-36, CR-39, CR-59",
)
def respondent_notified(arbitration: Any) -> bool:
    return notified_in_time(arbitration, "B")


@guard(_("Deliberation is among the arbitrators alone."), law="CR-22")
def says_in_deliberation(arbitration: Any) -> bool:
    own = access.stream(Audience.DELIBERATION, arbitration)
    return arbitration.act.facts.get("audience", own) in (Audience.DELIBERATION, own)


def bench_of(arbitration: Any) -> list[int]:
    """Who votes, the presiding first; empty where one sits alone."""
    return [arbitration.presiding_id, *arbitration.bench] if arbitration.bench else []


@guard(_("Write down at least one opinion, and for which of them each arbitrator votes."), law="AL-45")
def every_arbitrator_voted(arbitration: Any) -> bool:
    facts, bench = arbitration.act.facts, bench_of(arbitration)
    if not facts or not bench:
        return not facts or not facts.get("votes")
    opinions, votes = facts.get("opinions") or [], facts.get("votes") or {}
    said = [opinion for opinion in opinions if str(opinion).strip()]
    places = set(range(len(said)))
    return set(votes) == {str(key) for key in bench} and set(votes.values()) <= places and bool(said)


@guard(_("Record the deliberation with the vote of every arbitrator who sits now."), law="AL-45")
def votes_are_counted(arbitration: Any) -> bool:
    bench = bench_of(arbitration)
    if not bench or arbitration.pk is None:
        return True
    last = arbitration.deliberations().last()
    heard = entries(arbitration, "arbitration.adjourn").last() if arbitration.sat else None
    if last is None or (heard and last.pk < heard.pk):
        return False
    return set(last.facts.get("votes") or {}) == {str(key) for key in bench}


@guard(_("You have signed for the statement; it cannot be gone back on."), law="AL-42")
def not_signed_yet(arbitration: Any) -> bool:
    acting = arbitration.act.by
    party = arbitration.dispute.party_of(acting) if acting is not None else None
    return party is None or not latest_is_proved(arbitration.dispute, "D37", party)


@guard(_("Not every party has signed for the statement."), law="AL-42")
def statement_served_on_all(arbitration: Any) -> bool:
    parties = arbitration.dispute.parties.all()
    return all(latest_is_proved(arbitration.dispute, "D37", party) for party in parties)
