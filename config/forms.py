"""How every form looks: summary of errors on top, then one group per field, and refusals that name the question."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DASHES = forms.ModelChoiceField(queryset=None).empty_label  # what the framework offers for no answer yet
UNNAMED = forms.Field.default_error_messages["required"]
# Refusals of the framework, which name no question, in words that do. `limit_value` and the like are filled in later.
NAMED = {
    "max_length": gettext_lazy("%(label)s: write at most %(limit_value)s characters; there are %(show_value)s now."),
    "min_length": gettext_lazy("%(label)s: write at least %(limit_value)s characters."),
    "max_value": gettext_lazy("%(label)s: write a number of at most %(limit_value)s."),
    "min_value": gettext_lazy("%(label)s: write a number of at least %(limit_value)s."),
    "max_digits": gettext_lazy("%(label)s: check the number; write at most %(max)s digits."),
    "max_decimal_places": gettext_lazy("%(label)s: write at most %(max)s digits after the point."),
    "max_whole_digits": gettext_lazy("%(label)s: check the number; write at most %(max)s digits before the point."),
    "invalid_choice": gettext_lazy("%(label)s: choose one of the answers offered."),
}  # fmt: skip
INVALID = (
    (forms.EmailField, gettext_lazy("%(label)s: write the whole e-mail address, with the sign @ in it.")),
    (forms.IntegerField, gettext_lazy("%(label)s: write a number with digits only.")),
)


def _is_of_the_framework(field: forms.Field, code: str) -> bool:
    """Whether this refusal has no words of the house, neither the field's own nor those of its class."""
    said = field.error_messages.get(code)
    kinds = [kind for kind in type(field).__mro__ if kind.__module__.startswith("django.")]
    return said is None or any(
        vars(kind).get("default_error_messages", {}).get(code) is said for kind in kinds
    )


class NamedBoundField(forms.BoundField):
    """A question that, left empty, is named in the refusal, unless its field has words of its own."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") is UNNAMED:
            field.error_messages["required"] = self._missing() % {"label": self.label}
        for code, words in NAMED.items():
            if _is_of_the_framework(field, code):
                field.error_messages[code] = words.replace("%(label)s", str(self.label).replace("%", "%%"))
        if getattr(field, "empty_label", None) == DASHES:
            field.empty_label = _("Choose")  # type: ignore[attr-defined]
        for kind, words in INVALID:
            if isinstance(field, kind) and _is_of_the_framework(field, "invalid"):
                field.error_messages["invalid"] = words.replace("%(label)s", str(self.label))

    @property
    def data(self) -> Any:
        """A line that ends is one character, as the browser counts it, not the two it sends."""
        said = super().data
        return said.replace("\r\n", "\n") if isinstance(said, str) else said

    def _missing(self) -> str:
        if isinstance(self.field.widget, forms.CheckboxInput):
            return _("Tick the box: %(label)s")
        if isinstance(self.field, forms.ChoiceField):
            return _("Choose an answer: %(label)s")
        if isinstance(self.field, forms.FileField):
            return _("Choose a file: %(label)s")
        return _("Fill in: %(label)s")


class HouseRenderer(TemplatesSetting):
    """Renders forms with our own templates; needs `django.forms` among the installed apps."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = NamedBoundField
