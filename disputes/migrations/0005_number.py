from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disputes", "0004_draft")]
    operations = [
        migrations.AddField(
            "dispute", "number", models.CharField(blank=True, editable=False, max_length=60, verbose_name="Number")
        ),
    ]
