"""What a room has is chosen from a list, and asked for by hearings; what was written of it before is kept as remarks."""

from django.db import migrations, models

WORDS = {
    "recording": ("录音", "录像", "recording"),
    "screen": ("显示屏", "投影", "screen"),
    "video": ("视频", "video link"),
    "booth": ("传译", "booth"),
    "step_free": ("无障碍", "step-free", "wheelchair"),
}


def read_the_words(apps, schema_editor):
    Room = apps.get_model("arbitration", "Room")
    for room in Room.objects.exclude(remarks=""):
        said = room.remarks.lower()
        room.equipment = [code for code, words in WORDS.items() if any(word in said for word in words)]
        room.save(update_fields=["equipment"])


class Migration(migrations.Migration):

    dependencies = [
        ('arbitration', '0016_archived_and_agreed'),
    ]

    operations = [
        migrations.RenameField(model_name='room', old_name='equipment', new_name='remarks'),
        migrations.AlterField(
            model_name='room',
            name='remarks',
            field=models.CharField(blank=True, max_length=120, verbose_name='Remarks'),
        ),
        migrations.AddField(
            model_name='room',
            name='equipment',
            field=models.JSONField(blank=True, default=list, verbose_name='Equipment'),
        ),
        migrations.RunPython(read_the_words, migrations.RunPython.noop),
        migrations.AddField(
            model_name='arbitration',
            name='needs',
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name='arbitration',
            name='seats_needed',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
    ]
