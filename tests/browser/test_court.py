"""Four hands on the way to court: employer, worker, the committee's clerk, and the clerks of two courts."""

import pytest

from tests.browser.conftest import PHONE, fits, go
from tests.browser.hands import confirm, give, send, take
from tests.browser.test_staff import CASES, due_services, stage

pytestmark = pytest.mark.browser
OPEN = (
    "AND NOT EXISTS (SELECT 1 FROM disputes_handoff h WHERE h.dispute_id = d.id) AND EXISTS"
    " (SELECT 1 FROM disputes_service s WHERE s.dispute_id = d.id AND s.stage = 'due')"
    " AND EXISTS (SELECT 1 FROM arbitration_award a WHERE a.dispute_id = d.id AND a.kind = 'final')"
)


def to_court(house, page, reference, ground, reason):
    """This way of those that are open; its hand-off and the kind of its receiver."""
    go(page, f"/cases/{reference}/new/handoff/file/")
    page.locator(f"[name=way][value^='{ground}.']").first.check(force=True)
    give(page, "reason", reason)
    if ground == "set_aside":
        give(page, "grounds", "procedure")
    send(page)
    assert confirm(page)
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()
    return house.ask(
        "SELECT h.id, o.kind FROM disputes_handoff h JOIN disputes_office o ON o.id = h.office_id JOIN disputes_dispute d"
        " ON d.id = h.dispute_id WHERE d.reference = ? ORDER BY h.id DESC", reference,
    )[0]  # fmt: skip


def on_a_phone(desktop, page, address, name):
    """The same page at 375 pixels, and back."""
    size = page.viewport_size
    page.set_viewport_size(PHONE["viewport"])
    desktop.shot(go(page, address), name)
    assert fits(page)
    page.set_viewport_size(size)
    return page.content()


def test_employer_worker_clerk_and_courts_take_an_award_to_court_and_back(desktop, house):
    """The employer has the final award set aside, the worker sues on the matter; each side reads its own clock."""
    reference, _pk = house.seated("awarded", "employer", "worker", record=CASES, more=OPEN)
    clerk, employer, worker = (desktop.page(name) for name in ("clerk", "employer", "worker"))
    case = f"/cases/{reference}/"
    for service in due_services(house, reference):
        take(clerk, reference, "service", service, "prove", channel="direct", receipt="本人签收")
    desktop.shot(go(employer, case), "award-employer")
    assert "向中级人民法院申请撤销终局裁决" in employer.content()
    told = on_a_phone(desktop, worker, case, "award-worker-phone")
    assert (
        "向人民法院起诉" in told
        and "申请撤销终局裁决" not in go(worker, f"{case}new/handoff/file/").content()
    )

    filed, kind = to_court(house, employer, reference, "set_aside", "裁决程序违法，请求撤销。")
    assert kind == "intermediate_court"
    desktop.shot(go(worker, case), "set-aside-asked-worker")
    assert "用人单位申请撤销裁决" in worker.content()  # and that enforcement waits for it
    take(clerk, reference, "handoff", filed, "send")
    higher = desktop.page("court2")
    desktop.shot(go(higher, "/court/"), "court-inbox")
    take(higher, reference, "handoff", filed, "return_file", reason="缺少送达回证，请补充后重新移送。")
    assert "缺少送达回证" in go(clerk, f"/court/{filed}/").content()
    take(clerk, reference, "handoff", filed, "send")
    take(higher, reference, "handoff", filed, "acknowledge", docket_number=f"（2026）粤01民特{filed}号")
    desktop.shot(go(higher, f"/court/{filed}/"), "court-handoff")
    assert higher.locator("a[href$='/package/']").count() == higher.locator("a[href$='/seal/']").count() == 1
    assert stage(house, "disputes_handoff", filed) == "acknowledged"

    today = house.ask("SELECT date('now', '+8 hours')")[0][0]
    ours = house.ask(
        "SELECT p.id FROM disputes_party p JOIN disputes_dispute d ON d.id = p.dispute_id WHERE d.reference = ?",
        reference,
    )
    served = {f"served_{pk}": today for (pk,) in ours}
    result = {"ruling": f"（2026）粤01民特{filed}号之一", "on": today, **served}
    take(higher, reference, "handoff", filed, "record_result", result="set_aside", **result)
    desktop.shot(go(employer, case), "set-aside-employer")
    for side in (employer, worker):
        told = go(side, case).content()
        assert "到期没有行动：" in told and "裁决被撤销后起诉" in told
    the_worker_sues_and_it_is_judged(desktop, house, reference, clerk, worker, served)


def the_worker_sues_and_it_is_judged(desktop, house, reference, clerk, worker, served):
    """The court's seven days are seen by the worker and by the court; the judgment and its time to appeal as well."""
    sued, kind = to_court(house, worker, reference, "suit", "裁决已被撤销，请求人民法院判决支付拖欠的工资。")
    assert kind == "basic_court"
    take(clerk, reference, "handoff", sued, "send")
    basic = desktop.page("court")
    for page, address in ((basic, f"/court/{sued}/"), (worker, f"/cases/{reference}/")):
        assert "法院决定是否立案" in go(page, address).content()
    desktop.shot(basic, "court-own-days")
    on_a_phone(desktop, worker, f"/cases/{reference}/", "court-own-days-worker-phone")
    take(basic, reference, "handoff", sued, "acknowledge", docket_number=f"（2026）粤0104民初{sued}号")
    judged = {"ruling": f"（2026）粤0104民初{sued}号", "on": served[next(iter(served))], **served}
    take(basic, reference, "handoff", sued, "record_result", result="judged", **judged)
    desktop.shot(go(worker, f"/cases/{reference}/"), "judged-worker")
    assert "对判决上诉" in worker.content()
    page = go(basic, f"/cases/{reference}/handoff/{sued}/compare/")
    desktop.shot(page, "compare")
    for field in page.locator("main select[name^=view_]").all():
        field.select_option("same")
    send(page)
    confirm(page)
    assert page.locator(".error-summary").count() == 0
    desktop.shot(go(desktop.page("supervisor"), "/overview/standards/"), "standards")
    assert house.ask("SELECT count(*) > 0 FROM disputes_comparison WHERE handoff_id = ?", sued) == [(1,)]
