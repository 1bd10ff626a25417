from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disputes import access
from disputes.lifecycle import DisputeLifecycle
from disputes.lifecycle.identity import IdentitySteps
from disputes.lifecycle.mandates import MandateSteps
from disputes.models.fields import EncryptedJSONField, EncryptedTextField, blind_index
from disputes.models.parties import PartyQuerySet
from disputes.models.people import AT_COUNTER
from disputes.models.workings import Working
from disputes.steps import models_with_steps

if TYPE_CHECKING:
    from disputes.models.docket import DocketEntryQuerySet
    from disputes.models.people import User
    from disputes.models.seats import Seat

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """Eight letters and digits that cannot be counted or guessed, easy to read aloud."""
    letters = [secrets.choice(ALPHABET) for _n in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, user: Any) -> DisputeQuerySet:
        """The disputes of which the user may read at least one audience."""
        return self.filter(access.may_enter(user))


class Dispute(MandateSteps, IdentitySteps, DisputeLifecycle):
    """One labour or personnel dispute: the envelope, and the row everything about it locks first."""

    class Category(models.TextChoices):
        """CR-2."""

        LABOUR = "labour", _("Labour dispute")
        CIVIL_SERVANT = "civil_servant", _("Appointed civil servant")
        INSTITUTION = "institution", _("Public institution staff")
        ORGANISATION = "organisation", _("Social organisation staff")
        ARMED_FORCES = "armed_forces", _("Civilian staff of the armed forces")

    reference = models.CharField(
        _("Reference"), max_length=12, unique=True, default=new_reference, editable=False
    )
    number = models.CharField(_("Number"), max_length=60, blank=True, editable=False)  # of the newest leg
    category = models.CharField(_("Category"), max_length=20, choices=Category, default=Category.LABOUR)
    cause = models.CharField(_("Cause"), max_length=80, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="opened_disputes")
    workplace = models.CharField(_("Division of the workplace"), max_length=6, blank=True)
    workplace_address = EncryptedTextField(_("Workplace"), max_length=120, blank=True)
    employer_seat = models.CharField(_("Division of the employer's seat"), max_length=6, blank=True)
    speakers = models.JSONField(
        default=dict, blank=True
    )  # `names` of the 3 to 5 who speak for all `workers` (CR-63)
    more_places = models.JSONField(default=dict, blank=True)  # `workplaces`, `user_firm_seat`: divisions
    facts_text = EncryptedTextField(_("Facts and reasons"), blank=True)
    collective = models.BooleanField(_("Ten or more workers"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    chain_length = models.PositiveIntegerField(default=0, editable=False)
    chain_head = models.CharField(max_length=64, default="", blank=True, editable=False)
    streams = models.JSONField(default=dict, blank=True, editable=False)
    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dispute")
        indexes = [
            models.Index(fields=["stage", "-id"], name="disputes_by_stage"),
            models.Index(fields=["opened_on", "workplace"], name="disputes_by_opening"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def dispute(self) -> Dispute:
        return self

    @property
    def office_id(self) -> None:
        return None

    @property
    def concerns(self) -> Any:
        """For whom a step is taken, or whom it is about: a party, or the key of one."""
        return getattr(self, "speaking", None)

    def get_absolute_url(self) -> str:
        return reverse("disputes:case", args=[self.reference])

    @cached_property
    def every_seat(self) -> list[Seat]:
        """Who sits, as `holds` says, and who sat."""
        now = self.seats.current().filter(pk=OuterRef("pk"))
        return list(self.seats.annotate(holds=Exists(now)))

    @cached_property
    def current_seats(self) -> list[Seat]:
        return [seat for seat in self.every_seat if seat.holds]  # type: ignore[attr-defined]

    def is_own_of(self, user: User) -> bool:
        """Whether the person has or had a place for a side: what a post allows in others' cases it does not here (AL-33)."""
        return user.may_have_own_cases and any(
            seat.user_id == user.pk and seat.side for seat in self.every_seat
        )

    def seats_of(self, user: User | None) -> list[Seat]:
        """The seats in which this person acts: of one who speaks for several parties that of the party named (AL-24)."""
        if user is None:
            return []
        own = [seat for seat in self.current_seats if seat.user_id == user.pk]
        return [seat for seat in own if seat.party_id and seat.party_id == user.speaking_for] or own

    def parties_of(self, user: User | None) -> list[Party]:
        """Those for whom this person acts: one, or several where none of them is named."""
        return list(dict.fromkeys(seat.party for seat in self.seats_of(user) if seat.party))

    def is_seated(self, user: User, *roles: str, side: str = "") -> bool:
        return any(seat.role in roles and (not side or seat.side == side) for seat in self.seats_of(user))

    def partial(self, people: Iterable[User]) -> set[int]:
        """Of these people those who cannot be neutral here: seated for a side, now or before, or by identity a party."""
        named = {user.pk: user.identity_index for user in people}
        seated = self.seats.for_sides().filter(user__in=list(named)).values_list("user_id", flat=True)
        parties = set(self.parties.exclude(identity_index="").values_list("identity_index", flat=True))
        return set(seated) | {pk for pk, index in named.items() if index and index in parties}

    def side_of(self, user: User) -> str:
        """`A` or `B` for a party or its representative, else empty."""
        return next((seat.side for seat in self.seats_of(user) if seat.side), "")

    def taken_down_by(self, user: User | None, office: int | None) -> bool:
        """Whether this person of the office only wrote down what the applicant told there (CR-29, MR-21)."""
        return user is not None and not self.side_of(user) and office in user.offices(*AT_COUNTER)

    def correctable(self, user: User) -> DocketEntryQuerySet:
        """The records this person may put right: those of the own hand, for a director or lead the office's too."""
        entries = apps.get_model("disputes", "DocketEntry").objects.visible_to(user).filter(dispute=self)
        own = Q(by=user)
        if (offices := user.offices("director", "lead")) and not self.is_own_of(user):
            colleagues = apps.get_model("disputes", "Post").objects.filter(office__in=offices)
            own |= Q(by__in=colleagues.values("user"))
        return entries.filter(own).exclude(step="dispute.correct_entry")

    def party_of(self, user: User) -> Party | None:
        return next(iter(self.parties_of(user)), None)

    @property
    def workplaces(self) -> list[str]:
        """The divisions where the work is or was done, the main one first."""
        return [
            place
            for place in dict.fromkeys([self.workplace, *self.more_places.get("workplaces", ())])
            if place
        ]

    @property
    def workers(self) -> int:
        """How many workers ask: those the speakers speak for, else the workers among the parties."""
        return int(self.speakers.get("workers") or self.parties.filter(worker=True).count())

    @cached_property
    def kinds_claimed(self) -> set[str]:
        """Of the claims that stand; read once, however many ways to court ask for it."""
        return set(self.claims.filter(dropped=False).values_list("kind", flat=True))

    @property
    def employer_address(self) -> str:
        """Where the first employer among the parties has its seat, as written."""
        found = self.parties.filter(worker=False).order_by("pk").first()
        return found.address if found else ""

    @property
    def user_firm_seat(self) -> str:
        """Of a dispatched worker: the division of the firm that has the work done (AL-22); else empty."""
        return str(self.more_places.get("user_firm_seat", ""))

    def records(self) -> list[Any]:
        """Every legal record of the dispute: mediation, arbitration, awards, hand-offs."""
        kinds = [
            m
            for m in models_with_steps()
            if m is not Dispute and any(f.name == "dispute" for f in m._meta.fields)
        ]
        return [
            record for kind in kinds for record in kind._default_manager.filter(dispute=self).order_by("pk")
        ]

    def pending(self) -> list[Any]:
        return [record for record in self.records() if not getattr(record, "ended", True)]


class PartyManager(models.Manager.from_queryset(PartyQuerySet)):  # type: ignore[misc]
    """Those who are in the case. Who left it stands on no list, has no voice and is named in no new paper."""

    def get_queryset(self) -> PartyQuerySet:
        found: PartyQuerySet = super().get_queryset()
        return found.filter(left_on=None)


class Party(models.Model):
    """A worker, an employer or a third person, as CR-29 wants them named."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")

    class Side(models.TextChoices):
        APPLICANT = "A", _("Applicant")
        RESPONDENT = "B", _("Respondent")
        THIRD = "T", _("Third person")

    class Language(models.TextChoices):
        """What a party may want spoken, and a mediator speaks. CPL-11 gives the languages of nationalities; signs: 残疾人保障法."""

        MANDARIN = "mandarin", _("Mandarin")
        CANTONESE = "cantonese", _("Cantonese")
        HAKKA = "hakka", _("Hakka")
        TEOCHEW = "teochew", _("Teochew")
        ENGLISH = "english", _("English")
        SIGN = "sign", _("Sign language")

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="parties")
    side = models.CharField(_("Side"), max_length=1, choices=Side)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind, default=Kind.PERSON)
    worker = models.BooleanField(_("Is the worker"), default=False)
    name = models.CharField(_("Name"), max_length=80)
    identity = EncryptedTextField(_("Identity number or credit code"), blank=True)
    identity_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    sex = models.CharField(_("Sex"), max_length=4, blank=True)
    born_on = EncryptedTextField(_("Date of birth"), blank=True)
    address = EncryptedTextField(_("Address"), blank=True)
    postal_address = EncryptedTextField(_("Postal address"), blank=True)
    phone = EncryptedTextField(_("Phone"), blank=True)
    speaks = models.CharField(
        _("Language to be spoken"), max_length=12, choices=Language, blank=True, default="", db_default=""
    )  # empty: Mandarin
    head = models.CharField(_("Legal representative or head"), max_length=60, blank=True)
    head_post = models.CharField(_("Post of the head"), max_length=40, blank=True)
    electronic_service = models.BooleanField(_("Agrees to electronic service"), default=False)
    left_on = models.DateField(_("Left the case on"), null=True, editable=False)
    objects = PartyManager()
    everyone = models.Manager["Party"]()

    class Meta:
        verbose_name = _("Party")
        ordering = ["side", "id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.identity_index = blind_index(self.identity)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """One claim of a side: kind, words, sum."""

    class Kind(models.TextChoices):
        """The kinds the finality test knows (contracts: `law finality`)."""

        WAGES = "wages", _("Wages")
        OVERTIME = "overtime", _("Overtime pay")
        INJURY_MEDICAL = "work_injury_medical", _("Work-injury medical costs")
        SEVERANCE = "severance", _("Economic compensation")
        UNLAWFUL = "unlawful_termination", _("Damages for unlawful termination")
        SECOND_WAGE = "second_wage", _("Second wage for no written contract")
        PROBATION = "illegal_probation", _("Damages for illegal probation")
        NOTICE_PAY = "notice_pay", _("Pay in lieu of notice")
        NON_COMPETE = "non_compete_compensation", _("Non-compete compensation")
        SICK_PAY = "sick_pay", _("Sick pay")
        INJURY_PAY = "injury_leave_pay", _("Injury-leave pay")
        INJURY_GRANTS = "injury_grants", _("Work-injury grants")
        DAMAGES = "other_damages", _("Other damages")
        WORKING_TIME = "working_time", _("Working time")
        LEAVE = "rest_leave", _("Rest and leave")
        INSURANCE = "social_insurance", _("Social insurance")
        REINSTATEMENT = "reinstatement", _("Continue the contract")
        RELATION = "confirm_relation", _("Confirm the employment relationship")
        OTHER = "other", _("Other")

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="claims")
    side = models.CharField(max_length=1, choices=Party.Side, default=Party.Side.APPLICANT)
    kind = models.CharField(_("Kind"), max_length=30, choices=Kind)
    text = EncryptedTextField(_("Claim"), max_length=300)
    amount = models.DecimalField(_("Sum (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True)
    working = EncryptedJSONField(default=dict, blank=True)  # as worked out when it was filed
    dropped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("Claim")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text

    @property
    def worked_out(self) -> Working:
        """How its sum was worked out; what is claimed may be another sum."""
        return Working(self.working)
