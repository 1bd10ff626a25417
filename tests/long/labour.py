"""What the child of the kill test does until it is killed: real steps on many disputes, one after another.

Started as `python -m tests.long.labour <seed>`, on the database that DATABASE_URL names. Prints a line a step.
"""

import os
import random
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.core.management import call_command  # noqa: E402

from disputes.acts import NotLawful, begin, perform  # noqa: E402
from disputes.models import Dispute, Office, Paper, Service, User  # noqa: E402

DISPUTES = 8
CLAIM = {"kind": "wages", "text": "支付工资", "amount": 24000}


def people():
    """The office, the worker and the clerk; made once."""
    office, _made = Office.objects.get_or_create(
        name="广州市越秀区劳动人事争议仲裁委员会",
        defaults={"kind": "committee", "short": "穗越", "division": "440104"},
    )
    worker, _made = User.objects.get_or_create(username="worker")
    clerk, _made = User.objects.get_or_create(username="clerk")
    clerk.posts.get_or_create(office=office, role="clerk", defaults={"since": "2020-01-01"})
    return office, worker, clerk


def opened(office, worker):
    """A fresh dispute, opened by its own step."""
    dispute = Dispute.objects.create(opened_by=worker, cause="追索劳动报酬", facts_text="拖欠工资。")
    party = dispute.parties.create(side="A", name="陈嘉禾", worker=True)
    dispute.parties.create(side="B", name="云岭物流", kind="organisation", address="中山路2号")
    dispute.claims.create(**CLAIM)
    dispute.seats.create(user=worker, role="party", side="A", party=party)
    dispute.engagements.create(office=office, capacity="arbitration")
    return perform(dispute, "open", by=worker).record


def one_act(office, worker, clerk):
    """One lawful act, chosen at random: words, a paper handed in, a service ordered, left, failed, proved."""
    standing = list(Dispute.objects.filter(stage="open").order_by("pk")[:DISPUTES])
    if len(standing) < DISPUTES:
        return opened(office, worker)
    dispute = random.choice(standing)
    moving = (
        Service.objects.filter(dispute=dispute, stage__in=["due", "returned", "posted"]).order_by("?").first()
    )
    if moving is None or random.random() < 0.3:
        paper = Paper.objects.create(dispute=dispute, code="", title="应诉通知书")
        party = dispute.parties.get(side="B")
        return begin(Service(dispute=dispute, paper=paper, party=party, office=office), "order")
    step, facts = random.choice(
        [
            ("prove", {"receipt": "本人签收"}),
            ("leave", {"witnesses": "两名见证人", "media": "录像", "why": "refused"}),
            ("fail", {"reason": "无人"}),
        ]
    )
    try:
        return perform(moving, step, by=clerk, **facts)
    except NotLawful:
        return perform(dispute, "hand_in", by=worker, paper="证据")


def labour(seed):
    random.seed(seed)
    who = people()
    print("ready", flush=True)
    while True:
        one_act(*who)
        print("step", flush=True)
        if random.random() < 0.05:
            call_command("tick")


if __name__ == "__main__":
    labour(int(sys.argv[1]))
