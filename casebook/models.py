from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from casebook.lifecycle import Stage, TypicalCaseLifecycle
from casebook.topics import Kind, NewForm, Outcome, Route, Topic, outcome_of, topic_of, trade_of
from disputes.models import Party, Seat, User
from disputes.models.fields import EncryptedTextField, blind_index


def new_key() -> str:
    """What opens and ends one subscription; it cannot be guessed."""
    return secrets.token_urlsafe(32)


OVER = (Stage.PUBLISHED, Stage.RECALLED, Stage.DECLINED)


def _with_its_sum(claim: Any) -> str:
    """A claim in words with its sum, which most name already."""
    said = claim.text.replace(",", "").replace("，", "")
    named = claim.amount is None or f"{claim.amount.normalize():f}" in said
    return str(claim.text) if named else f"{claim.text}（{claim.amount}元）"


class TypicalCaseQuerySet(models.QuerySet["TypicalCase"]):
    def published(self) -> TypicalCaseQuerySet:
        """What the public may read now. Every public page begins here; indexes and caches decide nothing."""
        return self.filter(stage=Stage.PUBLISHED)

    def once_published(self) -> TypicalCaseQuerySet:
        """What the public has ever read: these addresses answer for good, be it with why there is nothing to read."""
        return self.exclude(Q(published_on=None) | Q(number=None))

    def visible_to(self, user: Any) -> TypicalCaseQuerySet:
        """Drafts: editors, second readers and the director of its office, and who proposed it (docs/audiences.md)."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        offices = user.offices("editor", "reader", "director")
        seen = Q(proposed_by=user) | Q(office__in=offices)
        return self.filter(seen | Q(office=None) if offices else seen)


class TypicalCase(TypicalCaseLifecycle):
    """A case others can learn from. `dispute` is its editorial envelope; `source_dispute` is never shown (ADR 7)."""

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="typical_cases")
    source_dispute = models.OneToOneField(
        "disputes.Dispute", models.PROTECT, null=True, blank=True, related_name="typical_case", editable=False
    )
    office = models.ForeignKey(
        "disputes.Office", models.PROTECT, null=True, blank=True, related_name="typical_cases"
    )
    imported = models.BooleanField(default=False, editable=False)
    objects = TypicalCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Typical case")
        indexes = [
            models.Index(fields=["stage", "-published_on", "-id"], name="cases_by_publication"),
            models.Index(fields=["office", "stage", "-id"], name="cases_of_desk"),
            models.Index(fields=["stage", "-changed_at"], name="cases_by_change"),
            models.Index(fields=["stage", "audited_at"], name="cases_by_audit"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is worked on; the public reads it at `public_url`."""
        return reverse("casebook:draft", args=[self.pk])

    @property
    def public_url(self) -> str:
        return reverse("casebook:case", args=[self.number])

    @property
    def ended(self) -> bool:
        return self.stage in OVER

    @cached_property
    def source_parties(self) -> list[Party]:
        """Everybody ever named in it: who left the case stands in its papers all the same."""
        return list(Party.everyone.filter(dispute=self.source_dispute)) if self.source_dispute else []

    @cached_property
    def source_records(self) -> list[Any]:
        return self.source_dispute.records() if self.source_dispute else []

    @cached_property
    def source_people(self) -> list[User]:
        """Those who sat there as a party or for one."""
        if not self.source_dispute_id:
            return []
        seats = Seat.objects.filter(dispute=self.source_dispute_id, role__in=("party", "representative"))
        return list(User.objects.filter(pk__in=seats.values("user")))

    def names_known(self) -> list[str]:
        """The parties of the dispute it came from, those who head them and those who spoke for them."""
        people = [p.name for p in self.source_parties] + [p.head for p in self.source_parties]
        people += [user.name for user in self.source_people if not user.name.isascii()]
        return [name for name in dict.fromkeys(people) if len(name) > 1]

    def words_of_source(self) -> dict[str, str]:
        """What the dispute says of itself, as a first text for the editor; how it is filed comes along."""
        source = self.source_dispute
        if source is None:
            return {}
        claims = list(source.claims.all())
        records = self.source_records
        self.topics = list(dict.fromkeys(topic_of(claim.kind) for claim in claims))
        self.routes = [r for r in Route.values if any(x._meta.app_label == r for x in records)]
        self.sums = self.sums_of_source()
        self.trade = trade_of(" ".join(p.name for p in self.source_parties if not p.worker))
        with override("zh-hans"):  # the language of the casebook, whoever proposes
            result = self.result_of_source()
        self.outcome = outcome_of(self.sums, self.routes, result)
        return {
            "title": source.cause,
            "facts": source.facts_text,
            "claims": "\n".join(map(_with_its_sum, claims)),
            "result": result,
        }

    def result_of_source(self) -> str:
        """What was decided, in its own words; where nothing binds, how each way ended."""
        decided = [r.outcome_words() for r in self.source_records if hasattr(r, "outcome_words")]
        ways = [r for r in self.source_records if r._meta.app_label in Route.values or hasattr(r, "ground")]
        ended = [f"{r._meta.verbose_name}：{r.get_stage_display()}" for r in ways if r.ended]
        return "\n".join(filter(None, decided)) or "；".join(ended)

    def sums_of_source(self) -> list[dict[str, str]]:
        """What was asked and what was given, claim by claim where the outcome says so (`outcome_sums`)."""
        said = [sum_ for r in self.source_records if hasattr(r, "outcome_sums") for sum_ in r.outcome_sums()]
        return [
            {
                "topic": topic_of(kind),
                "asked": "" if asked is None else f"{asked:.2f}",
                "given": f"{given:.2f}",
            }
            for kind, asked, given in said
            if given is not None
        ]

    def labels(self) -> list[tuple[str, str]]:
        """(facet, value) under which it is found."""
        pairs = [("kind", v) for v in self.kinds] + [("claim", v) for v in self.topics]
        pairs += [("route", v) for v in self.routes] + [("article", v) for v in self.articles]
        pairs += [("trade", self.trade), ("form", str(NewForm.YES if self.new_form else NewForm.NO))]
        pairs += [("year", str(self.year))] if self.year else []
        said = {
            "region": self.region,
            "batch": self.batch,
            "result": self.outcome,
            "office": self.published_by,
        }
        pairs += [(facet, value) for facet, value in said.items() if value]
        return list(dict.fromkeys((facet, value[:160]) for facet, value in pairs))

    @property
    def published_by(self) -> str:
        """The office it is of: who first published it, else the one whose desk did."""
        return self.issuer or (self.office.name if self.office else "")

    @property
    def outcome_words(self) -> Any:
        return Outcome(self.outcome).label if self.outcome in Outcome.values else ""

    @property
    def topic_words(self) -> list[Any]:
        return [Topic(v).label for v in self.topics if v in Topic.values]

    @property
    def kind_words(self) -> list[Any]:
        return [Kind(v).label for v in self.kinds if v in Kind.values]

    @property
    def route_words(self) -> list[Any]:
        return [Route(v).label for v in self.routes if v in Route.values]


