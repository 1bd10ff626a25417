"""Joint respondents: who else answers beside the employer, and why (AL-22, CR-6, CR-7, J2-1, J2-3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import CreditCodeField, IdCardField, PhoneField
from disputes.intake.people import sex_and_birth
from disputes.intake.questions import Question, Raw
from disputes.models import Draft, Party, User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NOBODY = "none"


@dataclass(frozen=True)
class Reason:
    """Why others answer too: asked in plain words, then whom to name; `sentence` stands in the application."""

    asked: str | _StrPromise
    whom: str | _StrPromise
    sentence: str
    law: str


REASONS: dict[str, Reason] = {
    "dispatch": Reason(
        _("An agency sent me: one firm made the contract with me, for another I work"),
        _("You have named one of the two. Name the other here: the agency, or the firm for which you work."),
        "申请人系劳务派遣用工，劳务派遣单位和用工单位为共同当事人", "AL-22",
    ),
    "affiliated": Reason(
        _("I worked for several connected firms, in turn or at once"),
        _("Name each of the other firms that gave you work, paid you or insured you."),
        "关联单位交替或者同时对申请人用工", "J2-3",
    ),
    "lent": Reason(
        _("A contractor or a person took me on who had no licence for it, or used another firm's name"),
        _("Name the firm that gave out the work, or whose name and licence were used; and the contractor, if not named yet."),
        "发包或者出借资质给不具备合法经营资格的组织或者个人，应当承担用工主体责任", "CR-7, J2-1",
    ),
    "closed": Reason(
        _("The employer never had a licence, or it ended, was taken away or the firm was closed"),
        _("Name those who put up the money, founded it or stood above it: persons or organisations."),
        "用人单位未办理营业执照、被吊销营业执照、营业执照到期继续经营、被责令关闭、被撤销或者解散、歇业，"
        "出资人、开办单位或者主管部门为共同当事人", "CR-6",
    ),
}  # fmt: skip


class Others(Question):
    """Most workers have one employer: nobody else is the answer that is chosen already."""

    slug = "others"
    title = _("Does anybody else answer for it?")
    hint = _(
        "Sometimes others have to answer beside the employer. If you are not sure, leave the first answer."
    )
    law = "AL-22, CR-6, CR-7, J2-1, J2-3"

    joint = forms.ChoiceField(
        label=_("Is one of these so?"), widget=forms.RadioSelect, initial=NOBODY,
        choices=[(NOBODY, _("None of these: the employer alone")), *((code, one.asked) for code, one in REASONS.items())],
    )  # fmt: skip

    @classmethod
    def prefilled(cls, draft: Draft, user: User) -> Raw:
        return {"joint": NOBODY}


class Respondents(Question):
    """One further respondent at a time; each is served, answers and signs for itself."""

    slug = "respondents"
    kept_as = "respondent"  # the one in hand
    listed = "joined"
    title = _("Who else answers for it")
    law = "AL-22, CR-6, CR-7, CR-29"
    template = "disputes/claim_respondents.html"

    respondent_kind = forms.ChoiceField(
        label=_("Is it an organisation or a person?"),
        widget=forms.RadioSelect,
        choices=Party.Kind.choices[::-1],
    )
    respondent_name = forms.CharField(label=_("Full name"), max_length=80)
    respondent_number = forms.CharField(
        label=_("Credit code, or identity card number of a person"), required=False, max_length=30,
        help_text=_("18 characters. Leave empty if you do not know it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "w-id"}),
    )  # fmt: skip
    respondent_address = forms.CharField(label=_("Address"), max_length=120)
    respondent_phone = PhoneField(label=_("Phone"), required=False)
    respondent_head = forms.CharField(
        label=_("Legal representative or head of the organisation"), max_length=60, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = REASONS.get(self.draft.answer(Others.slug, "joint"))
        self.hint = reason.whom if reason else ""  # type: ignore[misc]

    @classmethod
    def asked(cls, draft: Draft) -> bool:
        return draft.answer(Others.slug, "joint", NOBODY) in REASONS

    @classmethod
    def prefilled(cls, draft: Draft, user: User) -> Raw:
        return {"respondent_kind": Party.Kind.ORGANISATION}

    def clean_respondent_name(self) -> str:
        name = str(self.cleaned_data["respondent_name"])
        if name == self.draft.answer("employer", "employer_name"):
            raise ValidationError(_("Full name: this is the employer, whom you have named already."))
        return name

    def clean(self) -> dict[str, Any]:
        """The number is read as what it is for this kind of respondent; a person's holds sex and birth too."""
        said = super().clean() or self.cleaned_data
        person = said.get("respondent_kind") == Party.Kind.PERSON
        field = (IdCardField if person else CreditCodeField)(required=False)
        field.label = self.fields["respondent_number"].label
        said["sex"], said["born_on"] = "", None
        try:
            said["respondent_number"] = field.clean(said.get("respondent_number", ""))
        except ValidationError as refusal:
            self.add_error("respondent_number", refusal)
            return said
        if person and said["respondent_number"]:
            said["sex"], said["born_on"] = sex_and_birth(said["respondent_number"])
        return said
