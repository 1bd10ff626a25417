"""A mediation walked to a stage by real steps, on days of 2026 whose counting docs/law.md gives."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from disputes.acts import begin, perform
from mediation.models import Mediation

CHINA = ZoneInfo("Asia/Shanghai")
TERMS = {
    "items": ["被申请人支付申请人2026年6月至8月工资24000元", "双方劳动关系于2026年8月31日解除"],
    "total": "24000.00",
    "performance": [
        {"text": "第一期付款", "due_on": "2026-12-01", "amount": "10000.00", "way": "银行转账"},
        {"text": "第二期付款", "due_on": "2026-12-31", "amount": "14000.00", "way": "银行转账"},
    ],
}


class Clock:
    def __init__(self, traveller):
        self.traveller = traveller

    def go(self, year, month, day, hour=10):
        self.traveller.move_to(dt.datetime(year, month, day, hour, tzinfo=CHINA))


@pytest.fixture(autouse=True)
def clock():
    """Monday 20 April 2026, ten in the morning, until a test moves on."""
    with time_machine.travel(dt.datetime(2026, 4, 20, 10, tzinfo=CHINA), tick=False) as traveller:
        yield Clock(traveller)


def again(mediation):
    return Mediation.objects.get(pk=mediation.pk)


@pytest.fixture
def applied(dispute, organisation, worker, lead):
    return again(begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker).record)


@pytest.fixture
def accepted(applied, employer, lead):
    perform(applied, "consent", by=employer)
    perform(applied, "accept", by=lead)
    return again(applied)


@pytest.fixture
def mediating(accepted, mediator):
    perform(accepted, "take", by=mediator)
    return again(accepted)


@pytest.fixture
def agreed(mediating, worker, employer):
    perform(mediating, "offer", by=employer, terms=TERMS)
    perform(mediating, "accept_offer", by=worker, offer=1)
    return again(mediating)


@pytest.fixture
def effective(agreed, worker, employer, mediator, lead):
    for who in (worker, employer, mediator):
        perform(agreed, "sign", by=who)
    perform(agreed, "seal", by=lead)
    return again(agreed)
