"""docs/ux.md 37: no English word on a Chinese page, no Chinese one in the frame of an English page."""

import re

import pytest
from django.test import Client

from tests.pages.reading import Page

pytestmark = pytest.mark.django_db
PAGES = {
    "": ["/", "/casebook/", "/casebook/figures/", "/casebook/glossary/", "/casebook/follow/", "/claim/", "/claim/elsewhere/", "/claim/for/wages/", "/claim/for/wages/result/?district=1",
         "/help/", "/login/", "/login/code/", "/account/signup/", "/account/password/reset/", "/nowhere/",
        "/hearings/public/", "/verify/", "/verify/x/"],
    "worker_a": ["/my/", "/news/", "/account/", "/help/", "{case}", "{case}room/", "{case}papers/", "{mediation}offer/",
                 "{mediation}accept_offer/", "{mediation}give_up/", "{arbitration}ask_recusal/", "{evidence}", "{arbitration}offer_evidence/", "{arbitration}state_elements/", "{draft}you/",
                 "{draft}employer/", "{draft}work/", "{draft}claims/", "{draft}facts/", "{draft}evidence/",
                 "{draft}service/", "{draft}before/", "{draft}check/", "/account/2fa/", "/account/sessions/"],
    "employer_a": ["{case}", "{mediation}offer/", "{arbitration}answer/", "{arbitration}give_opinions/", "{arbitration}answer_elements/", "{arbitration}file_counterclaim/"],
    "mediator_a": ["/work/", "/work/?tab=pool", "{case}", "{case}room/", "{mediation}sit/", "{mediation}offer/"],
    "lead_a": ["/work/?tab=office", "/overview/", "{case}", "{mediation}name_mediator/"],
    "clerk_a": ["/work/", "/hearings/", "/hearings/absences/", "/hearings/proposals/", "/hearings/handover/", "/hearings/feeds/", "/hearings/public/", "{case}", "{arbitration}return_for_correction/", "{handoff}send/"],
    "director_a": ["/work/?tab=office", "/overview/", "{case}", "{arbitration}form_tribunal/", "{arbitration}refuse/"],
    "presiding_a": ["/work/", "/hearings/", "{case}", "{arbitration}schedule/", "{arbitration}make_award/", "{evidence}", "{arbitration}rule_on_evidence/"],
    "court_a": ["/court/", "{court}"],
    "editor_a": ["/casebook/desk/", "{desk}"],
    "supervisor": ["/overview/", "/overview/administration/", "/overview/standards/"],
    "admin": ["/calendar/2026/", "/calendar/2027/", "/calendar/load/"],
}  # fmt: skip
ALLOWED = re.compile(
    r"zq\w+qz|[\w.]*_[ab]氏?|\b(stranger|supervisor|admin)氏?|[0-9A-Z]{4}-[0-9A-Z]{4}|\b(PDF|Word|Excel|English|MB|KB|SHA-256|ZIP|TXT"
    r"|JPG|JPEG|PNG|Enter|Ctrl|TOTP|WebAuthn|Atom|JSON|BagIt)\b|[\w.]+@[\w.]+|https?://\S+|[A-Z]\d{2}\b|\b[0-9a-f]{64}\b|\.(pdf|txt|zip|csv|json)\b|\b(IP|QQ)\b|IP地址"
)
LATIN = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u4e00-\u9fff]+")


def places(world):
    case = world.cases["a"]
    base = f"/cases/{case.reference}/"
    records = {name: f"{base}{name}/{row.pk}/" for name, row in case.records.items()}
    return {
        **records, "case": base, "draft": f"/claim/{case.draft.dispute.reference}/",
        "evidence": f"{base}evidence/{case.records['arbitration'].pk}/", "court": f"/court/{case.records['handoff'].pk}/", "desk": f"/casebook/desk/{case.records['typicalcase'].pk}/",
    }  # fmt: skip


def read(world, who, language):
    client = Client()
    if who:
        client.force_login(world.users[who])
    client.cookies["django_language"] = language
    for address in PAGES[who]:
        where = address.format(**places(world))
        answer = client.get(where)
        assert answer.status_code in (200, 404, 422), (who, where, answer.status_code)
        yield address, Page(answer.content.decode())


@pytest.mark.parametrize("who", list(PAGES))
def test_ux_37_chinese_pages_hold_no_english_word(who, world):
    found = []
    for address, page in read(world, who, "zh-hans"):
        said = [ALLOWED.sub("", text) for text in page.words]
        found += [f"{address}: {text[:80]}" for text in said if LATIN.search(text)]
    assert not found, "\n".join(found)


def own_words(world):
    """What the case itself says: it stays in its language."""
    case = world.cases["a"]
    offices = [office for place in (c.place for c in world.cases.values()) for office in vars(place).values()]
    names = [one.name for one in offices] + [one.short for one in offices if one.short]
    names += [
        case.dispute.cause,
        "申",
        "被",
        "氏",
        "中文",
        case.records["mediation"].number,
        case.records["arbitration"].number,
    ]
    return sorted({name for name in names if name}, key=len, reverse=True)


AT_ONCE = {"", "worker_a", "mediator_a", "clerk_a"}


@pytest.mark.parametrize(
    "who", [who if who in AT_ONCE else pytest.param(who, marks=pytest.mark.long) for who in PAGES]
)
def test_ux_37_english_pages_have_an_english_frame(who, world):
    found, own = [], own_words(world)
    for address, page in read(world, who, "en"):
        for text in page.frame:
            left = text
            for word in own:
                left = left.replace(word, "")
            if HAN.search(left):
                found.append(f"{address}: {text[:80]}")
    assert not found, "\n".join(found)
