"""One line of the room: the page, the feed and the frames show the same one, and nothing in it is markup of people."""

import datetime as dt
import json

from django.utils import translation

from disputes.caseroom.hub import encode
from disputes.line import line
from disputes.models import DocketEntry, Party, User

AT = dt.datetime(2026, 3, 2, 1, 5, tzinfo=dt.UTC)


def entry(step="mediation.say", record_type="mediation", audience="open", **given):
    return DocketEntry(
        audience=audience, seq=7, step=step, record_type=record_type, on=dt.date(2026, 3, 1), at=AT, **given
    )  # fmt: skip


def test_what_people_write_is_no_markup():
    shown = line(
        entry(
            facts={"text": "<script>x</script> & 工资"},
            by=User(name="<b>陈</b>"),
            audience="joint",
        )
    )
    assert "<script>" not in shown and "<b>陈" not in shown
    assert "&lt;script&gt;x&lt;/script&gt; &amp; 工资" in shown
    assert 'data-stream="joint" data-seq="7"' in shown and "双方和调解员" in shown


def test_a_step_tells_its_title_paper_person_and_day_in_the_language_that_is_active():
    one = entry(
        "service.prove",
        "service",
        about="D12",
        party=Party(name="某公司<i>"),
        facts={"right": "三月\n四月"},
    )
    with translation.override("zh-hans"):
        shown = line(one)
    assert "应诉通知书" in shown and " · 某公司&lt;i&gt;" in shown and "2026年3月1日" in shown
    assert "<p>三月<br>四月</p>" in shown and 'datetime="2026-03-02T09:05:00+08:00"' in shown
    assert "依法" in shown  # nobody's: by operation of law
    with translation.override("en"):
        assert "1 March 2026" in line(one) and "By operation of law" in line(one)


def test_a_recounted_time_limit_tells_what_moved():
    moved = {
        "moved": [{"limit": "award", "was": "2026-04-15", "now": "2026-04-16"}],
        "broken": [],
        "notice": "放假通知",
    }
    assert "2026年4月15日 → 2026年4月16日" in line(entry("dispute.recount", "dispute", facts=moved))


def test_the_frame_shows_the_line():
    one = entry(facts={"text": "您好"}, by=User(name="陈嘉禾"))
    assert json.loads(encode(one, ["zh-hans"])["zh-hans"]["text"]) == {
        "stream": "open", "seq": 7, "html": line(one),
    }  # fmt: skip
