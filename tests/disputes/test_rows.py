"""Rows of the core go to the database and come back as the ORM would write and read them."""

import datetime as dt

import pytest
from django.db import DataError, connection, transaction
from django.utils import timezone

from disputes.access import Audience
from disputes.acts import lapse, perform
from disputes.models import Deadline, Dispute, Service, rows
from disputes.models.docket import digest_of
from tests.bench import sweep_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def several(worker):
    return [Dispute.objects.create(opened_by=worker, cause=f"案由{n}", facts_text="密") for n in range(3)]


def read(disputes):
    return rows.select(
        Dispute, f"WHERE {rows.among('id', disputes)} ORDER BY own.id", rows.values([d.pk for d in disputes])
    )


def test_what_is_read_is_what_the_orm_reads(several):
    for ours, theirs in zip(read(several), Dispute.objects.order_by("pk"), strict=True):
        assert ours == theirs and ours._state.db == theirs._state.db and not ours._state.adding
        fields = [field.attname for field in Dispute._meta.concrete_fields]
        assert {name: vars(ours)[name] for name in fields} == {name: vars(theirs)[name] for name in fields}


def test_many_rows_change_each_to_its_own_values(several):
    for n, dispute in enumerate(several):
        dispute.streams, dispute.chain_length, dispute.facts_text, dispute.collective = (
            {"open": n},
            n,
            f"密{n}",
            n == 1,
        )
    rows.update(several, ["streams", "chain_length", "facts_text", "collective"])
    found = Dispute.objects.order_by("pk").values_list("streams", "chain_length", "facts_text", "collective")
    assert list(found) == [({"open": n}, n, f"密{n}", n == 1) for n in range(3)]


def test_a_value_too_long_for_its_column_is_refused_or_kept_and_never_cut(several):
    for dispute in several:
        dispute.number = "长" * 61
    try:
        with transaction.atomic():
            rows.update(several, ["number"])
    except DataError:  # SQLite keeps any length
        assert connection.vendor == "postgresql"
    else:
        assert {dispute.number for dispute in read(several)} == {"长" * 61}


def test_a_field_left_out_is_read_when_it_is_asked_for(several, django_assert_num_queries):
    locked = rows.locked_all(Dispute, [several[0].pk], only=["cause"])
    (dispute,) = locked.values()
    assert dispute.get_deferred_fields() >= {"facts_text", "stage"} and not dispute.get_deferred_fields() & {
        "id",
        "cause",
    }
    with django_assert_num_queries(1):
        assert dispute.facts_text == "密"


def test_a_key_leads_to_its_row_for_all_at_once(worker, committee, dispute, django_assert_num_queries):
    sweep_world.due(3, worker, committee, perform(dispute, "open", by=worker))
    services = list(rows.by_key(Service, list(Service.objects.values_list("pk", flat=True))).values())
    with django_assert_num_queries(1):
        rows.attach(services, "paper")
        assert [service.about for service in services] == ["D12"] * 3
    assert Deadline.objects.running().count() == 3


def test_many_fresh_rows_keep_every_value_as_it_was(several):
    odd = ["", 'a,"b"', "{甲,乙}", "back\\slash", "NULL", "行\n末"]
    made = [
        Dispute(
            opened_by=several[0].opened_by, cause=word, facts_text=word, streams={word: [None, word]},
            opened_on=dt.date(2026, 11, 2) if n % 2 else None,
        )
        for n, word in enumerate(odd)
    ]  # fmt: skip
    rows.insert_all(made)
    assert [dispute.pk for dispute in made] == sorted(dispute.pk for dispute in made)
    for dispute in made:
        found = Dispute.objects.get(pk=dispute.pk)
        for name in ("cause", "facts_text", "streams", "opened_on", "reference"):
            assert getattr(found, name) == getattr(dispute, name), name
    rows.update(made, ["cause", "streams"])
    assert [
        found.cause for found in Dispute.objects.filter(pk__in=[d.pk for d in made]).order_by("pk")
    ] == odd


def test_a_fresh_row_is_what_the_model_would_make(worker):
    given = {
        "opened_by": worker,
        "cause": "追索劳动报酬",
        "reference": "x" * 12,
        "created_at": timezone.now(),
    }
    ours, theirs = rows.fresh(Dispute, **given), Dispute(**given)
    fields = [field.attname for field in Dispute._meta.concrete_fields]
    assert {name: vars(ours)[name] for name in fields} == {name: vars(theirs)[name] for name in fields}
    assert ours.opened_by is worker and ours._state.adding and ours.streams is not theirs.streams
    assert vars(rows.fresh(Dispute, opened_by_id=7))["opened_by_id"] == 7
    with pytest.raises(TypeError, match="colour"):
        rows.fresh(Dispute, colour="red")


