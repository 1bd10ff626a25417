"""Applications still being written: nobody but who writes them can see them."""

from __future__ import annotations

from config.demo.case import Case
from config.demo.script import Story, scene
from disputes.intake import drafts

EMPLOYER = {
    "employer_name": "广州市云岭物流有限公司", "credit_code": "91440101MA5CK7Q279", "seat": "440104",
    "employer_address": "广州市越秀区中山五路2号", "employer_phone": "020-83330000", "head": "任晓峰", "head_post": "执行董事",
}  # fmt: skip


@scene(ago=3, login="worker", event="overtime", who="self")
@scene(ago=2, login="agent", event="dismissed", who="agent")
def being_written(case: Case) -> Story:
    """Begun on the phone, to be gone on with at the facts."""
    user, event, who = (case.facts[name] for name in ("login", "event", "who"))
    left = case.later(-40).isoformat()
    answers = {"district": "440104", "employed": "no", "left_on": left, "who": who}
    draft = drafts.start(
        case.house.users[user], {"id": f"demo-{user}-{event}", "event": event, "answers": answers}
    )
    case.clock.step()
    one = case.house.worker()
    you = {"name": one.name, "identity": one.identity, "phone": one.phone, "address": one.address}
    if who == "self":
        you = {
            "name": "陈嘉禾",
            "identity": "44010619880312224X",
            "phone": "13800138000",
            "address": "广州市越秀区北京路1号302房",
        }
    work = {
        "since": "2023-3-1",
        "job": "仓库分拣员",
        "workplace_address": "广州市越秀区环市东路300号",
        "pay": "7600",
    }
    mandate = {"agent": {"powers": "special", "mandate_until": ""}} if who == "agent" else {}
    draft = drafts.change(draft, you=you, employer=EMPLOYER, others={"joint": "none"}, work=work, **mandate)
    drafts.arrive(draft, "facts")
    yield 1


@scene(ago=1, login="employer", event="non_compete")
def written_by_an_employer(case: Case) -> Story:
    """An employer against a worker who left for a competitor, to be gone on with at the facts."""
    user, event = case.house.users[case.facts["login"]], case.facts["event"]
    left = case.later(-60).isoformat()
    answers = {"district": "440104", "employed": "no", "left_on": left, "known_on": left, "who": "self"}
    draft = drafts.start(user, {"id": f"demo-{user}-{event}", "event": event, "answers": answers})
    case.clock.step()
    one = case.house.worker()
    draft = drafts.change(
        draft,
        organisation={
            "organisation_name": EMPLOYER["employer_name"], "organisation_code": EMPLOYER["credit_code"],
            "seat": EMPLOYER["seat"], "organisation_address": EMPLOYER["employer_address"],
            "organisation_phone": EMPLOYER["employer_phone"], "head": EMPLOYER["head"], "head_post": EMPLOYER["head_post"],
        },
        worker={
            "worker_name": one.name, "worker_identity": one.identity, "worker_phone": one.phone, "worker_address": one.address,
        },
        work={"since": "2022-7-4", "job": "客户经理", "workplace_address": EMPLOYER["employer_address"], "pay": "15000"},
        claimed=[{"kind": "other", "text": "支付违反竞业限制约定的违约金", "amount": "120000"}],
    )  # fmt: skip
    drafts.arrive(draft, "facts")
    yield 1
