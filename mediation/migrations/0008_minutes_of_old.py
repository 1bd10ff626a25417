"""Every sitting noted before sittings had rows of their own gets one."""

from django.db import migrations


def keep(apps, schema_editor):
    entries = apps.get_model("disputes", "DocketEntry").objects.filter(step="mediation.sit")
    sittings = apps.get_model("mediation", "Sitting").objects
    for entry in entries.order_by("pk"):
        number = sittings.filter(mediation_id=entry.record_id).count() + 1
        sittings.create(
            mediation_id=entry.record_id, number=number, held_on=entry.on, minutes=entry, present=["A", "B"],
            place=entry.facts.get("place", ""),
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("mediation", "0007_sittings")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop, elidable=True)]
