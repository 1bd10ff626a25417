from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from arbitration.finality import ground
from arbitration.lifecycle.guards.preparing import respondents, windows
from arbitration.shares import total
from arbitration.volumes import barring, gaps_left, of_others, unprinted
from disputes.models import DocketEntry, HandOff, Service
from disputes.rules import finality
from disputes.rules.wages import WageUnknown, minimum_wage
from disputes.steps import guard

if TYPE_CHECKING:
    from collections.abc import Callable

SUSPENSION = {
    "died": _("A worker died; the heirs must say whether they go on"),
    "incapable": _("A worker lost capacity and has no legal agent yet"),
    "ended": _("The employer has ended and nobody has taken over its rights and duties"),
    "force_majeure": _("A party cannot take part because of force majeure"),
    "other_case": _("The case depends on another case that is still open"),
    "injury": _("The result of work-injury recognition, grading or another appraisal is awaited"),
    "other": _("Another ground that makes the case stand still"),
}


@guard(_("This is not one of the grounds for suspension."), law="CR-47")
def ground_in_the_rules(arbitration: Any) -> bool:
    ground = arbitration.act.facts.get("ground")
    return ground is None or ground in SUSPENSION


@guard(_("The time was extended once; it cannot be extended again."), law="CR-45")
def not_extended_before(arbitration: Any) -> bool:
    return arbitration.extended_on is None


@guard(_("The extension must be approved before the 45 days are over."), law="AL-43, CR-45")
def before_the_last_day(arbitration: Any) -> bool:
    running = windows(arbitration, "arbitration.award").open()
    return running.filter(raw_due__gte=arbitration.act.on).exists()


@guard(_("A representative needs special powers to withdraw, settle or change claims."), law="AL-24, CR-63")
def may_dispose_of_claims(arbitration: Any) -> bool:
    user = arbitration.act.by
    if user is None:
        return True
    own = [seat for seat in arbitration.dispute.seats_of(user) if seat.side in "AB"]
    return any(seat.role == "party" or seat.special_powers for seat in own)


