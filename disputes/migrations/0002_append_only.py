from django.db import migrations

from disputes.models import triggers

STATEMENTS = {
    "sqlite": (triggers.SQLITE, triggers.SQLITE_UNDO),
    "postgresql": (triggers.POSTGRESQL, triggers.POSTGRESQL_UNDO),
}


def run(which):
    def apply(apps, schema_editor):
        with schema_editor.connection.cursor() as cursor:
            for statement in STATEMENTS[schema_editor.connection.vendor][which]:
                cursor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_initial")]
    operations = [migrations.RunPython(run(0), run(1))]
