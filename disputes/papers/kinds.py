"""What a document is: its title, template, duties and basis, and the forms it comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal


class DocumentIncomplete(ValueError):
    """A document lacks a field the law wants in it. `field` is its path, `code` the document."""

    def __init__(self, code: str, missing: str) -> None:
        super().__init__(f"{code}: {missing}")
        self.code = code
        self.field = missing


@dataclass(frozen=True)
class Variant:
    """One of the forms of a document under one code: it adds fields and may have its own title and basis."""

    title: str
    required: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    code: str
    title: str
    template: str
    required: tuple[str, ...]
    basis: tuple[str, ...]
    volume: Literal["main", "side"] = "main"
    variants: Mapping[str, Variant] = field(default_factory=dict)

    @property
    def issued(self) -> bool:
        """Whether an office gives it out under a number; a party's own application is not issued."""
        return "number" in self.required

    def of(self, variant: str) -> "Document":
        """The document in one variant; its own when it has none. Unknown variants raise DocumentIncomplete."""
        if not self.variants:
            return self
        if variant not in self.variants:
            raise DocumentIncomplete(self.code, "variant")
        form = self.variants[variant]
        required = self.required + form.required
        return replace(self, title=form.title, required=required, basis=form.basis or self.basis)


def form(title: str, needs: str = "", basis: str = "") -> Variant:
    """A form of a document: what it needs beside the rest, and its own basis."""
    return Variant(title, tuple(needs.split()), tuple(basis.split()))


def paper(code: str, title: str, template: str, *, needs: str, basis: str, **forms: Variant) -> Document:
    """A document by its code of docs/law.md 8.2; `needs` are paths, `basis` citations, both parted by blanks."""
    required, articles = tuple(needs.split()), tuple(basis.split())
    return Document(code, title, f"{template}.typ", required, articles, variants=forms)


# What documents of one shape need in common.
PARTIES = "parties parties.role parties.name"
ISSUED = f"number office date {PARTIES}"
SENT = f"{ISSUED} addressee"
FILED = f"office date {PARTIES} parties.kind"
CLAIMS = "claims claims.text"
PROOF = "evidence evidence.name"
SITTING = "tribunal tribunal.recorder"
DECIDED = f"{ISSUED} cause procedure {CLAIMS} facts result result.text {SITTING}"
AGREEMENT = "agreement agreement.title agreement.made_by agreement.made_on agreement.effective_on"
DEED = "instrument instrument.title instrument.number instrument.made_on"
