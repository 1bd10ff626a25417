"""The offices of Guangdong as data: province, 21 cities, 122 districts and counties.

Divisions are the national code list. City committees and intermediate courts exist for every city; that every
district has its own committee and basic court is RECALLED (docs/law.md 5.2) and said so in the office's settings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from disputes.models import Office

DATA = Path(__file__).parent / "data"
SHORT = {
    "440000": "粤", "440100": "穗", "440200": "韶", "440300": "深", "440400": "珠", "440500": "汕", "440600": "佛",
    "440700": "江", "440800": "湛", "440900": "茂", "441200": "肇", "441300": "惠", "441400": "梅", "441500": "汕尾",
    "441600": "河", "441700": "阳", "441800": "清", "441900": "莞", "442000": "中", "445100": "潮", "445200": "揭",
    "445300": "云",
}  # fmt: skip
CAPITAL = "440100"
RECALLED = {"confidence": "RECALLED"}


@cache
def divisions() -> dict[str, str]:
    """Division code → name, province, cities, districts and counties."""
    return json.loads((DATA / "divisions.json").read_text("utf-8"))


@cache
def districts_of(division: str) -> list[tuple[str, str]]:
    """What lies in a city, or in the city of a district; of the province its cities. A city without districts is all."""
    within, rest = (2, "00") if division.endswith("0000") else (4, "")
    found = [
        (code, name)
        for code, name in divisions().items()
        if code[:within] == division[:within]
        and code.endswith(rest)
        and code != division[:within].ljust(6, "0")
    ]
    return found or [(division, divisions()[division])]


@cache
def towns() -> dict[str, dict[str, list[str]]]:
    """Of cities without districts: each basic court and the towns and streets that are its own.

    RECALLED, and the register's to change: the list an office keeps in its settings stays. A town that is in no list
    (such as 松山湖, 民众街道, 三角镇, 港口镇) is to be decided by a person.
    """
    return json.loads((DATA / "towns.json").read_text("utf-8"))


def city_of(code: str) -> str:
    return code[:4] + "00"


def full_name(code: str) -> str:
    """`440104` → 广州市越秀区."""
    names, city = divisions(), city_of(code)
    return names[code] if code in (city, "440000") else names[city] + names[code]


def offices() -> Iterator[dict[str, Any]]:
    """Every office, courts before the committees whose awards they hear."""
    yield {"kind": "province", "name": "广东省人力资源和社会保障厅", "division": "440000", "short": "粤"}
    yield _organisation("centre", "广东省劳动人事争议调解中心", "440000", "粤")
    names = divisions()
    for city in [code for code in names if code.endswith("00") and code != "440000"]:
        yield from _city(city, names[city])
        for district in [code for code in names if code[:4] == city[:4] and code != city]:
            yield from _district(district, names[city], names[district])
    province = {
        "kind": "committee",
        "name": "广东省劳动人事争议仲裁委员会",
        "division": "440000",
        "short": "粤",
    }
    yield province | {"court": f"{names[CAPITAL]}中级人民法院"}  # the committee has its seat in the capital


def _city(city: str, name: str) -> Iterator[dict[str, Any]]:
    yield {"kind": "intermediate_court", "name": f"{name}中级人民法院", "division": city}
    courts = towns().get(city, {})
    for court, places in courts.items():
        known = RECALLED | {"towns": places}
        yield {
            "kind": "basic_court", "name": court, "division": city, "court": f"{name}中级人民法院", "settings": known,
        }  # fmt: skip
    committee = {
        "kind": "committee",
        "name": f"{name}劳动人事争议仲裁委员会",
        "division": city,
        "short": SHORT[city],
    }
    yield committee | {"court": next(iter(courts), f"{name}中级人民法院")}
    yield from _authorities(name, city)
    yield _organisation("centre", f"{name}劳动人事争议仲裁院调解中心", city, SHORT[city])


def _district(code: str, city: str, name: str) -> Iterator[dict[str, Any]]:
    stem = name if name.endswith("市") else city + name
    short = SHORT[city_of(code)] + name[:1] if len(name) == 2 else SHORT[city_of(code)] + name[:2]
    court = {
        "kind": "basic_court",
        "name": f"{stem}人民法院",
        "division": code,
        "court": f"{city}中级人民法院",
    }
    yield court | {"settings": RECALLED}
    committee = {
        "kind": "committee",
        "name": f"{stem}劳动人事争议仲裁委员会",
        "division": code,
        "short": short,
    }
    yield committee | {"court": f"{stem}人民法院", "settings": RECALLED}
    yield from _authorities(stem, code)
    if code in ("440104", "440106", "440305"):
        yield _organisation("township", f"{stem}街道劳动争议调解委员会", code, short + "街")
        yield _organisation("grassroots", f"{stem}人民调解委员会", code, short + "民")
        yield _organisation("enterprise", f"{stem}企业劳动争议联合调解委员会", code, short + "企")
        yield _organisation("district", f"{stem}劳动人事争议调解中心", code, short + "中")
        yield _organisation("trade", f"{stem}建筑行业劳动争议调解委员会", code, short + "建")
        yield _organisation("new_form", f"{stem}新就业形态劳动纠纷调解委员会", code, short + "新")


def _authorities(stem: str, division: str) -> Iterator[dict[str, Any]]:
    """Who else is handed files: inspection (监察条例 13), police (there, 18), review (行政复议法 24). Names RECALLED."""
    places = {"division": division, "settings": RECALLED}
    yield {"kind": "inspection", "name": f"{stem}劳动保障监察机构"} | places
    yield {"kind": "police", "name": f"{stem}公安机关"} | places
    yield {"kind": "review", "name": f"{stem}人民政府行政复议机构"} | places


def _organisation(kind: str, name: str, division: str, short: str) -> dict[str, Any]:
    return {"kind": "mediation", "organisation": kind, "name": name, "division": division, "short": short}


def _settings(office: Office, row: dict[str, Any]) -> dict[str, Any]:
    """What the office chose itself stays; how sure its data are is told by the data."""
    chosen = {name: value for name, value in office.settings.items() if name not in RECALLED}
    return row.get("settings", {}) | chosen


def load() -> int:
    """Make or update the offices by name. Safe to run twice. Returns how many there are."""
    made: dict[str, Office] = {}
    known = {office.name: office for office in Office.objects.all()}
    for row in offices():
        court = made.get(row.pop("court", ""))
        office = known.get(row["name"]) or Office(name=row["name"])
        wanted = (
            {"short": "", "organisation": ""} | row | {"court": court, "settings": _settings(office, row)}
        )
        if office.pk is None or any(getattr(office, field) != value for field, value in wanted.items()):
            for field, value in wanted.items():
                setattr(office, field, value)
            office.save()
        made[office.name] = office
    return len(made)
