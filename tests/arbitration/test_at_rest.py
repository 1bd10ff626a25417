"""Words of a case stand in the database encrypted; what may stand there in the clear is listed here, and why it may."""

import pytest
from django.apps import apps
from django.db import connection, models

from arbitration.models import Arbitration
from tests.arbitration.test_hearing import ready

__all__ = ["ready"]
# Keys, days, sums, codes and marks; what is public or is told to the public.
CLEAR = {
    "disputes": {
        "HolidayNotice.rest", "HolidayNotice.work", "Dispute.speakers", "Dispute.more_places", "Dispute.streams",
        "Deadline.pauses", "Deadline.restarts", "Deadline.explanation", "Deadline.history", "PartnerKey.scopes",
        "Outgoing.said", "Draft.stamps", "Office.settings", "HandOff.served", "HandOff.left", "HandOff.package_seal",
    },
    "mediation": {
        "Mediation.signatures", "Mediation.extension_agreed", "Fact.confirmed", "Fact.released", "BlindRound.entered",
        "Instalment.parts", "Offer.accepted", "MediatorProfile.specialities", "MediatorProfile.languages",
        "MediatorProfile.districts", "Sitting.present", "QuestionRound.answered",
    },
    "arbitration": {
        "Award.sued_by", "AwardItem.articles", "AwardItem.reason", "Room.equipment",
        "Arbitration.delegation_agreed", "Arbitration.candidates", "Arbitration.needs", "Arbitration.time_facts",
        "Arbitration.online_consents", "Arbitration.sat", "Arbitration.former_bench", "Arbitration.bench",
        "Arbitration.challenged", "Inquiry.officers", "Proposal.moves", "Proposal.left", "BookingLine.move",
        "BookingLine.refused",
    },
}  # fmt: skip


@pytest.mark.parametrize("app", sorted(CLEAR))
def test_long_words_are_encrypted_but_for_those_listed(app):
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if type(field) in (models.TextField, models.JSONField)
    }
    assert found == CLEAR[app]


@pytest.mark.django_db
def test_what_the_sides_propose_and_why_a_day_is_asked_for_is_encrypted_in_the_table(ready):
    ready.step("propose_settlement", ready.cast.worker, terms="双方各让一步，公司付三万元。")
    case = Arbitration.objects.get(pk=ready.case.pk)
    assert case.settlement["terms"].startswith("双方各让一步") and case.opinion
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT settlement, opinion, counterclaim FROM arbitration_arbitration WHERE id = %s", [case.pk]
        )
        settlement, opinion, counterclaim = cursor.fetchone()
    assert settlement.startswith("v1.") and opinion.startswith("v1.") and counterclaim == ""


@pytest.mark.django_db
def test_what_was_written_in_the_clear_is_read_and_written_anew(ready):
    from importlib import import_module

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE arbitration_arbitration SET opinion = %s, change = %s WHERE id = %s",
            ["建议受理", '{"text": "增加一项"}', ready.case.pk],
        )
    import_module("arbitration.migrations.0022_encrypted_words").write_anew(apps, None)
    case = Arbitration.objects.get(pk=ready.case.pk)
    assert case.opinion == "建议受理" and case.change == {"text": "增加一项"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT opinion, change FROM arbitration_arbitration WHERE id = %s", [case.pk])
        assert all(value.startswith("v1.") for value in cursor.fetchone())


@pytest.mark.django_db
def test_claims_places_and_reasons_that_stood_in_the_clear_are_read_and_written_anew(ready):
    from importlib import import_module

    dispute = ready.case.dispute
    claim = dispute.claims.first()
    where = {"disputes_claim": ("text", claim.pk), "disputes_dispute": ("workplace_address", dispute.pk)}
    with connection.cursor() as cursor:
        for table, (name, key) in where.items():
            cursor.execute(f"UPDATE {table} SET {name} = %s WHERE id = %s", ["支付工资", key])
    assert dispute.claims.exclude(text="").filter(pk=claim.pk).exists()
    import_module("disputes.migrations.0039_encrypted_words").write_anew(apps, None)
    claim.refresh_from_db()
    assert claim.text == type(dispute).objects.get(pk=dispute.pk).workplace_address == "支付工资"
    with connection.cursor() as cursor:
        for table, (name, key) in where.items():
            cursor.execute(f"SELECT {name} FROM {table} WHERE id = %s", [key])
            assert cursor.fetchone()[0].startswith("v1.")
