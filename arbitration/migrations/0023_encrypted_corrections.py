"""What was wrong in an award and how it reads stood in the clear."""

import disputes.models.fields
from django.db import migrations


def write_anew(apps, schema_editor):
    """Read as it stood, written encrypted."""
    for award in apps.get_model("arbitration", "Award").objects.only("pk", "corrections").order_by("pk").iterator():
        if award.corrections:
            award.save(update_fields=["corrections"])


class Migration(migrations.Migration):

    dependencies = [
        ('arbitration', '0022_encrypted_words'),
    ]

    operations = [
        migrations.AlterField(
            model_name='award',
            name='corrections',
            field=disputes.models.fields.EncryptedJSONField(blank=True, default=list, editable=False),
        ),
        migrations.RunPython(write_anew, migrations.RunPython.noop, elidable=True),
    ]
