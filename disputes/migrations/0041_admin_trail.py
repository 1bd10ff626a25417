from django.db import migrations

from disputes.models import triggers

STATEMENTS = {
    "sqlite": (triggers.TRAIL_SQLITE, triggers.TRAIL_SQLITE_UNDO),
    "postgresql": (triggers.TRAIL_POSTGRESQL, triggers.TRAIL_POSTGRESQL_UNDO),
}


def run(which):
    def apply(apps, schema_editor):
        with schema_editor.connection.cursor() as cursor:
            for statement in STATEMENTS[schema_editor.connection.vendor][which]:
                cursor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0040_deadlines_found_by_their_dispute"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]
    operations = [migrations.RunPython(run(0), run(1))]
