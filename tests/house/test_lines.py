"""Commands that read and write JSON lines, as another program drives them through pipes."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

ASKED = {
    ("law", "due"): {"id": 1, "code": "suit", "from": "2026-04-20"},
    ("casebook", "redact"): {"id": 1, "text": "电话13800138000"},
}
# Each says its lines through the same loop; starting the second costs four seconds every time.
EACH = pytest.mark.parametrize(
    ("words", "asked"),
    [one if n == 0 else pytest.param(*one, marks=pytest.mark.long) for n, one in enumerate(ASKED.items())],
    ids=[" ".join(words) for words in ASKED],
)
NOT_SAFE = {"PYTHONUNBUFFERED", "DATABASE_URL", "REDIS_URL"}
HALF_A_PAIR = "\ud800"


def command(words, tmp_path, **options):
    """The command as a shell starts it: its output is kept back until it is told, as Python does with pipes."""
    env = {name: value for name, value in os.environ.items() if name not in NOT_SAFE}
    return subprocess.Popen(
        [sys.executable, "manage.py", *words], cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**env, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}, **options,
    )  # fmt: skip


def line(**asked):
    return json.dumps(asked).encode() + b"\n"


@EACH
def test_a_line_is_answered_while_the_pipe_stays_open(words, asked, tmp_path):
    with command(words, tmp_path) as running:
        for number in range(3):
            running.stdin.write(line(**{**asked, "id": number}))
            running.stdin.flush()
            waited_for, _, _ = select.select([running.stdout], [], [], 60)
            told = running.stdout.readline() if waited_for else b"{}"
            if not waited_for:
                running.kill()
            assert json.loads(told).get("id") == number
        running.stdin.close()
        assert running.wait() == 0


@EACH
def test_who_stops_reading_gets_no_traceback(words, asked, tmp_path):
    with command(words, tmp_path) as running:
        running.stdout.close()
        running.stdin.write(line(**asked))
        running.stdin.close()
        assert b"Traceback" not in running.stderr.read()


@EACH
def test_a_closed_input_is_wrong_use(words, asked, tmp_path):
    with command(words, tmp_path, preexec_fn=lambda: os.close(0)) as running:
        _, said = running.communicate()
    assert running.returncode == 2
    assert b"Traceback" not in said


@EACH
def test_what_cannot_be_written_or_read_spoils_no_other_line(words, asked, tmp_path):
    body = {name: value for name, value in asked.items() if name != "id"}
    lines = [
        b"\xef\xbb\xbf" + line(**asked),
        line(**{**asked, "id": HALF_A_PAIR}),
        line(**body, id=float("nan")),
        line(**body, id=2, more=HALF_A_PAIR),
        b"\xff\n",
        b"[" * 10_000 + b"]" * 10_000 + b"\n",
        json.dumps({**asked, "id": 3}).encode(),
    ]
    with command(words, tmp_path) as running:
        told, said = running.communicate(b"".join(lines))
    answers = [json.loads(one, parse_constant=pytest.fail) for one in told.splitlines()]
    assert [one["id"] for one in answers] == [1, HALF_A_PAIR, "NaN", 2, None, None, 3]
    assert ["error" in one for one in answers] == [False, False, False, False, True, True, False]
    assert running.returncode == 1
    assert b"Traceback" not in said


def test_a_text_with_half_a_pair_is_redacted(tmp_path):
    with command(("casebook", "redact"), tmp_path) as running:
        told, _ = running.communicate(line(id=1, text=HALF_A_PAIR + "电话13800138000"))
    assert json.loads(told)["text"] == HALF_A_PAIR + "电话〔手机号码〕"
    assert running.returncode == 0
