"""The record of a hearing as its document says it (D26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arbitration.deeds import SIDES, Data, common, tribunal
from arbitration.lifecycle.guards.minutes import open_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from arbitration.models import HearingRecord
    from disputes.models import DocketEntry, Party

PRESIDING, ARBITRATOR, RECORDER = "首席仲裁员", "仲裁员", "书记员"
CLOSED = "经当事人申请或者依法不公开"


def attendance(arbitration: Any, came: Mapping[int, tuple[bool, str]]) -> list[Data]:
    """Who was at the hearing: of each party (by key) whether, and who came for it; the tribunal is there by law."""
    parties = [
        {"key": f"party-{one.pk}", "name": one.name, "role": SIDES[one.side], "present": came[one.pk][0], "note": came[one.pk][1]}
        for one in arbitration.dispute.parties.all()
    ]  # fmt: skip
    first = PRESIDING if arbitration.bench else ARBITRATOR
    beside = [(one, ARBITRATOR) for one in arbitration.arbitrators]
    people = [(arbitration.presiding, first), *beside, (arbitration.recorder, RECORDER)]
    return parties + [
        {"key": f"user-{one.pk}", "name": str(one), "role": role, "present": True, "note": ""}
        for one, role in people
        if one
    ]


def record(entry: DocketEntry, addressee: Party | None) -> Data:
    """Runs before the record is marked finished: it is still the open one."""
    kept: HearingRecord = open_record(entry.record)
    return common(
        entry,
        starts_at=kept.starts_at.isoformat(), ends_at=kept.ends_at.isoformat(), place=kept.place,
        closed=CLOSED if kept.closed else "", tribunal=tribunal(entry.record), mediation=kept.text["mediation"],
        attendance=[{name: row[name] for name in ("name", "role", "present", "note")} for row in kept.text["attendance"]],
        stages=[{"title": one["title"], "speeches": [{"speaker": "记录", "text": one["text"]}]} for one in kept.text["stages"]],
        last_words=kept.text["last_words"] or [{"speaker": "记录", "text": "无。"}],
        corrections=_corrections(kept, entry.facts.get("answer", "")), signatures=_signatures(kept),
    )  # fmt: skip


def _corrections(kept: HearingRecord, answer: str) -> list[str]:
    """What signers asked to be put right, and what the tribunal did about it (AL-40)."""
    names = {key: row["name"] for key, row in kept.signers.items()}
    asked = [f"{names.get(one.key, '')}：{one.remark}" for one in kept.remarks]
    return [*asked, f"仲裁庭意见：{answer}"] if asked else []


def _signatures(kept: HearingRecord) -> list[Data]:
    return [
        {"role": row["role"], "name": row["name"]}
        | (
            {"refused": one.refused}
            if one.refused
            else {"signed_on": one.at.date(), "drawn": one.drawn, "signer": str(one.by)}
        )
        for row, one in kept.awaited
        if one is not None
    ]
