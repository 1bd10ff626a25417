"""The DOCX templates of an office: which one holds for a form, and the copy of a paper that is made from it.

The paper of record stays the PDF of the house (docs/adr/0012); a template shapes what people go on editing.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document as Word

from disputes.models import Paper, TemplateVersion
from disputes.papers import editable, standard
from disputes.papers.documents import document
from disputes.papers.fields import values
from disputes.papers.filling import fill
from disputes.papers.shelf import store
from disputes.papers.vetting import vet


def keep(office: Any, code: str, variant: str, *, name: str, raw: bytes, by: Any) -> TemplateVersion:
    """Follow this file from now on. Raises `NotUsable` with all that is wrong with it."""
    vet(code, variant, name, raw)
    return TemplateVersion.objects.create(
        office=office, code=code, variant=variant, sha256=store().put(raw), name=name, size=len(raw), by=by
    )


def bring_back(version: TemplateVersion, *, by: Any) -> TemplateVersion:
    """Follow an earlier version again. It is looked at anew: the law may ask for more than it did then."""
    return keep(
        version.office, version.code, version.variant, name=version.name, raw=bytes_of(version), by=by
    )


def follow_standard(office: Any, code: str, variant: str, *, by: Any) -> TemplateVersion:
    return TemplateVersion.objects.create(office=office, code=code, variant=variant, by=by)


def bytes_of(version: TemplateVersion) -> bytes:
    with store().open(version.sha256) as file:
        return file.read()


def tried(version: TemplateVersion | None, code: str, variant: str) -> bytes:
    """The template, or the standard one, with values that show where each field comes to stand."""
    raw = bytes_of(version) if version else standard.written(code, variant)
    return _marked(fill(raw, standard.trial()))


def copy_of(paper: Paper) -> bytes:
    """A paper as DOCX: by the template its office followed when it was made, else by the house's own."""
    variant = str(paper.data.get("variant", ""))
    office = getattr(paper.record, "office_id", None) if paper.record_type else None
    version = (
        TemplateVersion.objects.in_use(office, paper.code, variant, at=paper.made_at) if office else None
    )
    if version is None:
        return editable.write(paper.code, paper.data)
    return _marked(fill(bytes_of(version), values(document(paper.code, paper.data), paper.data)))


def _marked(raw: bytes) -> bytes:
    """Below each page stands which text is the one of record, whatever the template says there."""
    made = Word(BytesIO(raw))
    feet = [foot for section in made.sections for foot in _feet(section, made.settings)]
    for footer in feet:
        if not any(editable.OF_RECORD in paragraph.text for paragraph in footer.paragraphs):
            footer.add_paragraph(editable.OF_RECORD)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _feet(section: Any, settings: Any) -> list[Any]:
    """Those of first and of even pages too, where they have their own."""
    found = [section.footer]
    if section.different_first_page_header_footer:
        found.append(section.first_page_footer)
    if settings.odd_and_even_pages_header_footer:
        found.append(section.even_page_footer)
    return found