class Label(models.Model):
    """One value by which a case is filtered and counted. Derived: written anew whenever the case changes."""

    case = models.ForeignKey(TypicalCase, models.CASCADE, related_name="filed_under")
    facet = models.CharField(max_length=10)
    value = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "facet", "value"], name="one_label_per_value")]
        indexes = [models.Index(fields=["facet", "value", "case"], name="labels_by_value")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class Sum(models.Model):
    """What one published case gave on one kind of claim, in yuan. Derived, as labels are; read in figures only."""

    case = models.ForeignKey(TypicalCase, models.CASCADE, related_name="given")
    topic = models.CharField(max_length=24, choices=Topic)
    asked = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    given = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        indexes = [models.Index(fields=["topic", "given"], name="sums_by_topic")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.given}"


class Edition(models.Model):
    """The number of what the public reads now: one row, moved on by every publication, correction and recall.

    Whatever was made of an earlier edition (a kept page, a browser's copy) is old.
    """

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def now(cls) -> int:
        """One row read by its key; 0 before anything was published."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def move_on(cls) -> None:
        """In the transaction of the change itself; readers see both or neither."""
        if not cls.objects.filter(pk=1).update(number=models.F("number") + 1):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})


class Follower(models.Model):
    """An e-mail address that wants to hear of new cases: no account, confirmed by a link, gone when it says so.

    `told_at` is the moment up to which it was told. Nothing else is kept of the person (PIPL-6).
    """

    address = EncryptedTextField(_("E-mail address"))
    address_index = models.CharField(max_length=64, db_index=True, editable=False)
    topic = models.CharField(_("Topic"), max_length=24, choices=Topic, blank=True)
    language = models.CharField(max_length=10)
    key = models.CharField(max_length=43, unique=True, default=new_key, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address_index", "topic"], name="one_follower_per_address_and_topic"
            )
        ]
        indexes = [models.Index(fields=["told_at"], name="followers_by_told")]

    def __str__(self) -> str:
        return f"{self.topic or '*'} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.address_index = blind_index(self.address.lower())
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("casebook:following", args=[self.key])


class Batch(models.Model):
    """A batch of typical cases (第一批…) with its cover. Made when the first case of that name is published."""

    name = models.CharField(_("Batch"), max_length=160, unique=True)
    issuer = models.CharField(_("Issued by"), max_length=120, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    foreword = models.TextField(_("Foreword"), max_length=5000, blank=True)

    class Meta:
        verbose_name = _("Batch")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("casebook:batch", args=[self.pk])

    @property
    def cases(self) -> TypicalCaseQuerySet:
        """What of it is published now, in the order of the batch."""
        rows = TypicalCase.objects.published().filter(batch=self.name)
        return rows.order_by(models.F("batch_order").asc(nulls_last=True), "pk")