@guard(
    _("In a collective case the workers represented must consent in writing; name the paper."), law="CR-63"
)
def collective_consents(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    return not arbitration.dispute.collective or not facts or bool(facts.get("consent"))


def several_apply(arbitration: Any) -> bool:
    """Two or more applicants whose consent a paper shows; ten or more workers too (CR-63)."""
    dispute = arbitration.dispute
    return dispute.collective or sum(party.side == "A" for party in dispute.parties.all()) > 1


def _others_consent(arbitration: Any) -> bool:
    """Of two to nine applicants the others; of ten or more `collective_consents` asks."""
    asked = not arbitration.dispute.collective and several_apply(arbitration)
    return not asked or bool(arbitration.act.facts.get("consent"))


@guard(
    _("There are several applicants, and one alone cannot withdraw for the others: name the paper by which they consent."),
    law="CR-35",
)  # fmt: skip
def other_applicants_consent(arbitration: Any) -> bool:
    """Each disposes of its own application; this step ends the case of all."""
    return not arbitration.act.facts or _others_consent(arbitration)


@guard(
    _("There are several applicants: to replace a claim of all, name the paper by which the others consent, or add yours."),
    law="CR-44",
)  # fmt: skip
def others_consent_to_replace(arbitration: Any) -> bool:
    """Each disposes of its own; a claim that is added takes nothing from the others."""
    return arbitration.act.facts.get("instead") is None or _others_consent(arbitration)


def counterclaims(arbitration: Any) -> set[int]:
    """The counterclaims that were joined and are not decided yet (CR-36)."""
    return _undecided(arbitration, "B")


def own_claims(arbitration: Any) -> set[int]:
    """The applicant's claims that are not decided yet."""
    return _undecided(arbitration, "A")


def theirs(arbitration: Any) -> Callable[[str], bool]:
    """Whether a counterclaim of these words is of the party that acts: of several respondents of the one that filed it."""
    acting, dispute = arbitration.act.by, arbitration.dispute
    ours = dispute.party_of(acting) if acting is not None else None
    if ours is None or len(respondents(arbitration)) < 2:
        return lambda text: True
    rows = DocketEntry.objects.filter(dispute=dispute.pk, step="arbitration.file_counterclaim")
    filed = {entry.facts.get("text"): entry.party or dispute.party_of(entry.by) for entry in rows if entry.by}
    return lambda text: filed.get(text) in (None, ours)


def own_counterclaims(arbitration: Any) -> set[int]:
    """Those of the party that acts which were joined and are not decided yet."""
    is_theirs, found = theirs(arbitration), counterclaims(arbitration)
    return {
        claim.pk for claim in arbitration.dispute.claims.all() if claim.pk in found and is_theirs(claim.text)
    }


def own_one_waits(arbitration: Any) -> bool:
    return bool(arbitration.counterclaim) and theirs(arbitration)(arbitration.counterclaim["text"])


def _undecided(arbitration: Any, side: str) -> set[int]:
    claims = arbitration.dispute.claims.all()
    found = {claim.pk for claim in claims if claim.side == side and not claim.dropped}
    return found - arbitration.decided_claims if found and arbitration.pk else found


@guard(_("A counterclaim was joined and is heard all the same: withdraw your own claims alone."), law="CR-36")
def no_counterclaim_to_hear(arbitration: Any) -> bool:
    return not counterclaims(arbitration)


@guard(
    _("A counterclaim was joined: hear it in default; the applicant's own claims count as withdrawn."),
    law="CR-36, CR-39",
)
def no_counterclaim_to_hear_in_default(arbitration: Any) -> bool:
    return not counterclaims(arbitration)


@guard(
    _("No counterclaim stands in this case; what the applicant does concerns the whole case."), law="CR-36"
)
def counterclaim_to_hear(arbitration: Any) -> bool:
    return bool(counterclaims(arbitration))


@guard(_("You have no counterclaim in this case that waits for a decision."), law="CR-36")
def own_counterclaim_stands(arbitration: Any) -> bool:
    return own_one_waits(arbitration) or bool(own_counterclaims(arbitration))


def _others_stand(arbitration: Any) -> bool:
    """Whether anything is left to be heard without the counterclaim of the party that acts."""
    waiting = arbitration.counterclaim and not own_one_waits(arbitration)
    more = counterclaims(arbitration) - own_counterclaims(arbitration)
    return bool(own_claims(arbitration) or more or waiting or arbitration.change)


@guard(
    _("Nothing else is left to be heard: withdraw the counterclaim as the last claim of the case."),
    law="CR-35, CR-36",
)
def something_else_to_hear(arbitration: Any) -> bool:
    """Without a counterclaim of the party the other refusal says all."""
    stands = own_one_waits(arbitration) or own_counterclaims(arbitration)
    return not stands or _others_stand(arbitration)


@guard(_("Other claims are still to be heard: withdraw your counterclaim alone."), law="CR-36")
def nothing_else_to_hear(arbitration: Any) -> bool:
    return not _others_stand(arbitration)


@guard(_("No claim of the applicant is left to be withdrawn."), law="CR-35")
def own_claims_stand(arbitration: Any) -> bool:
    """Without a counterclaim the other refusal says all."""
    return not counterclaims(arbitration) or bool(own_claims(arbitration))


@guard(
    _("The committee goes on until a court has filed the suit over the delay; name its number."), law="CR-48"
)
def court_has_the_case(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    overdue = arbitration.overdue_on is not None
    return overdue and (not facts or bool(facts.get("court_number") or arbitration.court_number))


@guard(
    _("Say for each claim what is awarded; a money claim needs its sum, 0 if it is dismissed."),
    law="CR-50, CR-53",
)
def award_items_count(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    if not facts:
        return True
    claims = {claim.pk: claim for claim in arbitration.dispute.claims.all() if not claim.dropped}
    items = facts.get("items") or []
    return bool(items) and all(_complete(item, claims) for item in items)


@guard(_("A claim among these was decided before; leave it out."), law="CR-34, CR-49")
def claims_not_decided_yet(arbitration: Any) -> bool:
    """By an award that stands; one that is heard anew does not (B9-18)."""
    named = {int(item.get("claim", 0)) for item in arbitration.act.facts.get("items") or []}
    return not named or not named & arbitration.decided_claims


def _complete(item: dict[str, Any], claims: dict[int, Any]) -> bool:
    claim = claims.get(int(item.get("claim", 0)))
    if claim is None or not str(item.get("text", "")).strip():
        return False
    awarded = item.get("awarded")
    if shares := item.get("shares"):  # what each of several workers gets of it
        return bool(awarded) and total(shares) == Decimal(str(awarded))
    return claim.kind not in finality.MONEY or awarded not in (None, "")


@guard(_("Name for each claim that is decided at least one article by which it is."), law="AL-46, CR-53")
def award_items_name_articles(arbitration: Any) -> bool:
    """Items from before articles were asked for have none."""
    items = arbitration.act.facts.get("items") or []
    return all(_named(item["articles"]) for item in items if "articles" in item)


def _named(articles: Any) -> bool:
    return bool(articles) and all(isinstance(one, str) and one.strip() for one in articles)


@guard(_("Every claim must be decided, none left out."), law="AL-46, CR-53")
def award_covers_claims(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    if not facts:
        return True
    decided = {int(item.get("claim", 0)) for item in facts.get("items") or []}
    decided |= arbitration.decided_claims
    return {claim.pk for claim in arbitration.dispute.claims.all() if not claim.dropped} <= decided


@guard(_("The case is not being heard anew over an award."), law="B9-18")
def award_heard_anew(arbitration: Any) -> bool:
    return arbitration.reopened_on is not None and arbitration.statement_since is None


@guard(_("The case is not being heard anew over a mediation statement."), law="B9-18")
def statement_heard_anew(arbitration: Any) -> bool:
    return arbitration.statement_since is not None


@guard(_("This case did not end with a mediation statement in effect."), law="B9-18")
def statement_in_effect(arbitration: Any) -> bool:
    return arbitration.effective_on is not None


@guard(_("A court has this case."), law="B9-18")
def no_court_has_the_statement(arbitration: Any) -> bool:
    """Enforcement is no trial of it."""
    rows = HandOff.objects.filter(record_type="arbitration", record_id=arbitration.pk)
    return all(one.ended for one in rows.exclude(ground="enforcement"))


@guard(_("A request waits for a decision already."), law="B9-18")
def statement_not_asked_about_yet(arbitration: Any) -> bool:
    return arbitration.supervision_asked_on is None


@guard(_("Nobody has asked for it; of your own motion have the case heard anew, or leave it."), law="B9-18")
def statement_was_asked_about(arbitration: Any) -> bool:
    return arbitration.supervision_asked_on is not None


AGAINST = {
    "will": _("It was not made of one's own free will"),
    "law": _("What it says is against the law"),
}


@guard(_("Say whether it was made against the will of a party or is against the law."), law="B9-18, AL-42")
def against_will_or_law(arbitration: Any) -> bool:
    ground = arbitration.act.facts.get("ground")
    return ground is None or ground in AGAINST


@guard(_("The minimum wage that the test of finality takes is not known."), law="AL-47")
def wage_is_known(arbitration: Any) -> bool:
    try:
        minimum_wage(*ground(arbitration, arbitration.act.on))
    except WageUnknown:
        return False
    return True


@guard(_("Papers of this file are still being printed. Please try again in a minute."), law="CR-22")
def everything_is_printed(arbitration: Any) -> bool:
    return not unprinted(arbitration)


def _what_bars(arbitration: Any) -> Any:
    return _(
        "The result stands on these papers and no reason stands for them. Please hand them in: %(papers)s"
    ) % {"papers": "、".join(map(str, barring(arbitration)))}


@guard(_what_bars, law="CR-20, CR-22")
def result_is_in_the_file(arbitration: Any) -> bool:
    """The paper that ended the case, its deliberation and the proof that it was served: what is missing of them is handed in."""
    return arbitration.pk is None or not barring(arbitration)


def _what_is_missing(arbitration: Any) -> Any:
    gaps = gaps_left(arbitration, arbitration.act.facts.get("absent") or {})
    return _("The file is not complete. Please hand in, or say why they are missing: %(papers)s") % {
        "papers": "、".join(map(str, gaps))
    }


@guard(_what_is_missing, law="CR-20, CR-22")
def file_is_whole(arbitration: Any) -> bool:
    """Every paper the case had occasion for is there, or the note at the end of the volume says why it is not."""
    absent = arbitration.act.facts.get("absent")
    return absent is None or not gaps_left(arbitration, absent)


@guard(_("Papers of this case are still to be served."), law="CR-21, CR-22")
def all_papers_served(arbitration: Any) -> bool:
    rows = Service.objects.filter(
        dispute=arbitration.dispute.pk, paper__code__in=["D32", "D33", "D34", "D38"]
    )
    return not rows.exclude(of_others(arbitration, "paper__")).exclude(stage="served").exists()
