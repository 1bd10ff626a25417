from django.db import migrations, models

TABLES = ("disputes_deadline", "disputes_docketentry", "disputes_paper")


def widen(apps, editor):
    """Names of streams may bear an office. SQLite holds no length, and remaking its docket would lose the triggers."""
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(f"ALTER TABLE {table} ALTER COLUMN audience TYPE varchar(24)")


class Migration(migrations.Migration):
    dependencies = [("disputes", "0027_spoken")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(widen, migrations.RunPython.noop)],
            state_operations=[
                migrations.AlterField("deadline", "audience", models.CharField(default="open", max_length=24)),
                migrations.AlterField("docketentry", "audience", models.CharField(max_length=24)),
                migrations.AlterField("paper", "audience", models.CharField(default="open", max_length=24)),
            ],
        )
    ]
