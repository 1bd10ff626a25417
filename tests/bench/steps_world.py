"""Hand-offs on their way to court: `handoff.acknowledge` ends one duty (register), opens the next (answer), no more."""

from types import SimpleNamespace

from disputes.acts import perform
from disputes.models import Claim, Dispute, Engagement, HandOff, Party, Seat


def world_of_sent(count, *, committee, worker, employer, clerk, monkeypatch):
    """So many disputes, each with one hand-off that was sent to the court by a real step."""
    package = SimpleNamespace(sha256="", size=0)
    monkeypatch.setattr("disputes.court.package.build", lambda entry: package)
    monkeypatch.setattr("django.conf.settings.LIVE_RING", False)
    disputes = Dispute.objects.bulk_create(
        [
            Dispute(opened_by=worker, cause="追索劳动报酬", facts_text="拖欠三个月工资。")
            for _n in range(count)
        ]
    )
    ours = Party.objects.bulk_create(Party(dispute=d, side="A", name="陈嘉禾", worker=True) for d in disputes)
    theirs = Party.objects.bulk_create(
        Party(dispute=d, side="B", name="云岭物流", kind="organisation") for d in disputes
    )
    Claim.objects.bulk_create(Claim(dispute=d, kind="wages", text="支付工资", amount=1) for d in disputes)
    for user, side, parties in ((worker, "A", ours), (employer, "B", theirs)):
        Seat.objects.bulk_create(
            Seat(dispute=p.dispute, user=user, role="party", side=side, party=p) for p in parties
        )
    Engagement.objects.bulk_create(
        Engagement(dispute=d, office=committee, capacity="arbitration") for d in disputes
    )
    made = []
    for dispute, party in zip(disputes, ours, strict=True):
        perform(dispute, "open", by=worker)
        handoff = HandOff.objects.create(
            dispute=dispute, ground="set_aside", record_type="award", record_id=dispute.pk, stage="filed",
            office=committee.court, from_office=committee, filed_by=party, filed_on=dispute.created_at.date(),
        )  # fmt: skip
        made.append(perform(handoff, "send", by=clerk).record.pk)
    monkeypatch.setattr("django.conf.settings.LIVE_RING", True)
    return made
