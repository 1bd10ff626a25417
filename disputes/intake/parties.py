"""From the answers to the parties of the dispute, each on its side and as what it is (AL-22, CR-29)."""

from __future__ import annotations

from typing import Any

from disputes.lifecycle.mandates import POWERS
from disputes.models import Dispute, Party, Seat, User

Said = dict[str, Any]


def name_parties(dispute: Dispute, said: Said) -> Party:
    """Both sides anew, from what was said; the applicant of them."""
    dispute.parties.all().delete()
    agreed = {"electronic_service": said["service"]["electronic"] == "yes"}
    if "organisation" in said:
        applicant = Party.objects.create(
            dispute=dispute, side="A", **_organisation(said["organisation"]), **agreed
        )
        Party.objects.create(dispute=dispute, side="B", **_opponent(said["worker"]))
        return applicant
    applicant = Party.objects.create(dispute=dispute, side="A", **_worker(said["you"]), **agreed)
    for worker in said.get("roll", {}).get("workers", ()):
        Party.objects.create(dispute=dispute, side="A", **worker)
    for respondent in (_employer(said["employer"]), *map(_further, said.get("respondents", ()))):
        Party.objects.create(dispute=dispute, side="B", **respondent)
    return applicant


def _worker(you: Said) -> Said:
    return {
        "worker": True, "name": you["name"], "identity": you["identity"] or you["other_identity"], "sex": you["sex"],
        "born_on": you["born_on"].isoformat(), "phone": you["phone"], "address": you["address"],
        "postal_address": you["postal_address"], "speaks": you.get("speaks", ""),
    }  # fmt: skip


def _employer(employer: Said) -> Said:
    return {
        "kind": Party.Kind.ORGANISATION, "name": employer["employer_name"], "identity": employer["credit_code"],
        "phone": employer["employer_phone"], "address": employer["employer_address"], "head": employer["head"],
        "head_post": employer["head_post"],
    }  # fmt: skip


def _further(one: Said) -> Said:
    return {
        "kind": one["respondent_kind"], "name": one["respondent_name"], "identity": one["respondent_number"],
        "sex": one["sex"], "born_on": _iso(one["born_on"]), "phone": one["respondent_phone"],
        "address": one["respondent_address"], "head": one["respondent_head"],
    }  # fmt: skip


def _organisation(one: Said) -> Said:
    return {
        "kind": Party.Kind.ORGANISATION, "name": one["organisation_name"], "identity": one["organisation_code"],
        "phone": one["organisation_phone"], "address": one["organisation_address"],
        "postal_address": one["organisation_post_address"], "head": one["head"], "head_post": one["head_post"],
    }  # fmt: skip


def _opponent(worker: Said) -> Said:
    return {
        "worker": True, "name": worker["worker_name"], "sex": worker["worker_sex"], "born_on": _iso(worker["born_on"]),
        "identity": worker["worker_identity"] or worker["worker_other_identity"], "phone": worker["worker_phone"],
        "address": worker["worker_address"],
    }  # fmt: skip


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def seat_the_filer(dispute: Dispute, user: User, applicant: Party, said: Said) -> None:
    """The filer's own seat: the applicant, or the representative within the mandate (AL-24)."""
    seat, _made = Seat.objects.get_or_create(dispute=dispute, user=user, left=False, defaults={"side": "A"})
    seat.party, seat.role, seat.side = applicant, Seat.Role.PARTY, "A"
    if (mandate := said.get("agent")) is not None:
        seat.role, seat.until = Seat.Role.REPRESENTATIVE, mandate["mandate_until"]
        seat.powers, seat.special_powers = POWERS[mandate["powers"]], mandate["powers"] == "special"
    seat.save()


def remember(user: User, applicant: Party) -> None:
    """What the account did not know yet: the next application asks for none of it. Nothing of it is verified by that."""
    known = {"name": user.name, "phone": user.phone, "identity": user.identity}
    for field, value in known.items():
        setattr(user, field, value or getattr(applicant, field)[:60])
    user.save(update_fields=["name", "phone", "identity", "identity_index"])
