"""docs/threats.md 15: whatever a hand in the database changes in a docket is found, and found at the entry."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from disputes.models import DocketEntry
from tests.disputes.tampering import CHANGES, grown, missed, sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def chains(dispute, worker):
    from tests.conftest import Dispute, Party, Seat

    other = Dispute.objects.create(opened_by=worker, facts_text="另一案")
    for side in "AB":
        Party.objects.create(dispute=other, side=side, name=side)
    other.claims.create(kind="wages", text="支付工资")
    Seat.objects.create(dispute=other, user=worker, role="party", side="A")
    return grown([dispute, other], worker)


def test_threat_15_untouched_dockets_hold(chains):
    assert chains.broken() == {}


def test_threat_15_every_kind_of_change_is_found_at_its_entry(chains):
    assert missed(chains, 6 * len(CHANGES)) == []


@pytest.mark.parametrize("statement", ["UPDATE {} SET step = 'x'", "DELETE FROM {}"])
def test_threat_15_the_database_itself_refuses(chains, statement):
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        sql(statement.format(DocketEntry._meta.db_table))
    assert connection.is_usable()


def test_threat_15_the_command_compares_with_the_sealed_heads(chains, tmp_path, capsys):
    kept, printed = tmp_path / "heads.jsonl", io.StringIO()
    call_command("seal", stdout=printed)
    kept.write_text(printed.getvalue())
    call_command("verify-docket", sealed=kept)
    line = json.loads(printed.getvalue().splitlines()[0])
    kept.write_text(json.dumps(line | {"head": "0" * 64}) + "\n")
    with pytest.raises(SystemExit):
        call_command("verify-docket", sealed=kept)
    assert f"{line['dispute']} {line['length']}: " in capsys.readouterr().err


def test_a_dispute_that_is_asked_for_or_was_sealed_and_is_not_there_is_named(chains, tmp_path, capsys):
    kept, printed = tmp_path / "heads.jsonl", io.StringIO()
    call_command("seal", stdout=printed)
    gone = json.loads(printed.getvalue().splitlines()[0]) | {"dispute": "GONE-2345"}
    kept.write_text(printed.getvalue() + json.dumps(gone) + "\n")
    for asked, options in ((["GONE-2345"], {}), ([], {"sealed": kept})):
        with pytest.raises(SystemExit) as status:
            call_command("verify-docket", *asked, **options)
        assert status.value.code == 1
        assert "GONE-2345: no such dispute" in capsys.readouterr().err


@pytest.mark.parametrize("written", [b"{", b"null", b"[]", b'{"dispute": "x"}', b"\xff\xfe"])
def test_what_is_no_seal_is_refused_in_words(written, tmp_path, db):
    kept = tmp_path / "heads.jsonl"
    kept.write_bytes(written)
    with pytest.raises(CommandError, match="not what") as refusal:
        call_command("verify-docket", sealed=kept)
    assert refusal.value.returncode == 1
    with pytest.raises(CommandError, match="no such file") as refusal:
        call_command("verify-docket", sealed=tmp_path / "none")
    assert refusal.value.returncode == 2
