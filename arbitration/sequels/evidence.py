"""Catalogues, opinions and the table of facts, kept as rows beside the docket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from arbitration.models import ElementSaid, Exhibit, Opinion
from disputes.acts import sequel
from disputes.models import Paper

if TYPE_CHECKING:
    from disputes.models import DocketEntry


@sequel("arbitration.offer_evidence")
def into_the_catalogue(entry: DocketEntry) -> None:
    """Numbered on through the side, whichever of its parties offers."""
    record, party = entry.record, entry.record.speaking
    end = record.evidence_until
    papers = {str(paper.ref): paper for paper in Paper.objects.filter(dispute=entry.dispute)}
    last = record.exhibits.filter(side=party.side).aggregate(n=Max("number"))["n"] or 0
    Exhibit.objects.bulk_create(
        Exhibit(
            arbitration=record, party=party, side=party.side, number=number, paper=papers[item["paper"]],
            title=item["title"], pages=item.get("pages", ""), proves=item["proves"], offered_on=entry.on,
            late=end is not None and entry.on > end, why_late=entry.facts.get("why_late", ""),
        )
        for number, item in enumerate(entry.facts["items"], last + 1)
    )  # fmt: skip


@sequel("arbitration.withdraw_evidence")
def out_of_the_catalogue(entry: DocketEntry) -> None:
    Exhibit.objects.filter(pk=entry.facts["exhibit"]).update(withdrawn_on=entry.on)


@sequel("arbitration.give_opinions")
def opinions_are_kept(entry: DocketEntry) -> None:
    for said in entry.facts["opinions"]:
        facts = {name: bool(said[name]) for name in ("authentic", "lawful", "relevant")}
        Opinion.objects.update_or_create(
            exhibit_id=said["exhibit"], party=entry.record.speaking,
            defaults={**facts, "text": said.get("text", ""), "given_on": entry.on},
        )  # fmt: skip


@sequel("arbitration.rule_on_evidence")
def rulings_are_kept(entry: DocketEntry) -> None:
    for said in entry.facts["rulings"]:
        row = Exhibit.objects.get(pk=said["exhibit"])
        row.admitted, row.reason = said["admitted"], said.get("reason", "")
        row.reprimanded = bool(said.get("reprimand"))
        row.save(update_fields=["admitted", "reason", "reprimanded"])


@sequel("arbitration.state_elements")
def statements_are_kept(entry: DocketEntry) -> None:
    """Other words than before take the answers to them away: nobody agrees to what was not read."""
    record, party = entry.record, entry.record.speaking
    for item in entry.facts["items"]:
        where = {"arbitration": record, "claim_id": item["claim"], "code": item["code"]}
        before = ElementSaid.objects.filter(**where, side=party.side).first()
        if before is not None and before.text == item["text"]:
            continue
        ElementSaid.objects.filter(**where).delete()
        ElementSaid.objects.create(**where, side=party.side, party=party, text=item["text"], said_on=entry.on)


@sequel("arbitration.answer_elements")
def answers_are_kept(entry: DocketEntry) -> None:
    record, party = entry.record, entry.record.speaking
    for item in entry.facts["items"]:
        ElementSaid.objects.update_or_create(
            arbitration=record, claim_id=item["claim"], code=item["code"], party=party,
            defaults={
                "side": party.side, "agrees": bool(item["agrees"]), "text": item.get("text", ""), "said_on": entry.on,
            },
        )  # fmt: skip
