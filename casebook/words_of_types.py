"""What the kinds of identifiers are called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "PERSON": _("Name of a person"), "ADDRESS": _("Address"), "ORG": _("Name of an employer"), "ID_CARD": _("Identity card"),
    "PHONE": _("Mobile telephone"), "LANDLINE": _("Telephone"), "CASE_NO": _("Case or document number"),
    "DOB": _("Date of birth"), "EMAIL": _("E-mail address"), "BANK_CARD": _("Bank card"),
    "BANK_ACCOUNT": _("Bank account"), "WECHAT": _("WeChat name"), "QQ": _("QQ number"), "ALIPAY": _("Alipay account"),
    "SOCIAL": _("Account on a platform"), "USCC": _("Credit code of an employer"), "AGE": _("Age"),
    "PLATE": _("Number plate"), "HEALTH": _("Health"), "PERMIT": _("Permit"), "LICENSE_NO": _("Licence or certificate"),
    "SI_NO": _("Social insurance number"), "PASSPORT": _("Passport"), "EMPLOYEE_NO": _("Employee number"),
    "E_SIGN": _("Digest or signature"), "GEO": _("Place on the map"),
}  # fmt: skip


def type_word(kind: str) -> Any:
    return WORDS.get(kind, kind)
