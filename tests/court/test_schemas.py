"""What a package says in data keeps to the published schemas; the ECF message to the structure of its standard."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import bagit
import jsonschema
import pytest

from disputes.court import ecf, schemas
from disputes.lifecycle.grounds import Ground
from disputes.models import HandOff
from disputes.papers import shelf
from tests.court.published import validator
from tests.court.test_package import payload, planted  # noqa: F401 - a fixture
from tests.disputes.papers_sample import sample

SCHEMAS = os.environ.get("ECF_SCHEMAS", "")


@pytest.mark.parametrize("name", sorted(schemas.published()))
def test_a_published_schema_is_one_and_is_public(name, client, db):
    schema = json.loads(schemas.published()[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema") and schema["properties"]["format"]["const"] == (
        "labour-disputes/" + name.removesuffix(".json")[::-1].replace("-", "/", 1)[::-1]
    )
    answer = client.get(f"/court/schemas/{name}")
    assert answer.status_code == 200 and answer.content == schemas.published()[name]
    assert answer["Content-Type"] == "application/schema+json"
    assert client.get("/court/schemas/other-1.json").status_code == 404


@pytest.mark.parametrize(
    "ground", ["suit", "set_aside", "direct_suit", "enforcement", "confirmation", "payment_order"]
)
def test_every_package_keeps_to_the_schemas_and_carries_them(planted, sent, ground):  # noqa: F811
    assert ground in Ground.all
    files = payload(sent(ground, "B" if ground == "set_aside" else "A"))
    # the fixture `every_package_keeps_to_the_schemas` has looked
    assert {name: files[f"schemas/{name}"] for name in schemas.published()} == schemas.published()


@pytest.mark.parametrize(
    "change",
    [
        {"format": "labour-disputes/hand-off/2"},
        {"parties": []},
        {"more": 1},
        {"sent_on": "tomorrow"},
        {"files": [{}]},
    ],
)
def test_the_schema_of_a_hand_off_refuses_what_is_none(planted, sent, change):  # noqa: F811
    data = json.loads(payload(sent())["data/handoff.json"])
    assert validator("hand-off-1.json").is_valid(data)
    assert not validator("hand-off-1.json").is_valid(data | change)


def test_the_schema_of_a_docket_refuses_an_entry_that_says_half(planted, sent):  # noqa: F811
    data = json.loads(payload(sent())["data/docket.json"])
    shown = next(row for row in data["entries"] if "step" in row)
    del shown["salt"]
    assert not validator("docket-2.json").is_valid(data)


def children(element) -> list[str]:
    return [child.tag.rpartition("}")[2] for child in element]


def test_the_filing_message_has_the_structure_of_ecf_5(case, paper, sent):
    from disputes.models import Paper

    for code, title in (("D09", "受理通知书"), ("D38", "仲裁裁决书"), ("D38", "仲裁裁决书")):
        Paper.objects.create(
            dispute=case, code=code, title=title, name=f"{title}.pdf", media_type="application/pdf", data=sample(code)
        )  # fmt: skip
    paper("工资条", "PAYSLIP")
    files = payload(sent())
    data, root = json.loads(files["data/handoff.json"]), ET.fromstring(files["data/filing.xml"])
    assert root.tag == ecf.named("filing:FilingMessage")
    assert children(root) == [
        "DocumentIdentification", "DocumentFiler", "SendingMDELocationID", "ServiceInteractionProfileCode", "CaseCourt",
        "DocumentPostDate", "FilingConnectedDocument", "FilingConnectedDocument", "FilingConnectedDocument",
        "FilingLeadDocument", "Case",
    ]  # fmt: skip
    documents = [each for each in root if each.tag.endswith("Document")]
    told = {
        each.findtext(f".//{ecf.named('nc:BinaryURI')}"): each.findtext(
            f".//{ecf.named('ecf:DocumentRenditionHash')}"
        )
        for each in documents
    }
    assert told == {f"papers/{line['name']}": line["sha256"].upper() for line in data["files"]}
    assert all(f"data/{place}" in files for place in told)
    for each in documents:
        assert children(each) == [
            "DocumentIdentification", "DocumentSequenceID", "DocumentTitleText", "DocumentAugmentation"
        ]  # fmt: skip
    lead = root.find(ecf.named("filing:FilingLeadDocument"))
    assert lead.findtext(ecf.named("nc:DocumentSequenceID")) == "3"
    matter = root.find(ecf.named("nc:Case"))
    assert children(matter) == ["CaseTitleText", "CaseTrackingID", "CaseAugmentation", "CaseAugmentation"]
    parties = matter.findall(f".//{ecf.named('ecf:CaseParty')}")
    assert [children(each) for each in parties] == [["EntityPerson"], ["EntityOrganization"]]
    roles = [each.findtext(f".//{ecf.named('ecf:CaseParticipantRoleCode')}") for each in parties]
    assert roles == [party["role"] for party in data["parties"]]
    assert matter.findtext(f".//{ecf.named('ecf:CaseTypeCode')}") == "suit"
    assert matter.findtext(f".//{ecf.named('nc:Amount')}") == "24000.00"


def test_words_of_people_never_become_markup():
    told = {
        "reference": "L-1", "handoff": 1, "office": "<a>&", "court": "]]>", "sent_on": "2026-11-27", "cause": "\"<",
        "ground": "suit", "claims": [{"text": "<!--", "amount": None}], "parties": [],
    }  # fmt: skip
    root = ET.fromstring(ecf.filing(told, []))
    assert root.findtext(f".//{ecf.named('nc:OrganizationName')}") == "<a>&"
    assert ecf.filing(told, []) == ecf.filing(dict(reversed(told.items())), [])
    dirty = ecf.filing(told | {"cause": "a\x00\x0bb"}, [])
    assert ET.fromstring(dirty).findtext(f".//{ecf.named('nc:CaseTitleText')}") == "ab"


@pytest.mark.skipif(not SCHEMAS, reason="ECF_SCHEMAS names no folder with the schema files of ECF 5.0")
def test_the_filing_message_keeps_to_the_schema_files_of_ecf_5(planted, sent):  # noqa: F811
    from lxml import etree

    (file,) = Path(SCHEMAS).rglob("filing.xsd")
    etree.XMLSchema(etree.parse(file)).assertValid(etree.fromstring(payload(sent())["data/filing.xml"]))


def test_the_library_of_the_library_of_congress_finds_the_package_a_whole_bag(planted, sent, tmp_path):  # noqa: F811
    import zipfile

    with zipfile.ZipFile(shelf.store().path(HandOff.objects.get(pk=sent().pk).package_sha256)) as archive:
        archive.extractall(tmp_path)
    (top,) = tmp_path.iterdir()
    bag = bagit.Bag(str(top))
    bag.validate()
    assert (
        bag.version_info == (1, 0)
        and sorted(bag.algorithms) == ["sha256", "sha512"]
        and bag.info["Bagging-Date"]
    )
