"""The index of the docket's disputes alone goes: those of its places begin with the dispute too.

By hand: changing the column would make the table anew on SQLite, and its triggers would be gone.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLE, COLUMN = "disputes_docketentry", "dispute_id"


def drop(apps, editor):
    with editor.connection.cursor() as cursor:
        found = editor.connection.introspection.get_constraints(cursor, TABLE)
    for name, one in found.items():
        if one["columns"] == [COLUMN] and one["index"] and not one["unique"] and not one["foreign_key"]:
            editor.execute(f"DROP INDEX {editor.quote_name(name)}")


def restore(apps, editor):
    editor.execute(f"CREATE INDEX docket_of_dispute ON {TABLE} ({COLUMN})")


class Migration(migrations.Migration):
    dependencies = [("disputes", "0034_papers_of_a_party")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, restore)],
            state_operations=[
                migrations.AlterField(
                    model_name="docketentry",
                    name="dispute",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="docket",
                        to="disputes.dispute",
                    ),
                ),
            ],
        ),
    ]
