"""Serving a paper (送达): ordered, proved, or deemed by law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import clerk, either, operation_of_law, recorder
from disputes.rules.readings import chosen
from disputes.steps import NEW, Stages, guard, step

if TYPE_CHECKING:
    from disputes.models import User

# CR-59, trap 11: never by phone, text or e-mail without consent; CPLI-133: a mediation statement is handed over.
AWARDS = {"D36", "D38", "D39"}
STATEMENTS = {"D37"}


class Stage(models.TextChoices):
    NEW = NEW, _("New")
    DUE = "due", _("To be served")
    SENT = "sent", _("On its way")
    POSTED = "posted", _("Left or posted at the address")
    ANNOUNCED = "announced", _("Announced")
    SERVED = "served", _("Served")
    RETURNED = "returned", _("Came back")
    DROPPED = "dropped", _("No longer to be served")


class Channel(models.TextChoices):
    DIRECT = "direct", _("Handed over")
    COURIER = "courier", _("Arbitration courier")
    ELECTRONIC = "electronic", _("Electronic, with consent")
    POST = "post", _("Registered post")
    ENTRUSTED = "entrusted", _("Through another office")
    SIMPLE = "simple", _("Phone, text or e-mail (simple cases)")


def addressee(service: Any, user: User | None) -> bool:
    """The party itself, opening the paper in its own account."""
    return user is not None and any(
        seat.party_id == service.party_id and seat.user_id == user.pk
        for seat in service.dispute.current_seats
    )


server = either(clerk, recorder)


@guard(
    _("What was handed over or posted is proved by the office; you confirm electronic service."), law="CPL-90"
)
def own_receipt_is_electronic(service: Any) -> bool:
    """Nobody chooses the day on which his own time limits begin."""
    act = service.act
    return (
        not act.facts or act.by is None or server(service, act.by) or act.facts.get("channel") == "electronic"
    )


@guard(_("Awards and mediation statements are never served by phone, text or e-mail."), law="CR-59")
def fit_for_channel(service: Any) -> bool:
    return not (service.act.facts.get("channel") == Channel.SIMPLE and service.about in AWARDS | STATEMENTS)


@guard(_("The party has not agreed to electronic service."), law="CPL-90")
def consents_if_electronic(service: Any) -> bool:
    return service.act.facts.get("channel") != Channel.ELECTRONIC or service.party.electronic_service


@guard(
    _("A mediation statement sent to the account is signed for by the party itself."), law="AL-42, CPLI-133"
)
def statement_is_signed_for(service: Any) -> bool:
    act = service.act
    electronic = service.about in STATEMENTS and act.facts.get("channel") == Channel.ELECTRONIC
    return not electronic or addressee(service, act.by)


@guard(_("Phone, text and e-mail serve in a case that is handled simply alone."), law="CR-59")
def simple_service_in_a_simple_case(service: Any) -> bool:
    """What an arbitration serves; awards and statements never, whatever the handling (`fit_for_channel`)."""
    if service.act.facts.get("channel") != Channel.SIMPLE or service.about in AWARDS | STATEMENTS:
        return True
    return getattr(service.paper.record, "mode", "simple") == "simple"


def beside(service: Any) -> Any:
    """What the same office has on its way to the same party besides: it may be received with this one."""
    rows = type(service)._default_manager.filter(
        dispute=service.dispute_id, party=service.party_id, office=service.office_id
    )
    waiting = rows.exclude(pk=service.pk).exclude(stage__in=[Stage.NEW, Stage.SERVED, Stage.DROPPED])
    return waiting.select_related("paper", "party").order_by("pk")


@guard(_("Choose papers that this office still has to serve on the same party."), law="CR-20")
def received_with_it(service: Any) -> bool:
    also = service.act.facts.get("also", ())
    return not also or {*also} <= {one.pk for one in beside(service)}


@guard(_("A mediation statement goes to the party in person; it cannot be left at the door."), law="CPLI-133")
def may_be_left(service: Any) -> bool:
    return service.about not in STATEMENTS


WHY_LEFT = {
    "refused": _("The addressee refused to take it"),
    "closed": _("The employer has stopped business, and ten or more workers are concerned"),
}


@guard(_("Photos or a video of it are needed; add them to the case first, then choose them."), law="CR-20")
def leaving_is_pictured(service: Any) -> bool:
    facts = service.act.facts
    return not facts or bool(facts.get("media"))


@guard(_("Say why it is left: the addressee refused it, or the employer has stopped business."), law="CR-20")
def says_why_it_is_left(service: Any) -> bool:
    facts = service.act.facts
    return not facts or facts.get("why") in WHY_LEFT


@guard(
    _(
        "Because business has stopped a paper is left only where ten or more workers claim together; else announce it."
    ),
    law="CR-20",
)
def closed_down_on_many(service: Any) -> bool:
    if service.act.facts.get("why") != "closed":
        return True
    return not service.party.worker and service.dispute.collective


@guard(_("Nothing came back yet: say why the party cannot be reached in another way."), law="CPL-95")
def other_ways_failed(service: Any) -> bool:
    facts = service.act.facts
    return not facts or service.stage == Stage.RETURNED or bool(str(facts.get("reason") or "").strip())


POSTAL = {Channel.COURIER, Channel.POST}
WHY_RETURNED = {
    "wrong": _("The address it had confirmed was not right"),
    "moved": _("The address changed, and it told nobody"),
    "refused": _("It, or the recipient it named, refused to take it"),
}
RETURNED_POST = "CR-20, 法释〔2004〕13号-11"


@guard(
    _("This committee does not count what came back as served; serve it in another way."), law=RETURNED_POST
)
def what_came_back_counts(service: Any) -> bool:
    return chosen("returned_post", service.office.settings) == "served"


@guard(
    _("It was not sent to an address that this party itself had confirmed before; serve it in another way."),
    law=RETURNED_POST,
)
def sent_to_the_confirmed_address(service: Any) -> bool:
    """The one warned by the confirmation (D05) is the one it counts against, and only for what was sent after it; what
    somebody confirmed who was entered for the party by mistake warned nobody.
    """
    from disputes.models import DocketEntry, Seat

    if service.channel not in POSTAL or not service.party.postal_address:
        return False
    if not service.act.facts:
        return True
    entries = DocketEntry.objects.filter(dispute=service.dispute_id)
    sent = entries.filter(
        record_type="service", record_id=service.pk, step__in=("service.send", "service.post")
    ).latest("pk")
    seats = Seat.objects.filter(dispute=service.dispute_id, party=service.party_id)
    theirs = Q(party=service.party_id) | Q(party=None, by__in=seats.values("user"))
    confirmed = entries.filter(theirs, step="dispute.confirm_address", pk__lt=sent.pk)
    return bool(confirmed.exclude(by__in=seats.filter(mistaken=True).values("user")).exists())


@guard(
    _("Say why it came back: a wrong address, a change nobody was told of, or a refusal."), law=RETURNED_POST
)
def says_why_it_came_back(service: Any) -> bool:
    facts = service.act.facts
    return not facts or facts.get("why") in WHY_RETURNED


@guard(_("No courier works with this house; serve in another way."), law="CR-20")
def courier_is_there(service: Any) -> bool:
    return "courier" in settings.CARRIERS


@guard(_("The address of the party is not known; add it, or serve in another way."), law="CR-20")
def address_is_known(service: Any) -> bool:
    return bool(service.party.postal_address or service.party.address)


@guard(_("The time after which the law deems it served is not over."), law="CR-20")
def deemed_time_over(service: Any) -> bool:
    from disputes.models import Deadline

    if (late := getattr(service, "lapsing", None)) is not None:
        return late.due_on <= service.act.on
    codes = ["service.posting", "service.announcement"]
    rows = Deadline.objects.running().filter(dispute=service.dispute_id, record_id=service.pk, code__in=codes)
    return rows.filter(due_on__lte=service.act.on).exists()


@guard(
    _("Nobody who was entered wrongly in this party's place received it: end that place first, and only what reached that account or the address it gave is served anew."),
    law="CR-20, CR-29",
)  # fmt: skip
def reached_the_wrong_person(service: Any) -> bool:
    """In the account, or at the address the account gave; not what a representative of the party took itself."""
    from disputes.models import DocketEntry

    was_there = {one.pk: one.user_id for one in service.dispute.every_seat if one.mistaken and one.party_id == service.party_id}  # fmt: skip
    if not was_there:
        return False
    docket = DocketEntry.objects.filter(dispute=service.dispute_id)
    proof = docket.filter(record_type="service", record_id=service.pk, target=Stage.SERVED).latest("pk")
    ended = docket.filter(step="dispute.unseat", party=service.party_id, pk__gt=proof.pk)
    wrong = {was_there[entry.facts["seat"]] for entry in ended}
    if service.channel == Channel.ELECTRONIC:
        others = {one.user_id for one in service.dispute.every_seat if one.party_id == service.party_id}
        return bool(wrong) and proof.by_id not in others - wrong
    told = docket.filter(step="dispute.confirm_address", by__in=wrong, pk__lt=proof.pk)
    return service.channel != Channel.DIRECT and told.exists()


@guard(_("What this paper tells is over, or took effect; it is not served any more."), law="CR-20")
def is_still_of_use(service: Any) -> bool:
    """The record whose paper it is says so (`can_be_served`)."""
    record = service.paper.record
    return not hasattr(record, "can_be_served") or record.can_be_served(service.about)


class ServiceLifecycle(models.Model):
    stage = Stages(Stage)
    channel = models.CharField(_("Channel"), max_length=12, choices=Channel, blank=True, editable=False)
    served_on = models.DateField(_("Served on"), null=True, editable=False)
    receipt = models.CharField(_("Receipt"), max_length=120, blank=True, editable=False)
    attempt = models.PositiveSmallIntegerField(default=0, editable=False)  # how often a courier took it
    tracking = models.CharField(_("Tracking number"), max_length=40, blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)  # when the courier was last asked after it
    arrived_at = models.DateTimeField(_("Arrived in the account"), null=True, editable=False)
    opened_at = models.DateTimeField(_("Opened by the party"), null=True, editable=False)
    confirmed = models.BooleanField(_("Receipt confirmed"), default=False, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.NEW,
        target=Stage.DUE,
        law="CR-20",
        by=operation_of_law,
        title=_("To be served"),
        audience="side",
        meaning=_("A paper has to be handed to this party; the office sees to it."),
    )
    def order(self, on: date) -> None:
        """The step that made the paper wants it served."""

    @step(
        source=[Stage.DUE, Stage.SENT, Stage.POSTED, Stage.ANNOUNCED, Stage.RETURNED], target=Stage.SERVED, law="CR-20",
        by=either(server, addressee, operation_of_law), when=[fit_for_channel, simple_service_in_a_simple_case, consents_if_electronic, own_receipt_is_electronic, statement_is_signed_for, received_with_it], title=_("Service proved"),
        unwritten={"also"},
        meaning=_("It is proved that this party received the paper; time limits that hang on it run from this day."),
    )  # fmt: skip
    def prove(
        self, on: date, channel: str = Channel.DIRECT, receipt: str = "", proof: str = "", also: Sequence[int] = ()
    ) -> None:  # fmt: skip
        """The day on the receipt is the day of service (CR-20(1)); electronic: the day of arrival, whenever it is noted
        (CPL-90). For a mediation statement the party signs, and that day counts (AL-42).

        `also` are the keys of services proved by the same receipt, each in its own entry.
        """
        arrived = channel == Channel.ELECTRONIC and self.arrived_at and self.about not in STATEMENTS  # type: ignore[attr-defined]
        self.served_on = timezone.localdate(self.arrived_at) if arrived else on
        self.channel, self.receipt = channel, receipt
        self.confirmed = channel != Channel.SIMPLE or bool(proof)

    @step(
        source=[Stage.DUE, Stage.RETURNED], target=Stage.SENT, law="CR-20", by=server, when=[courier_is_there, address_is_known],
        title=_("Give it to the courier"),
        meaning=_("The paper is on its way to the address of the party; what the courier reports is recorded by itself."),
    )  # fmt: skip
    def send(self, on: date) -> None:
        """The arbitration courier (GD): its receipt proves service, its return leads to another way."""
        self.attempt, self.tracking, self.asked_at = self.attempt + 1, "", None
        self.channel = Channel.COURIER.value

    @step(
        source=[Stage.DUE, Stage.RETURNED], target=Stage.SENT, law="CR-20", by=server, when=[address_is_known],
        title=_("Sent by registered post"),
        meaning=_("The paper is on its way to the address of the party; the office writes down what its receipt says."),
    )  # fmt: skip
    def post(self, on: date, tracking: str) -> None:
        """By mail the office brought away itself (CR-20(3)): the day on its receipt is the day of service."""
        self.channel, self.tracking = Channel.POST.value, tracking

    @step(
        source=[Stage.DUE, Stage.RETURNED], target=Stage.POSTED, law="CR-20", by=server,
        when=[may_be_left, says_why_it_is_left, leaving_is_pictured, closed_down_on_many],
        title=_("Left or posted at the address"),
        meaning=_("The paper was left or posted at the address with a record; this counts as a way of service."),
    )  # fmt: skip
    def leave(self, on: date, witnesses: str, media: str = "", why: str = "") -> None:
        """Refused, or closed down with ten or more workers: photo or video; deemed served after 3 working days.

        `why` is a key of `WHY_LEFT`.
        """
        self.receipt = witnesses

    @step(
        source=[Stage.DUE, Stage.RETURNED], target=Stage.ANNOUNCED, law="CPL-95", by=server,
        when=[may_be_left, other_ways_failed],
        title=_("Service by announcement"), grave=True,
        meaning=_("The party could not be found, so the paper was announced publicly; it counts as served after the legal time."),
    )  # fmt: skip
    def announce(self, on: date, where: str, reason: str = "") -> None:
        """Other ways failed, for the reason the announcement states: deemed served 30 days after it."""
        self.receipt = where

    @step(
        source=[Stage.DUE, Stage.SENT],
        target=Stage.RETURNED,
        law="CR-20",
        by=either(server, operation_of_law),
        title=_("Service failed"),
        meaning=_("The paper could not be delivered; the office tries another lawful way."),
    )
    def fail(self, on: date, reason: str) -> None:
        self.receipt = reason

    @step(
        source=[Stage.DUE, Stage.RETURNED], target=Stage.DROPPED, law="CR-9, CR-20, CR-38", by=operation_of_law,
        title=_("No longer to be served"), audience="side",
        meaning=_("What it tells is over: the case ended here, the hearing is on another day, or a counterclaim was taken back."),
    )  # fmt: skip
    def drop(self, on: date) -> None:
        """What is under way already is proved as always."""

    @step(
        source=Stage.SERVED, target=Stage.DUE, law="CR-20, CR-29", by=server, grave=True,
        when=[reached_the_wrong_person, is_still_of_use], title=_("Serve anew what reached the wrong person"),
        meaning=_("The paper had reached somebody who is not this party; it is served anew, and time runs from that service."),
    )  # fmt: skip
    def serve_anew(self, on: date, reason: str) -> None:
        """The earlier proof stays in the docket and the file, and counts no more."""
        self.served_on, self.opened_at, self.confirmed = None, None, False
        self.channel, self.receipt, self.tracking = "", "", ""
        self.arrived_at = timezone.now() if self.reaches_an_account else None  # type: ignore[attr-defined]

    @step(
        source=Stage.RETURNED, target=Stage.SERVED, law="CR-20", by=server, grave=True,
        when=[may_be_left, what_came_back_counts, sent_to_the_confirmed_address, says_why_it_came_back],
        title=_("Came back from the confirmed address: deemed served"),
        meaning=_("The party had confirmed this address and what follows: the paper counts as served on the day it came back."),
    )  # fmt: skip
    def deem_returned(self, on: date, why: str) -> None:
        """The day on which it came back is the day of service, whenever that is noted (法释〔2004〕13号 11, CR-20(3)).

        `why` is a key of `WHY_RETURNED`.
        """
        from disputes.models import DocketEntry

        came_back = DocketEntry.objects.filter(
            dispute=self.dispute_id,
            record_type="service",
            record_id=self.pk,
            step="service.fail",  # type: ignore[attr-defined]
        )
        self.served_on = came_back.latest("pk").on
        self.confirmed = True

    @step(
        source=[Stage.POSTED, Stage.ANNOUNCED], target=Stage.SERVED, law="CR-20, CPL-95", by=operation_of_law,
        when=[deemed_time_over], title=_("Deemed served"),
        meaning=_("The legal time is over: the paper counts as served although nobody signed for it."),
    )  # fmt: skip
    def deem(self, on: date) -> None:
        self.served_on = on
        self.confirmed = True
