"""Ten or more workers apply together, each named in a list; what is wrong in it is named by its row (AL-7, CR-29)."""

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from stdnum.cn import ric

from disputes.models import Dispute, Party
from tests.intake.answers import answer, begin, fill

pytestmark = pytest.mark.django_db
HEADING = ["姓名", "身份证号", "电话", "住址"]


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:30+08:00", tick=False):
        yield


@pytest.fixture
def reference(client, worker, committee):
    reference = begin(client, worker, who="group")
    answer(client, reference, "group", {"number": "12", "speakers": "陈嘉禾\n李四\n王五"})
    answer(client, reference, "you")
    return reference


def card(n):
    digits = f"440104{1970 + n % 30}0{n % 9 + 1}{n % 28 + 1:02d}{n:03d}"
    return digits + ric.calc_check_digit(digits + "0")


def workers(many=11):
    return [
        [f"工友{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[n]}", card(n + 1), f"1380013{n:04d}", f"广州市越秀区{n}号"]
        for n in range(many)
    ]


def book(rows):
    made, kept = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(kept)
    return SimpleUploadedFile("名册.xlsx", kept.getvalue())


def pasted(rows):
    return {"workers": "\n".join("\t".join(row) for row in rows)}


@pytest.mark.parametrize("how", ["xlsx", "csv", "gb csv", "pasted", "with commas"])
def test_every_worker_of_the_list_becomes_a_party(how, client, reference, committee):
    rows = [HEADING, *workers()]
    lines = "\n".join(",".join(row) for row in rows)
    given = {
        "xlsx": {"roll_file": book(rows)},
        "csv": {"roll_file": SimpleUploadedFile("名册.csv", lines.encode("utf-8-sig"))},
        "gb csv": {"roll_file": SimpleUploadedFile("名册.csv", lines.encode("gb18030"))},
        "pasted": pasted(rows),
        "with commas": {"workers": "\n".join("，".join(row) for row in rows)},
    }[how]
    assert answer(client, reference, "roll", given).status_code == 302
    fill(client, reference, office=f"arbitration-{committee.pk}", skip=("you",))
    shown = client.get(f"/claim/{reference}/check/").content.decode()
    assert "工友甲、工友乙" in shown and "11" in shown
    assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    named = list(Dispute.objects.get().parties.filter(side="A"))
    assert [one.name for one in named] == ["陈嘉禾", *(row[0] for row in workers())]
    assert (
        named[1].worker and named[1].identity == card(1) and named[1].sex and named[1].phone == "13800130000"
    )
    assert Party.objects.get(side="B").name == "广州市云岭物流有限公司"


def test_each_fault_is_named_by_its_row_and_what_was_read_can_be_mended_on_the_page(client, reference):
    rows = workers()
    rows[1][1] = rows[1][1][:-1] + ("1" if rows[1][1][-1] != "1" else "2")
    rows[3][0] = ""
    rows[5][1] = rows[4][1]
    rows[7][2] = "12"
    rows[8].append("多余")
    page = answer(client, reference, "roll", {"roll_file": book([HEADING, *rows])})
    assert page.status_code == 422
    told = page.context["form"].errors["workers"]
    assert [words.split("：")[0] for words in told] == [
        "第3行",
        "第5行",
        "第7行",
        "第9行",
        "第10行",
    ]
    assert "第6行" in told[2], "the row that has the same number"
    kept = page.context["form"]["workers"].value()
    assert "工友甲\t" in kept and "工友丑" not in kept
    rows[1][1], rows[3][0], rows[5][1], rows[7][2] = card(2), "工友丁", card(6), ""
    rows[8].pop()
    assert answer(client, reference, "roll", pasted(rows)).status_code == 302


def test_the_list_and_the_number_must_agree_and_the_one_who_files_may_stand_in_it(client, reference):
    few = answer(client, reference, "roll", pasted(workers(8)))
    assert (
        few.status_code == 422
        and "12" in str(few.context["form"].errors)
        and "9" in str(few.context["form"].errors)
    )
    own = ["陈嘉禾", "44010619880312224X", "", ""]
    assert answer(client, reference, "roll", pasted([own, *workers()])).status_code == 302


@pytest.mark.parametrize(
    ("name", "raw"),
    [("a.xlsx", b"PK\x03\x04 no workbook"), ("a.pdf", b"%PDF-1.4"), ("a.csv", b"\x00\x01"), ("a.xlsx", b""), ("big.csv", b"x" * 3_000_000)],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused_in_words(name, raw, client, reference):
    page = answer(
        client, reference, "roll", {"roll_file": SimpleUploadedFile(name, raw), "workers": "工友甲"}
    )
    assert page.status_code == 422 and page.context["form"].errors["roll_file"]


def test_a_passport_holder_can_stand_in_the_list(client, reference):
    rows = workers()
    rows[0][1] = "H12345678"
    assert answer(client, reference, "roll", pasted(rows)).status_code == 302


def test_a_single_worker_is_not_asked_for_a_list(client, worker, committee):
    assert client.get(f"/claim/{begin(client, worker)}/roll/").status_code == 404
