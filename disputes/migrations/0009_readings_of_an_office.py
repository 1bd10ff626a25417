import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disputes", "0008_sums_and_places")]

    operations = [
        migrations.AddField(
            "deadline",
            "reading",
            models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="ReadingChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reading", models.CharField(max_length=40)),
                ("before", models.CharField(max_length=40)),
                ("option", models.CharField(max_length=40)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading_choices",
                        to="disputes.office",
                    ),
                ),
            ],
            options={"verbose_name": "Choice of a reading", "ordering": ["-pk"]},
        ),
    ]
