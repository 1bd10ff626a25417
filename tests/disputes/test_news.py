"""People are told what happens in their cases: here always, by e-mail if chosen, without a word of it (docs/ux.md 22)."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from disputes import news
from disputes.acts import perform
from disputes.models import DocketEntry, Reach, Seat
from tests.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(dispute, worker, employer):
    perform(dispute, "open", by=worker)
    return type(dispute).objects.get(pk=dispute.pk)


def chosen(user, **how):
    EmailAddress.objects.create(user=user, email=f"{user.username}@example.cn", verified=True, primary=True)
    reach = news.reach_of(user)
    Reach.objects.filter(pk=reach.pk).update(by_mail=True, **how)


def act(dispute, by, title="材料"):
    return perform(dispute, "hand_in", by=by, paper="x", title=title)


def test_ux_22_what_others_do_is_told_here_until_it_is_read(opened, worker, employer, client):
    act(opened, worker)
    client.force_login(employer)
    assert news.unread(employer) == 2 and "/news/" in client.get("/my/").content.decode()
    page = client.get("/news/").content.decode()
    assert page.count("timeline__title") == 2 and opened.reference in page and "Worker" in page
    assert client.get("/news/").context["unread"], "looking is not reading"
    assert client.post("/news/").status_code == 302
    assert news.unread(employer) == 0 and not client.get("/news/").context["unread"]
    act(opened, employer)
    assert news.unread(employer) == 0, "nobody is told of the own act"


def test_ux_22_an_email_names_the_case_and_no_word_of_it(opened, worker, employer):
    chosen(employer)
    act(opened, worker, title="陈嘉禾的工资条")
    act(opened, worker)
    assert news.send() == 1 and len(mail.outbox) == 1
    sent = mail.outbox[0]
    assert sent.to == ["employer@example.cn"] and opened.reference in sent.subject
    assert f"/cases/{opened.reference}/" in sent.body and "2 条" in sent.body
    for word in ("陈嘉禾", "工资", "云岭", "Worker"):
        assert word not in sent.body + sent.subject
    assert news.send() == 0 and len(mail.outbox) == 1, "each once"


def test_what_happened_before_it_was_chosen_is_not_written_about(opened, worker, employer):
    act(opened, worker)
    chosen(employer)
    assert news.send() == 0


def test_talks_can_be_left_out_and_steps_of_the_law_cannot(opened, worker, employer):
    chosen(employer, talk=False)
    last = DocketEntry.objects.latest("pk")
    for seq, audience in enumerate(("joint", "caucus_b"), 1):
        DocketEntry.objects.create(
            dispute=opened, number=90 + seq, audience=audience, seq=seq, step="mediation.say", law="MR-24",
            record_type="dispute", record_id=opened.pk, source="open", target="open", by=worker, on=last.on,
            content_digest="x", digest="x", salt="x",
        )  # fmt: skip
    assert news.send() == 0 and news.unread(employer) == 3, "here it is told"
    act(opened, worker)
    assert news.send() == 1 and "1 条" in mail.outbox[0].body


def test_nobody_is_told_what_is_not_theirs_to_read(opened, worker, employer):
    chosen(employer)
    chosen(worker)
    last = DocketEntry.objects.latest("pk")
    DocketEntry.objects.create(
        dispute=opened, number=90, audience="caucus_a", seq=1, step="mediation.say", law="MR-24", record_type="dispute",
        record_id=opened.pk, source="open", target="open", by=None, on=last.on, content_digest="x", digest="x", salt="x",
    )  # fmt: skip
    assert news.send() == 1 and mail.outbox[0].to == ["worker@example.cn"]


def test_who_left_the_case_hears_no_more(opened, worker, employer):
    chosen(employer)
    Seat.objects.filter(user=employer).update(left=True)
    act(opened, worker)
    assert news.send() == 0 and not news.of(employer).exists()


def test_ux_22_the_link_leads_there_through_the_login(opened, employer, client):
    address = f"/cases/{opened.reference}/"
    answer = client.get(address)
    assert answer.status_code == 302 and answer["Location"] == f"/login/?next={address}"


def test_email_is_chosen_in_the_account_and_goes_to_a_confirmed_address_alone(
    client, opened, worker, employer
):
    client.force_login(employer)
    asked = {"told": "1", "by_mail": "on"}
    assert client.post("/account/", asked).context["reach"].errors["by_mail"]
    own = EmailAddress.objects.create(user=employer, email="a@example.cn", primary=True)
    assert client.post("/account/", asked).status_code == 422, "typed is not confirmed"
    EmailAddress.objects.filter(pk=own.pk).update(verified=True)
    assert client.post("/account/", asked).status_code == 302
    reach = Reach.objects.get(user=employer)
    assert (reach.by_mail, reach.talk) == (True, False)
    assert "a@example.cn" in client.get("/account/").content.decode()
    assert client.post("/account/", {"name": "某公司", "phone": ""}).status_code == 302
    assert Reach.objects.get(user=employer).by_mail, "the other form leaves it alone"
    act(opened, worker)
    EmailAddress.objects.filter(pk=own.pk).update(verified=False)
    assert news.send() == 0
    EmailAddress.objects.filter(pk=own.pk).update(verified=True)
    assert news.send() == 1


def test_the_list_and_a_round_of_mail_cost_a_bounded_number_of_queries(
    opened, worker, employer, client, django_assert_max_num_queries
):
    for n in range(60):
        act(opened, worker, title=f"材料{n}")
    client.force_login(employer)
    client.get("/news/")
    with django_assert_max_num_queries(12):
        page = client.get("/news/")
    assert page.context["older"]
    assert client.get(f"/news/?before={page.context['older']}").context["entries"]
    for n in range(30):
        chosen(person(f"idle{n}"))
    with django_assert_max_num_queries(3):
        assert news.send() == 0
