"""docs/ux.md 24: every list asks the database a bounded number of times, however long it is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from arbitration.models import Arbitration
from disputes.acts import begin, perform
from disputes.models import Claim, Dispute, Engagement, Party, Seat
from tests.pages import people

pytestmark = pytest.mark.django_db
# address: (who, most queries); session and login take two of them, the posts held a third
LIMITS = {
    "/work/": ("clerk_a", 12),
    "/work/?tab=pool": ("clerk_a", 12),
    "/work/?tab=office": ("director_a", 12),
    "/my/": ("worker_a", 10),
    "/news/": ("worker_a", 12),
    "/overview/": ("director_a", 12),
    "/overview/administration/": ("supervisor", 10),
    "/overview/standards/": ("director_a", 14),
    "/overview/standards/export.csv": ("director_a", 10),
    "/overview/standards/export.json": ("director_a", 12),
    "/hearings/": ("clerk_a", 12),
    "/hearings/absences/": ("clerk_a", 12),
    "/hearings/proposals/": ("clerk_a", 12),
    "/hearings/handover/": ("clerk_a", 8),
    "/hearings/feeds/": ("clerk_a", 10),
    "/hearings/public/": ("anonymous", 6),
    "/verify/": ("anonymous", 3),
    "/court/": ("court_a", 10),
    "/casebook/desk/": ("editor_a", 10),
    "/casebook/": ("anonymous", 15),
    "/casebook/figures/": ("anonymous", 8),
    "/casebook/glossary/": ("anonymous", 2),
    "/casebook/follow/": ("anonymous", 2),
    "/casebook/export.jsonl": ("anonymous", 4),
    "/account/": ("worker_a", 14),
    "{case}": ("worker_a", 76),
    "{case}evidence/{arbitration}/": ("worker_a", 25),
    "{case}room/": ("worker_a", 45),
    "{case}feed/?after=open:0,joint:0": ("worker_a", 8),
}


def asked(world, who, address):
    client = Client()
    if who != "anonymous":
        client.force_login(world.users[who])
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def more(world, many):
    """Filings before the committee, each with a task of its clerk, and entries in the case."""
    case = world.cases["a"]
    worker, committee = world.users["worker_a"], case.place.committee
    for n in range(many):
        dispute = Dispute.objects.create(
            opened_by=worker, cause=f"追索劳动报酬{n}", workplace=people.PLACES["a"][1], facts_text="拖欠"
        )
        a = Party.objects.create(dispute=dispute, side="A", name="某人", worker=True)
        Party.objects.create(dispute=dispute, side="B", kind="organisation", name="某公司")
        Claim.objects.create(dispute=dispute, kind="wages", text="支付工资", amount="1.00")
        Seat.objects.create(dispute=dispute, user=worker, role="party", side="A", party=a)
        perform(dispute, "open", by=worker)
        begin(Arbitration(dispute=dispute, office=committee), "file", by=worker)
        Engagement.objects.get_or_create(dispute=dispute, office=committee, capacity="arbitration")
        perform(case.dispute, "hand_in", by=worker, paper="x", title="材料")


def test_ux_24_no_list_asks_more_when_it_is_longer(world):
    a = world.cases["a"]
    addresses = {
        name: (name.format(case=f"/cases/{a.reference}/", arbitration=a.records["arbitration"].pk), *rule)
        for name, rule in LIMITS.items()
    }
    more(world, 5)
    short = {name: asked(world, who, address) for name, (address, who, _most) in addresses.items()}
    more(world, 45)
    long = {name: asked(world, who, address) for name, (address, who, _most) in addresses.items()}
    over = [
        f"{name}: {long[name]} queries, at most {most}"
        for name, (_a, _w, most) in addresses.items()
        if long[name] > most
    ]
    grown = [
        f"{name}: {short[name]} with 5 rows, {long[name]} with 50"
        for name in long
        if long[name] > short[name]
    ]
    assert not over + grown, "\n".join(over + grown)
