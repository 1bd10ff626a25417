"""Two people at one step: the second sees what the first did and keeps what was typed (docs/ux.md 28)."""

import pytest
from django.test import Client

from disputes.acts import begin, perform
from disputes.models import DocketEntry, Paper, Service
from tests.conftest import person

pytestmark = pytest.mark.django_db


def test_ux_28_the_second_of_two_clerks_sees_what_the_first_entered(engaged, worker, clerk, committee):
    perform(engaged, "open", by=worker)
    paper = Paper.objects.create(dispute=engaged, title="应诉通知书", sha256="0" * 64)
    fresh = Service(dispute=engaged, paper=paper, party=engaged.parties.get(side="B"), office=committee)
    service = begin(fresh, "order").record
    address = f"/cases/{engaged.reference}/service/{service.pk}/prove/"
    answers = []
    for user, receipt in (
        (clerk, "本人签收"),
        (person("second", role="clerk", office=committee), "门卫代收"),
    ):
        client = Client()
        client.force_login(user)
        answers.append(client.post(address, {"channel": "direct", "receipt": receipt}))
    text = answers[1].content.decode()
    assert [one.status_code for one in answers] == [302, 409]
    assert "在此期间" in text and "登记送达回证" in text and "Clerk" in text, "what the first did, and who"
    assert 'value="门卫代收"' in text, "what the second typed"
    (entry,) = DocketEntry.objects.filter(step="service.prove")
    assert entry.by == clerk and entry.facts["receipt"] == "本人签收"


def test_ux_28_who_mistyped_while_another_was_faster_is_told_of_the_other(
    engaged, worker, clerk, client, committee
):
    perform(engaged, "open", by=worker)
    paper = Paper.objects.create(dispute=engaged, title="应诉通知书", sha256="0" * 64)
    fresh = Service(dispute=engaged, paper=paper, party=engaged.parties.get(side="B"), office=committee)
    service = begin(fresh, "order").record
    perform(service, "prove", by=clerk, receipt="本人签收")
    client.force_login(person("second", role="clerk", office=committee))
    answer = client.post(
        f"/cases/{engaged.reference}/service/{service.pk}/prove/",
        {"channel": "direct", "receipt": "门卫代收", "on": "昨天"},
    )
    text = answer.content.decode()
    assert answer.status_code == 409 and "在此期间" in text and "Clerk" in text and 'value="门卫代收"' in text


def test_ux_28_a_refusal_that_nobody_caused_shows_no_other_version(engaged, worker, clerk, client):
    perform(engaged, "open", by=worker)
    client.force_login(worker)
    answer = client.post(f"/cases/{engaged.reference}/new/mediation/apply/", {"confirmed": "1"})
    assert answer.status_code != 409
