"""What a worker, or an employer, types page by page, and a client that types it."""

import re

GOOD = {
    "you": {"name": "陈嘉禾", "identity": "44010619880312224X", "phone": "13800138000", "address": "广州市越秀区北京路1号"},
    "employer": {
        "employer_name": "广州市云岭物流有限公司", "credit_code": "91440101MA5CK7Q279", "seat": "440106",
        "employer_address": "广州市天河区中山路2号", "employer_phone": "020-83330000", "head": "任晓峰", "head_post": "执行董事",
    },
    "others": {"joint": "none"},
    "work": {"since": "2024年3月1日", "job": "打包工", "workplace_address": "越秀区北京路2号", "pay": "8,000"},
    "claims": {"kind": "wages", "months": "3", "paid": "2000"},
    "facts": {"facts": "公司自2026年6月起不发工资，多次催要无果。"},
    "evidence": {"sources": "微信聊天记录，证明拖欠工资", "witnesses": "李四，同事"},
    "service": {"electronic": "yes"},
}  # fmt: skip
TRIAGE = {"district": "440104", "employed": "no", "left_on": "2026-8-31", "who": "self"}
AN_EMPLOYERS = {
    "organisation": {
        "organisation_name": "广州市云岭物流有限公司", "organisation_code": "91440101MA5CK7Q279", "seat": "440106",
        "organisation_address": "广州市天河区中山路2号", "organisation_phone": "020-83330000", "head": "任晓峰",
        "head_post": "执行董事",
    },
    "worker": {
        "worker_name": "陈嘉禾", "worker_identity": "44010619880312224X", "worker_address": "广州市越秀区北京路1号",
        "worker_phone": "13800138000",
    },
    "work": {"since": "2024年3月1日", "job": "销售经理", "workplace_address": "越秀区北京路2号", "pay": "12,000"},
    "claims": {"kind": "other", "text": "支付违反竞业限制约定的违约金", "amount": "60000"},
    "facts": {"facts": "被申请人离职后入职同业公司，违反竞业限制协议。"},
    "evidence": {"sources": "竞业限制协议、补偿金支付凭证"},
    "service": {"electronic": "yes"},
}  # fmt: skip
FIRM = {
    "respondent_kind": "organisation", "respondent_name": "广州市同心劳务派遣有限公司", "respondent_number": "91440104MA5D001X7T",
    "respondent_address": "广州市越秀区东濠涌路21号", "respondent_phone": "020-83330001", "respondent_head": "刘国安",
}  # fmt: skip
INVESTOR = {
    "respondent_kind": "person", "respondent_name": "任晓峰", "respondent_number": "44010619880312224X",
    "respondent_address": "广州市天河区体育西路8号", "respondent_phone": "", "respondent_head": "",
}  # fmt: skip


def begin(client, user=None, *, event="wages", counter=False, **answers):
    """From the cards to a draft; the reference of it."""
    page = client.get(f"/claim/for/{event}/result/", TRIAGE | answers)
    assert page.status_code == 200, page.content.decode()
    address = page.context["begin"] + ("&counter=1" if counter else "")
    if user is not None:
        client.force_login(user)
    return client.get(address, follow=False)["Location"].split("/")[2]


def hidden(page):
    """The hidden fields a browser would send back."""
    text = page.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(seen|hand|back|changing)" value="([^"]*)"', text))


def answer(client, reference, question, data=None, **more):
    """Open the page, type, send."""
    address = f"/claim/{reference}/{question}/"
    page = client.get(address)
    assert page.status_code == 200, (question, page.status_code)
    return client.post(
        address, {**hidden(page), **(GOOD.get(question, {}) if data is None else data), **more}
    )


def fill(client, reference, *, office, skip=()):
    """Every question but the last page; the addresses the server led to."""
    led = []
    for question in [*GOOD, "before"]:
        if question in skip:
            continue
        data = {"office": office} if question == "before" else None
        sent = answer(client, reference, question, data)
        assert sent.status_code == 302, (question, sent.content.decode())
        led.append(sent["Location"])
    return led
