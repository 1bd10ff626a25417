"""The form of the login page: each question is called by what it asks for, and nothing stands there twice."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")
        self.fields["password"].help_text = ""  # the way to a new password stands beside the button
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
