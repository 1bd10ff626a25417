"""The hand-off as a filing message of OASIS Electronic Court Filing 5.0: for court systems that speak it.

Made from the same data as handoff.json, so the two never differ; the same data give the same bytes. Elements stand in
the order of the standard's schemas. Source: LegalXML Electronic Court Filing Version 5.0, namespaces of 5.0 and of
NIEM 4.0; codes of courts and of kinds of cases are the house's own, because China has no code list for it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from disputes.papers.wording import plain

ECF = "https://docs.oasis-open.org/legalxml-courtfiling/ns/v5.0/"
SPACES = {
    "filing": f"{ECF}filing", "ecf": f"{ECF}ecf", "civil": f"{ECF}civil",
    "nc": "http://release.niem.gov/niem/niem-core/4.0/", "j": "http://release.niem.gov/niem/domains/jxdm/6.1/",
    "cbrn": "http://release.niem.gov/niem/domains/cbrn/4.0/", "s": "http://release.niem.gov/niem/structures/4.0/",
}  # fmt: skip
PROFILE = "urn:labour-disputes:profile:package"  # the message travels inside the package it describes


def named(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def add(parent: ET.Element, path: str, text: Any = None, **attributes: str) -> ET.Element:
    """`a/b/c`: each inside the one before; the last has the text."""
    for name in path.split("/"):
        parent = ET.SubElement(parent, named(name))
    if text is not None:
        parent.text = plain(str(text))
    for key, value in attributes.items():
        parent.set(named(f"s:{key}"), value)
    return parent


def filing(told: dict[str, Any], files: list[dict[str, Any]]) -> bytes:
    """`told` is `data.handed_over`, `files` the lines of handoff.json."""
    for prefix, space in SPACES.items():
        ET.register_namespace(prefix, space)
    root = ET.Element(named("filing:FilingMessage"))
    add(root, "nc:DocumentIdentification/nc:IdentificationID", f"{told['reference']}-{told['handoff']}")
    add(root, "ecf:DocumentFiler/nc:EntityOrganization/nc:OrganizationName", told["office"])
    add(root, "ecf:SendingMDELocationID/nc:IdentificationID", told["office"])
    add(root, "ecf:ServiceInteractionProfileCode", PROFILE)
    add(root, "j:CaseCourt/j:CourtName", told["court"])
    add(root, "nc:DocumentPostDate/nc:Date", told["sent_on"])
    lead = _lead(files)
    for number, each in enumerate(files, start=1):
        if number != lead:
            _document(root, "filing:FilingConnectedDocument", number, each)
    if files:
        _document(root, "filing:FilingLeadDocument", lead, files[lead - 1])
    _case(add(root, "nc:Case"), told)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _lead(files: list[dict[str, Any]]) -> int:
    """The place, from 1, of what the hand-off rests on: the last award, statement or agreement, else the first paper."""
    places = [n for n, each in enumerate(files, start=1) if each["code"] in ("D38", "D37", "M05")]
    return places[-1] if places else 1


def _document(root: ET.Element, name: str, number: int, each: dict[str, Any]) -> None:
    at = add(root, name, id=f"document-{number}")
    add(at, "nc:DocumentIdentification/nc:IdentificationID", each["number"] or each["name"])
    add(at, "nc:DocumentSequenceID", number)
    add(at, "nc:DocumentTitleText", each["title"])
    more = add(at, "ecf:DocumentAugmentation")
    rendition = add(more, "ecf:DocumentRendition")
    add(rendition, "nc:DocumentIdentification/nc:IdentificationID", each["name"])
    add(rendition, "cbrn:MultimediaDataMIMEKindText", each["media_type"])
    add(rendition, "ecf:DocumentRenditionHash", each["sha256"].upper())
    attached = add(rendition, "nc:Attachment")
    add(attached, "nc:BinaryDescriptionText", each["name"])
    add(attached, "nc:BinaryFormatText", each["media_type"])
    add(attached, "nc:BinaryURI", f"papers/{each['name']}")
    add(attached, "nc:BinarySizeValue", each["size"])
    add(more, "ecf:DocumentTypeCode", each["code"] or "evidence")


def _case(case: ET.Element, told: dict[str, Any]) -> None:
    add(case, "nc:CaseTitleText", told["cause"])
    add(case, "nc:CaseTrackingID", told["reference"])
    civil = add(case, "civil:CaseAugmentation")
    sums = [Decimal(claim["amount"]) for claim in told["claims"] if claim["amount"]]
    if sums:
        total = add(civil, "civil:AmountInControversy")
        add(total, "nc:Amount", f"{sum(sums):.2f}")
        add(total, "nc:CurrencyCode", "CNY")
    for asked in [claim["text"] for claim in told["claims"]] or [told["ground"]]:  # the standard wants one
        add(civil, "civil:ReliefTypeCode", asked)
    ours = add(case, "ecf:CaseAugmentation")
    add(ours, "ecf:CaseCategoryCode", "labour-dispute")
    for party in told["parties"]:
        _party(add(ours, "ecf:CaseParty", id=f"party-{party['key']}"), party)
    add(ours, "ecf:CaseTypeCode", told["ground"])


def _party(at: ET.Element, party: dict[str, Any]) -> None:
    role = ("ecf:CaseParticipantRoleCode", party["role"])
    if party["kind"] == "person":
        person = add(at, "nc:EntityPerson")
        if party["born"]:
            add(person, "nc:PersonBirthDate/nc:Date", party["born"])
        add(person, "nc:PersonName/nc:PersonFullName", party["name"])
        add(add(person, "ecf:PersonAugmentation"), *role)
        return
    firm = add(at, "nc:EntityOrganization")
    if party["id_no"]:
        add(firm, "nc:OrganizationIdentification/nc:IdentificationID", party["id_no"])
    add(firm, "nc:OrganizationName", party["name"])
    add(add(firm, "ecf:OrganizationAugmentation"), *role)
