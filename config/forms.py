"""How every form looks: summary of errors on top, then one group per field, and refusals that name the question."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

UNNAMED = forms.Field.default_error_messages["required"]


class NamedBoundField(forms.BoundField):
    """A question that, left empty, is named in the refusal, unless its field has words of its own."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") is UNNAMED:
            field.error_messages["required"] = self._missing() % {"label": self.label}

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
