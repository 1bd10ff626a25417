from django.db import migrations, models


def copy(apps, schema_editor):
    cases = apps.get_model("arbitration", "Arbitration").objects.exclude(recusal_of=None)
    for case in cases.only("pk", "recusal_of"):
        case.challenged = [case.recusal_of_id]
        case.save(update_fields=["challenged"])


class Migration(migrations.Migration):

    dependencies = [
        ('arbitration', '0019_several_sittings'),
    ]

    operations = [
        migrations.AddField(
            model_name='arbitration',
            name='challenged',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='arbitration',
            name='recusal_of',
        ),
    ]
