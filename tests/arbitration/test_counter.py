"""What a party brings to the counter stands in the case as that party's own (CR-22, CR-29)."""

import io

import pytest

from arbitration.models import Exhibit
from disputes.acts import NotLawful
from disputes.models import DocketEntry, Paper
from tests.arbitration.test_evidence import offer, reasons
from tests.arbitration.test_hearing import ready

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]


def brought(client, walk, whose, title="工资表"):
    """The clerk takes in one paper on the page that adds papers."""
    client.force_login(walk.cast.clerk)
    file = io.BytesIO(title.encode())
    file.name = f"{title}.txt"
    return client.post(
        f"/cases/{walk.dispute.reference}/papers/",
        {"title": title, "audience": "open", "file": file} | ({"party": whose} if whose else {}),
    )


def test_the_clerk_says_whose_paper_it_is_and_the_case_tells_it(ready, client):
    employer = ready.dispute.parties.get(side="B")
    asked = brought(client, ready, "")
    assert asked.status_code == 422 and "谁的材料" in asked.content.decode()
    assert not Paper.objects.filter(title="工资表").exists()
    assert brought(client, ready, employer.pk).status_code == 302
    paper = Paper.objects.get(title="工资表")
    assert (paper.party, paper.side, paper.uploaded_by) == (employer, "B", ready.cast.clerk)
    entry = DocketEntry.objects.filter(step="dispute.hand_in").latest("id")
    assert (entry.party, entry.by) == (employer, ready.cast.clerk)
    page = client.get(f"/cases/{ready.dispute.reference}/").content.decode()
    assert f"提交材料 · {employer.name}" in page
    brought(client, ready, "office", "内部说明")
    assert Paper.objects.get(title="内部说明").party is None


def test_a_party_is_not_asked_whose_paper_it_is(ready, client):
    client.force_login(ready.cast.worker)
    page = client.get(f"/cases/{ready.dispute.reference}/papers/").content.decode()
    assert "谁的材料" not in page
    file = io.BytesIO("考勤".encode())
    file.name = "考勤.txt"
    other = ready.dispute.parties.get(side="B").pk
    client.post(
        f"/cases/{ready.dispute.reference}/papers/",
        {"title": "考勤", "audience": "open", "file": file, "party": other},
    )
    assert Paper.objects.get(title="考勤").party.side == "A", "nobody hands in for the other side"


def test_a_file_in_parts_says_whose_it_is_before_it_begins(ready, client):
    client.force_login(ready.cast.clerk)
    address, data = f"/cases/{ready.dispute.reference}/uploads/", "打卡记录".encode()
    said = {"name": "打卡.txt", "size": len(data), "title": "打卡"}
    assert client.post(address, said).status_code == 422
    whose = ready.dispute.parties.get(side="A")
    begun = client.post(address, said | {"party": whose.pk}).json()
    client.patch(begun["url"], data, content_type="application/octet-stream", headers={"Upload-Offset": 0})
    assert Paper.objects.get(title="打卡").party == whose


def test_the_clerk_enters_in_the_catalogue_what_a_party_brought_and_nothing_else(ready, client):
    clerk, worker = ready.cast.clerk, ready.cast.worker
    for side, title in (("B", "工资表"), ("A", "考勤")):
        brought(client, ready, ready.dispute.parties.get(side=side).pk, title)
    wages, days = Paper.objects.get(title="工资表"), Paper.objects.get(title="考勤")
    with pytest.raises(NotLawful) as refused:
        offer(ready, clerk, wages, days)
    assert "AL-6" in reasons(refused) or "第六条" in reasons(refused), "of one party at a time"
    offer(ready, clerk, wages)
    assert [(one.side, one.party.side, one.title) for one in Exhibit.objects.all()] == [("B", "B", "工资表")]
    own = Paper.objects.create(
        dispute=ready.dispute,
        title="合同",
        uploaded_by=worker,
        party=days.party,
        sha256="0" * 64,
        name="x.pdf",
    )
    with pytest.raises(NotLawful):
        offer(ready, clerk, own)
    offer(ready, worker, own, days)
    assert Exhibit.objects.filter(side="A").count() == 2, "a party offers what it brought to the counter, too"
