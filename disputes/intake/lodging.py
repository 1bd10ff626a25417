"""From a complete draft to a filed application: the answers become parties, claims and facts; then the real step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.acts import NotLawful, begin, perform
from disputes.intake.guides import time_facts
from disputes.intake.order import complete, path
from disputes.intake.parties import name_parties, remember, seat_the_filer
from disputes.intake.questions import Question
from disputes.intake.telling import facts_of
from disputes.lifecycle.mandates import stands_elsewhere
from disputes.models import AT_COUNTER, Claim, Dispute, DocketEntry, Draft, Office, User
from disputes.steps import model_named

FIRST_STEP = {"mediation": "apply", "arbitration": "file"}
LONGEST = 300


class Declaration(forms.Form):
    """The last word before filing."""

    declared = forms.BooleanField(
        label=_("What I have written is true, and I know that false statements have consequences in law.")
    )

    def __init__(self, *args: Any, counter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if counter:
            self.fields["declared"].label = _(
                "I have read it to the applicant, who says that it is true and knows that false statements have "
                "consequences in law."
            )


def lodge(draft: Draft, user: User) -> DocketEntry:
    """File the application, once: a second call answers the same receipt.

    Raises `NotLawful` when the law, or a question without answer, stands against it; then nothing is kept.
    """
    with transaction.atomic():
        dispute = Dispute.objects.select_for_update().get(pk=draft.dispute_id)
        draft = Draft.objects.select_related("receipt").get(pk=draft.pk)
        if draft.receipt is not None:
            return draft.receipt
        draft.dispute = dispute
        missing = [question for question in path(draft) if not complete(question, draft, user)]
        if missing:
            raise NotLawful(*[_("Answer first: %(question)s") % {"question": one.title} for one in missing])
        said = {one.slug: _answers(one, draft, user) for one in path(draft)}
        _write(dispute, said, user, at_counter=draft.at_counter)
        draft.receipt = _file(draft, said, user)
        draft.sent_at = timezone.now()
        draft.save(update_fields=["receipt", "sent_at"])
        return draft.receipt


def _file(draft: Draft, said: dict[str, Any], user: User) -> DocketEntry:
    """Open the envelope and take the first step before the chosen office."""
    perform(draft.dispute, "open", by=user)
    kind, _dash, pk = said["before"]["office"].partition("-")
    if draft.at_counter and int(pk) not in user.offices(*AT_COUNTER):
        raise NotLawful(_("At the counter you take applications for your own office: choose it."))
    record = model_named(kind)(dispute=draft.dispute, office=Office.objects.get(pk=pk))
    facts = _time(draft, said["circumstances"]) if kind == "arbitration" else {}
    return begin(record, FIRST_STEP[kind], by=user, **facts)


def _time(draft: Draft, circumstances: dict[str, Any]) -> dict[str, Any]:
    """What limitation will be counted from, as far as it was told (AL-27, CR-27, CR-28)."""
    left = circumstances.get("left_on")
    told = time_facts(draft.answers.get("guides", {}), left.isoformat() if left else "")
    found = {"known_on": circumstances.get("known_on") or left, "time_facts": told}
    return {name: value for name, value in found.items() if value}


def _answers(question: type[Question], draft: Draft, user: User) -> Any:
    """What was answered; of a list, every answer."""
    if question.listed:
        return [row.cleaned_data for _n, row in question.rows(draft, user)]
    form = question.judged(draft, user)
    form.is_valid()
    return form.cleaned_data


def _write(dispute: Dispute, said: dict[str, Any], user: User, *, at_counter: bool) -> None:
    employer = said.get("organisation") or said["employer"]
    dispute.workplace = said["circumstances"]["district"]
    dispute.workplace_address = said["work"]["workplace_address"]
    dispute.employer_seat = employer["seat"] or dispute.workplace
    dispute.collective = "group" in said
    if group := said.get("group"):
        dispute.speakers = {"names": group["speakers"].split("、"), "workers": group["number"]}
    dispute.facts_text = facts_of(said)
    dispute.save(
        update_fields=[
            "workplace",
            "workplace_address",
            "employer_seat",
            "collective",
            "speakers",
            "facts_text",
        ]
    )
    applicant = name_parties(dispute, said)
    dispute.claims.all().delete()
    for facts in said["claims"]:
        Claim.objects.create(
            dispute=dispute, kind=facts["kind"], text=_sentence(facts), amount=facts.get("amount"),
            working=facts["working"],
        )  # fmt: skip
    dispute.papers.update(side="A")
    if at_counter:
        return
    if "agent" in said and stands_elsewhere(dispute, user, "A"):
        raise NotLawful(_("You are the other side of this case by your identity; somebody else must act for the applicant. [AL-24]"))  # fmt: skip
    seat_the_filer(dispute, user, applicant, said)
    if "agent" not in said:
        remember(user, applicant)


def _sentence(facts: dict[str, Any]) -> str:
    """The claim as an application states it, with its sum."""
    sum_ = f"{facts['amount']:.2f}元" if facts.get("amount") is not None else ""
    words = facts["text"].rstrip("。")
    return words[:LONGEST] if not sum_ or sum_ in words else f"{words}{sum_}"[:LONGEST]
