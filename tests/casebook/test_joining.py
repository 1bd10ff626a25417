"""Somebody who has the register takes everything the public is sent of a case and looks which disputes it fits (threat 14).

The attacker shares no code with the check: words are read from the page, JSON-LD, export, API and both feeds.
"""

import datetime as dt
import json
import re
from decimal import Decimal

import pytest
from django.test import Client

from casebook.models import TypicalCase
from disputes.acts import NotLawful, perform
from disputes.models import Claim, Dispute, DocketEntry, Party

pytestmark = pytest.mark.django_db
FEWEST = 5
DISTRICTS = {"440106": "天河", "440104": "越秀", "440305": "南山"}
CITIES = {"4401": "广州", "4403": "深圳"}
FIRMS = {"logistics": "广州市云岭物流有限公司", "construction": "广州市云岭建筑有限公司"}
TRADES = {"logistics": "物流", "construction": "建筑"}
EDGES = (0, 10_000, 30_000, 50_000, 100_000, 200_000, 500_000)
TEXTS = {
    "all": ("2026年3月，某物流公司在广州市天河区的员工申请仲裁，请求支付24000元。", "logistics"),
    "no month": ("2026年，某物流公司在广州市天河区的员工申请仲裁，请求支付24000元。", "logistics"),
    "no district": ("2026年3月，某物流公司在广州市的员工申请仲裁，请求支付24000元。", "logistics"),
    "no trade": ("2026年3月，某公司在广州市天河区的员工申请仲裁，请求支付24000元。", "other"),
    "no sum": ("2026年3月，某物流公司在广州市天河区的员工申请仲裁。", "logistics"),
    "little": ("某公司的员工申请仲裁。", "other"),
}
REGISTERS = {
    "alone": [],
    "alike": [("440106", "logistics", 24_000, 3)] * 4,
    "spread": [
        (area, trade, total, month)
        for area in DISTRICTS for trade in FIRMS for total in (8_000, 24_000, 240_000) for month in (2, 3)
    ],
    "elsewhere": [("440305", "construction", 240_000, 2)] * 8,
}  # fmt: skip


@pytest.fixture(params=REGISTERS)
def register(request, worker, released):
    """The private database: the dispute behind the case, and others."""
    source = released.source_dispute
    source.claims.all().delete()
    _tell(source, "440106", "logistics", 24_000, 3)
    for row in REGISTERS[request.param]:
        _tell(Dispute(opened_by=worker, stage="open", facts_text="欠薪"), *row)
    return request.param


def _tell(dispute, area, trade, total, month):
    dispute.workplace, dispute.opened_on = area, dt.date(2026, month, 12)
    dispute.save()
    Claim.objects.create(dispute=dispute, kind="wages", text="工资", amount=total)
    Party.everyone.filter(dispute=dispute, worker=False).delete()
    Party.objects.create(dispute=dispute, side="B", name=FIRMS[trade])


def public_words(case, client):
    """Everything that is sent of it to somebody without a login."""
    page = client.get(case.public_url).content.decode()
    parts = [
        re.sub(
            r"<script type=\"module\".*?</script>|<(?:header|footer|nav).*?</(?:header|footer|nav)>",
            "",
            page,
            flags=re.S,
        )
    ]
    lines = client.get("/casebook/export.jsonl").content.decode().splitlines()
    parts += [line for line in lines if json.loads(line)["id"] == case.number]
    parts.append(json.dumps(client.get(f"/api/v1/casebook/{case.number}/").json(), ensure_ascii=False))
    parts += [client.get(f"/casebook/feed.{kind}").content.decode() for kind in ("atom", "json")]
    return "\n".join(parts)


def joined(words, case):
    """The disputes of the register that everything said fits."""
    area = next((code for code, name in DISTRICTS.items() if name in case.facts), "")
    area = area or next(
        (code for code, name in CITIES.items() if name in words), ""
    )  # its office tells the city
    trade = next((trade for trade, name in TRADES.items() if name in words or f'"{trade}"' in words), "")
    month = re.search(
        r"2026年([23])月(?!\d*日)", case.facts
    )  # the day of publication is no month of the events
    year = re.search("2026年", case.facts)
    told = re.search(r"(\d+)元", words)
    band = max(n for n, edge in enumerate(EDGES) if int(told[1]) >= edge) if told else None
    found = []
    for dispute in Dispute.objects.exclude(opened_on=None):
        total = sum(
            (claim.amount or Decimal(0) for claim in dispute.claims.filter(dropped=False)), Decimal(0)
        )
        firms = "".join(Party.everyone.filter(dispute=dispute, worker=False).values_list("name", flat=True))
        fits = (
            str(dispute.workplace).startswith(area)
            and (not trade or TRADES[trade] in firms)
            and (not month or dispute.opened_on.month == int(month[1]))
            and (not year or dispute.opened_on.year == 2026)
            and (band is None or band == max(n for n, edge in enumerate(EDGES) if total >= edge))
        )
        found += [dispute.pk] if fits else []
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_threat_14_no_published_case_is_found_among_fewer_than_five(register, text, released, director):
    facts, trade = TEXTS[text]
    said = {"facts": facts, "trade": trade, "region": "", "claims": "支付工资", "result": "双方达成协议。"}
    TypicalCase.objects.filter(pk=released.pk).update(**said)
    case = TypicalCase.objects.get(pk=released.pk)
    try:
        perform(case, "publish", by=director, despite="同类案件较多，当事人无法据此识别。")
    except NotLawful:
        assert _in_the_city() >= FEWEST  # it can be said less exactly
        return
    case = TypicalCase.objects.get(pk=released.pk)
    found = joined(public_words(case, Client()), case)
    assert case.source_dispute_id in found
    if len(found) < FEWEST:
        entry = DocketEntry.objects.get(dispute=case.dispute_id, step="typicalcase.publish")
        assert entry.facts["despite"] and _in_the_city() < FEWEST


def _in_the_city():
    """The office that publishes tells its city: nothing can be said less exactly than that."""
    return Dispute.objects.filter(workplace__startswith="4401").exclude(opened_on=None).count()


def test_threat_14_the_same_words_are_published_once_they_say_less(released, register, director):
    said = {
        "facts": TEXTS["little"][0],
        "trade": "other",
        "region": "",
        "claims": "支付工资",
        "result": "达成协议。",
    }
    TypicalCase.objects.filter(pk=released.pk).update(**said)
    perform(TypicalCase.objects.get(pk=released.pk), "publish", by=director, despite="同类案件较多")
    assert TypicalCase.objects.get(pk=released.pk).stage == "published"
