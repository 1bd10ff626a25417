"""An office's template on the screens: downloaded, changed, checked, tried, followed by that office alone, taken back."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document

from disputes.models import Office, Paper, TemplateVersion
from disputes.papers.editable import OF_RECORD
from disputes.papers.shelf import bytes_of
from tests.arbitration.walk import TO_RECEIVED, Cast, Walk
from tests.conftest import person

pytestmark = pytest.mark.django_db


def address(office, name="template", code="D10", variant="standard"):
    return reverse(f"disputes:{name}", args=[office.pk, code, variant])


def opened(raw):
    return Document(BytesIO(raw))


def text(raw):
    document = opened(raw)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def changed(raw, *paragraphs):
    document = opened(raw)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return SimpleUploadedFile("不予受理通知书.docx", out.getvalue())


@pytest.fixture
def standard_one(client, director, committee):
    client.force_login(director)
    return client.get(address(committee, "template_file")).content


@pytest.fixture
def refused(dispute, worker, employer, clerk, director, presiding, recorder, committee):
    """A paper of the form made by the committee, after whatever the test did before."""

    def make():
        walk = Walk(dispute, Cast(worker, employer, clerk, director, presiding, recorder, committee), None)
        for part in TO_RECEIVED:
            part(walk)
        walk.step("refuse", director, ground="scope", reason="不属于受理范围。")
        return Paper.objects.filter(code="D10").latest("pk")

    return make


def copy(client, paper, user):
    client.force_login(user)
    return client.get(reverse("disputes:paper_docx", args=[paper.ref])).content


def test_the_director_changes_a_form_and_copies_of_it_follow(
    client, director, worker, committee, standard_one, refused
):
    answer = client.post(
        address(committee), {"file": changed(standard_one, "本委地址：天府路1号。案号{{ 案号 }}")}
    )
    assert answer["Location"] == address(committee, "template_trial")
    page = client.get(answer["Location"]).content.decode()
    assert "本委地址：天府路1号。案号穗天劳人仲案〔2026〕1号" in page and "{{" not in page
    paper = refused()
    before = bytes_of(paper)
    made = copy(client, paper, worker)
    assert f"本委地址：天府路1号。案号{paper.number}" in text(made) and "不属于受理范围" in text(made)
    assert OF_RECORD in "".join(p.text for p in opened(made).sections[0].footer.paragraphs)
    assert bytes_of(paper) == before and before.startswith(b"%PDF"), "the paper of record is as it was"


def test_a_paper_made_before_keeps_the_template_of_its_day(
    client, director, worker, committee, standard_one, refused
):
    paper = refused()
    Paper.objects.filter(pk=paper.pk).update(made_at=timezone.now() - timedelta(days=1))
    client.force_login(director)
    client.post(address(committee), {"file": changed(standard_one, "新版")})
    assert "新版" not in text(copy(client, Paper.objects.get(pk=paper.pk), worker))


def test_other_offices_and_other_forms_keep_the_standard(client, director, committee, standard_one):
    client.post(address(committee), {"file": changed(standard_one, "新版")})
    other = Office.objects.create(
        kind="committee", name="佛山市劳动人事争议仲裁委员会", short="佛", division="440600"
    )
    assert TemplateVersion.objects.in_use(committee, "D10", "") is not None
    assert TemplateVersion.objects.in_use(other, "D10", "") is None
    assert TemplateVersion.objects.in_use(committee, "D09", "") is None


def test_a_refused_file_says_every_reason_and_changes_nothing(client, director, committee, standard_one):
    document = opened(standard_one)
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("{{ 案号 }}", "").replace("{{ 情形 }}", "{{ 立案情形 }}")
    out = BytesIO()
    document.save(out)
    answer = client.post(address(committee), {"file": SimpleUploadedFile("模板.docx", out.getvalue())})
    page = answer.content.decode()
    assert answer.status_code == 422
    for name in ("立案情形", "案号", "情形"):
        assert "{{ " + name + " }}" in page
    assert not TemplateVersion.objects.exists()
    assert client.post(address(committee), {}).status_code == 422
    assert (
        client.post(address(committee), {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}).status_code == 422
    )


def test_versions_are_kept_and_one_before_is_brought_back(client, director, committee, standard_one):
    for words in ("第一版", "第二版"):
        client.post(address(committee), {"file": changed(standard_one, words)})
    first, second = TemplateVersion.objects.order_by("pk")
    assert client.post(address(committee), {"do": "restore", "version": first.pk}).status_code == 302
    now = TemplateVersion.objects.in_use(committee, "D10", "")
    assert now.sha256 == first.sha256 and now.pk > second.pk and now.by == director
    assert "第一版" in client.get(address(committee, "template_trial")).content.decode()
    client.post(address(committee), {"do": "standard"})
    assert TemplateVersion.objects.in_use(committee, "D10", "") is None
    assert TemplateVersion.objects.count() == 4
    page = client.get(address(committee)).content.decode()
    assert page.count("恢复使用") >= 3
    kept = client.get(address(committee, "template_file") + f"?version={second.pk}")
    assert "第二版" in text(kept.content)
    assert client.post(address(committee), {"do": "restore", "version": "x"}).status_code == 404


def test_only_who_heads_the_office_changes_its_templates(client, committee, clerk, worker, director):
    for user in (
        clerk,
        worker,
        person(
            "otherdirector",
            role="director",
            office=Office.objects.create(
                kind="committee", name="佛山市劳动人事争议仲裁委员会", short="佛", division="440600"
            ),
        ),
    ):
        client.force_login(user)
        assert client.get(address(committee)).status_code == 404
        assert client.post(address(committee), {"do": "standard"}).status_code == 404
    client.force_login(clerk)
    assert client.get(reverse("disputes:templates")).status_code == 403
    client.force_login(director)
    assert client.get(address(committee, code="D99")).status_code == 404
    assert client.get(address(committee, code="M01")).status_code == 404, "a paper of mediation organisations"
    assert client.get(reverse("disputes:templates")).status_code == 200


def test_an_administrator_does_it_where_there_is_no_director(client, committee, admin_user):
    client.force_login(admin_user)
    assert client.get(address(committee)).status_code == 200
    person("head", role="director", office=committee)
    assert client.get(address(committee)).status_code == 404
