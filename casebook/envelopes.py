"""The editorial envelope of a typical case: a dispute row of its own, whose docket is the editorial history (ADR 7)."""

from __future__ import annotations

from disputes.models import Dispute, Engagement, Office, Post, User

HOUSE = "casebook"


def envelope() -> Dispute:
    """A fresh envelope. It stays a draft of an account nobody can use, has no seats and no engagements:
    nobody enters it as a case, no list of cases and no count of disputes has it."""
    keeper, made = User.objects.get_or_create(
        username=HOUSE, defaults={"name": "典型案例编辑部", "is_active": False}
    )
    if made:
        keeper.set_unusable_password()
        keeper.save(update_fields=["password"])
    return Dispute.objects.create(opened_by=keeper, cause="典型案例")


def desk_for(source: Dispute | None = None) -> Office | None:
    """The office whose editors take care: one that handled the dispute, else one near it, else the province's."""
    desks = list(Office.objects.filter(pk__in=Post.objects.current().filter(role="editor").values("office")))
    if not desks:
        return None
    if source is None:
        return min(desks, key=lambda office: (office.kind != Office.Kind.PROVINCE, office.pk))
    engaged = Engagement.objects.filter(dispute=source).values_list("office", "office__division")
    handled, divisions = {pk for pk, _d in engaged}, {division for _pk, division in engaged}
    cities = {division[:4] for division in divisions}
    return min(
        desks,
        key=lambda office: (
            office.pk not in handled,
            office.division not in divisions,
            office.division[:4] not in cities,
            office.kind != Office.Kind.PROVINCE,
            office.pk,
        ),
    )
