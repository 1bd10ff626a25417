"""Words of a case that stood in the clear: a settlement proposed between the sides, opinions of the side volume, reasons."""

import disputes.models.fields
from django.db import migrations


WORDS = ["advance", "asked_reason", "change", "counterclaim", "opinion", "preservation", "settlement"]


def write_anew(apps, schema_editor):
    """Read as it stood, written encrypted."""
    for case in apps.get_model("arbitration", "Arbitration").objects.only("pk", *WORDS).iterator():
        if any(getattr(case, name) for name in WORDS):
            case.save(update_fields=WORDS)


class Migration(migrations.Migration):

    dependencies = [
        ('arbitration', '0021_closed_on_request'),
    ]

    operations = [
        migrations.AlterField(
            model_name='arbitration',
            name='advance',
            field=disputes.models.fields.EncryptedJSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name='arbitration',
            name='asked_reason',
            field=disputes.models.fields.EncryptedTextField(blank=True, editable=False),
        ),
        migrations.AlterField(
            model_name='arbitration',
            name='change',
            field=disputes.models.fields.EncryptedJSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name='arbitration',
            name='counterclaim',
            field=disputes.models.fields.EncryptedJSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name='arbitration',
            name='opinion',
            field=disputes.models.fields.EncryptedTextField(blank=True, editable=False, verbose_name="Clerk's opinion"),
        ),
        migrations.AlterField(
            model_name='arbitration',
            name='preservation',
            field=disputes.models.fields.EncryptedJSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name='arbitration',
            name='settlement',
            field=disputes.models.fields.EncryptedJSONField(blank=True, default=dict, editable=False),
        ),
        migrations.RunPython(write_anew, migrations.RunPython.noop, elidable=True),
    ]