def test_more_rows_than_one_statement_takes_change_each_to_its_own_values(several):
    for n, dispute in enumerate(several):
        dispute.cause, dispute.closed_on = f"新{n}", dt.date(2026, 11, 2) if n else None
    rows.update(several, ["cause", "closed_on"], size=2)
    found = Dispute.objects.order_by("pk").values_list("cause", "closed_on")
    assert list(found) == [(d.cause, d.closed_on) for d in several]


def test_what_no_law_lets_lapse_is_left_out_of_its_batch(worker, committee, dispute):
    sweep_world.due(3, worker, committee, perform(dispute, "open", by=worker))
    late = list(Deadline.objects.running().order_by("pk"))
    Service.objects.filter(pk=late[1].record_id).update(stage="served")
    assert lapse([late[1]]) == []
    assert [entry.record_id for entry in lapse(late)] == [late[0].record_id, late[2].record_id]
    assert Deadline.objects.running().get() == late[1]


def test_what_many_rows_have_alike_reaches_each_of_them(several):
    for dispute in several:
        dispute.cause, dispute.streams, dispute.collective = "同", {"open": 2}, True
    rows.update(several, ["cause", "streams", "collective"])
    assert {(d.cause, d.streams["open"], d.collective) for d in Dispute.objects.all()} == {("同", 2, True)}
    made = [rows.fresh(Dispute, opened_by=several[0].opened_by, reference=f"r{n}") for n in range(3)]
    rows.insert_all(made)
    assert [Dispute.objects.get(pk=d.pk).reference for d in made] == ["r0", "r1", "r2"]


def test_a_row_like_another_has_its_own_values_and_state(worker):
    one = rows.fresh(Dispute, opened_by=worker, cause="甲", reference="r1")
    other = rows.like(one, {}, cause="乙", reference="r2")
    assert (one.cause, other.cause, other.opened_by) == ("甲", "乙", worker)
    rows.insert_all([one, other])
    assert one.pk != other.pk and Dispute.objects.get(pk=other.pk).cause == "乙"
    with pytest.raises(TypeError, match="colour"):
        rows.like(one, {}, colour="red")


def test_the_link_of_an_entry_is_the_digest_of_its_place_in_json(dispute, worker):
    entry = perform(dispute, "open", by=worker)
    for audience in Audience.values:
        entry.audience = audience
        place = ("a" * 64, entry.dispute_id, entry.number, audience, entry.seq, entry.content_digest)
        assert entry.link("a" * 64) == digest_of(*place)
    assert entry.link("") == digest_of("", *place[1:])


def test_the_digest_of_an_entry_is_that_of_what_it_says_in_json(dispute, worker):
    entry = perform(dispute, "open", by=worker)
    for about, party, facts in (
        ("", None, {}),
        ('D12 "甲"\\', 7, {"text": "说“不”\n\u2028", "n": [1, None, True]}),
    ):
        entry.about, entry.party_id, entry.facts = about, party, facts
        entry.seal("a" * 64)
        said = [
            entry.step, entry.law, entry.record_type, entry.record_id, about, party, entry.source, entry.target,
            entry.by_id, facts, entry.on.isoformat(), entry.at.isoformat(),
        ]  # fmt: skip
        assert entry.content_digest == digest_of(entry.salt, said)
        assert entry.is_sealed("a" * 64) and not entry.is_sealed("b" * 64)
        entry.facts = {"text": "别的"}
        assert not entry.is_sealed("a" * 64)


def test_each_guard_is_asked_once_and_a_step_beside_the_door_asks_them_still(dispute, worker, monkeypatch):
    asked = []
    conditions = type(dispute).open._django_fsm.get_transition("draft").conditions
    monkeypatch.setattr(
        type(dispute).open._django_fsm.get_transition("draft"),
        "conditions",
        [*conditions, lambda record: bool(asked.append(record)) or len(asked) < 2],
    )
    perform(dispute, "open", by=worker)
    assert len(asked) == 1
    vars(dispute)["stage"] = "draft"
    with pytest.raises(Exception, match="conditions have not been met"):
        dispute.open(dt.date(2026, 11, 2))
