"""The cover, the list and the note of an archived volume (CR-21, CR-22, CR-24)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from arbitration.deeds import Data, common
from arbitration.deeds.rulings import ENDED, sitting
from arbitration.volumes import TITLES, missing, papers_of
from disputes.court import index
from disputes.models import Paper

if TYPE_CHECKING:
    from disputes.models import DocketEntry, Party

Deed = Callable[["DocketEntry", "Party | None"], Data]
HANDLED = {"ordinary": "普通程序", "simple": "简易处理"}
COMPLETE = "本卷材料齐全，无缺失。"


def cover(volume: str) -> Deed:
    def data(entry: DocketEntry, addressee: Party | None) -> Data:
        record = entry.record
        thirds = "、".join(party.name for party in entry.dispute.parties.all() if party.side == "T")
        return _bound(
            entry, volume, procedure_kind=HANDLED[record.mode], third_parties=thirds or None,
            filed_on=record.received_on, accepted_on=record.accepted_on, ended_on=record.ended_on or record.closed_on,
            archived_on=entry.on, outcome=ENDED[record.outcome], sitting=sitting(record), due_on=record.keep_until,
            shelfmark=entry.facts.get("shelfmark"),
        )  # fmt: skip

    return data


def contents(volume: str) -> Deed:
    def data(entry: DocketEntry, addressee: Party | None) -> Data:
        filed = index.filed(_counted(entry, volume))
        return _bound(entry, volume, listed=[
            {
                "name": one.paper.title, "number": one.paper.number or None, "made_on": one.paper.made_at.date(),
                "pages": one.paper.pages, "page": one.page or None,
            }
            for one in filed
        ])  # fmt: skip

    return data


def note(volume: str) -> Deed:
    def data(entry: DocketEntry, addressee: Party | None) -> Data:
        absent = entry.facts["absent"]
        gaps = [
            f"缺{gap}：{absent[gap.key].strip().rstrip('。')}。"
            for gap in missing(entry.record)
            if gap.key in absent
        ]
        said = [*gaps, entry.facts.get("remarks", "").strip()] if volume == Paper.Volume.MAIN else []
        return _bound(entry, volume, remarks="\n".join(filter(None, said)) or COMPLETE, officer=str(entry.by))

    return data


def has(volume: str) -> Callable[[DocketEntry], bool]:
    return lambda entry: bool(papers_of(entry.record, volume))


def _counted(entry: DocketEntry, volume: str) -> list[Paper]:
    papers = list(papers_of(entry.record, volume))
    for paper in papers:
        index.kept(paper)
    return papers


def _bound(entry: DocketEntry, volume: str, **more: Any) -> Data:
    papers = _counted(entry, volume)
    pages = sum(paper.pages for paper in papers)
    return common(
        entry, volume=TITLES[Paper.Volume(volume)], sheets=str(len(papers)), pages=str(pages), **more
    )
