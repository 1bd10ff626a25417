"""One page, one topic: the base of every question of the application."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from disputes.models import Draft, User

Raw = dict[str, Any]


class Question(forms.Form):
    """A topic of the application. What was typed is kept as typed, lawful or not; `is_valid` judges it again.

    `kept_as` is where the typed answer is kept, if not under the slug.
    `listed` is where the finished answers are kept, if the question is answered several times.
    `folded` names fields that few people need: they stand behind a heading that opens.
    """

    do_not_call_in_templates: ClassVar[bool] = True  # the class itself is shown: its title, its hint
    slug: ClassVar[str]
    kept_as: ClassVar[str] = ""
    listed: ClassVar[str] = ""
    title: ClassVar[str | _StrPromise]
    hint: ClassVar[str | _StrPromise] = ""
    law: ClassVar[str] = ""
    folded: ClassVar[tuple[str, ...]] = ()
    folded_title: ClassVar[str | _StrPromise] = ""
    template: ClassVar[str] = "disputes/claim_question.html"

    def __init__(self, *args: Any, draft: Draft, user: User, **kwargs: Any) -> None:
        self.draft, self.user = draft, user
        super().__init__(*args, **kwargs)

    @classmethod
    def asked(cls, draft: Draft) -> bool:
        """Whether the answers so far lead to this question."""
        return True

    @classmethod
    def prefilled(cls, draft: Draft, user: User) -> Raw:
        """What the house knows already: nobody types it again."""
        return {}

    @classmethod
    def judged(cls, draft: Draft, user: User) -> Self:
        """The question with what was typed so far."""
        return cls(draft.answers.get(cls.slug, {}), draft=draft, user=user)

    @classmethod
    def rows(cls, draft: Draft, user: User) -> list[tuple[int, Self]]:
        """Every finished answer of the list with its place in it, judged again."""
        typed = draft.answers.get(cls.listed, [])
        rows = [(n, cls(raw, draft=draft, user=user)) for n, raw in enumerate(typed)]
        for _n, row in rows:
            row.is_valid()
        return rows

    def typed(self) -> Raw:
        """What stands in the fields, as typed: text, or lists where several may be chosen."""
        return {
            name: self[name].data
            for name, field in self.fields.items()
            if not isinstance(field, forms.FileField)
        }

    def shown(self) -> list[tuple[Any, str]]:
        """Label and answer of every field, for the page on which everything is checked."""
        self.is_valid()
        return [(self[name].label, self._said(name)) for name in self.typed() if not self[name].is_hidden]

    def _said(self, name: str) -> str:
        field, value = self.fields[name], self.cleaned_data.get(name)
        if name in self.errors and not isinstance(field, forms.ChoiceField):
            value = self[name].data  # refused, and shown as typed: the page says why
        if value in (None, "", []):
            return _("Not answered")
        if isinstance(field, forms.BooleanField):
            return _("Yes") if value else _("No")
        if isinstance(field, forms.ChoiceField):
            return str(_label(field.choices, str(value)))
        return text_of(value)


def text_of(value: Any) -> str:
    if isinstance(value, dt.date):
        return date_format(value, "j F Y" if (get_language() or "").startswith("en") else "Y年n月j日")
    return f"¥{value:,.2f}" if isinstance(value, Decimal) else str(value)


def _label(choices: Any, value: str) -> Any:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            if (found := _label(label, value)) != value:
                return f"{key} {found}" if str(key) != str(found) else found
        elif str(key) == value:
            return label
    return value
