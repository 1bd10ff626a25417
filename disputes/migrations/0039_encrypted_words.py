"""Words that stood in the clear: what is claimed, where the work is done, why a file came back."""

import disputes.models.fields
from django.db import migrations


WORDS = {"Claim": "text", "Dispute": "workplace_address", "HandOff": "return_reason"}


def write_anew(apps, schema_editor):
    """Read as it stood, written encrypted."""
    for model, name in WORDS.items():
        told = apps.get_model("disputes", model).objects.exclude(**{name: ""})
        for row in told.only("pk", name).order_by("pk").iterator():
            row.save(update_fields=[name])


class Migration(migrations.Migration):

    dependencies = [
        ('disputes', '0038_legal_first'),
    ]

    operations = [
        migrations.AlterField(
            model_name='claim',
            name='text',
            field=disputes.models.fields.EncryptedTextField(max_length=300, verbose_name='Claim'),
        ),
        migrations.AlterField(
            model_name='dispute',
            name='workplace_address',
            field=disputes.models.fields.EncryptedTextField(blank=True, max_length=120, verbose_name='Workplace'),
        ),
        migrations.AlterField(
            model_name='handoff',
            name='return_reason',
            field=disputes.models.fields.EncryptedTextField(blank=True, editable=False, verbose_name='Why it came back'),
        ),
        migrations.RunPython(write_anew, migrations.RunPython.noop, elidable=True),
    ]
