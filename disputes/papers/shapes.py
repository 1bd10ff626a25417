"""The data a document is filled from. Plain JSON values only; helpers build these dicts from their models.

Days are ISO days or `datetime.date`, moments ISO or `datetime.datetime`, amounts yuan as str, int or Decimal (never
float). Texts are plain: `\\n` starts a paragraph, nothing else has a meaning. An absent key, None and "" are the same.
"""

import datetime as dt
from decimal import Decimal
from typing import Literal, TypedDict

Day = str | dt.date
Moment = str | dt.datetime
Yuan = str | int | Decimal


class Representative(TypedDict, total=False):
    name: str
    capacity: str  # 委托代理人, 法定代理人, 职工代表 …; 委托代理人 when absent
    office: str  # law firm, union, "系申请人之妻" …
    scope: str  # 一般授权 / 特别授权 with the matters named (AL-24)


class Party(TypedDict, total=False):
    role: Literal["applicant", "respondent", "third"]
    kind: Literal["person", "organisation"]
    name: str
    sex: str
    born: Day
    id_no: str  # resident identity number, or 统一社会信用代码
    address: str
    postal_address: str
    phone: str
    email: str
    head: str  # legal representative or principal of an organisation
    head_post: str
    representatives: list[Representative]


class Claim(TypedDict, total=False):
    text: str
    amount: Yuan  # asked
    working: list[str]  # how it was worked out, a line each


class Ruling(TypedDict, total=False):
    """One item of a result: of an award, a mediation statement or an agreement."""

    text: str
    amount: Yuan  # printed in figures and 大写 after the text
    working: list[str]
    about: str  # D38, in the reasons: the claim, what was found on it, the articles law by law in full
    found: str
    law: list[str]


class Performance(TypedDict, total=False):
    """One act by which an agreement is kept (MR-26): who does what, until when, and how."""

    text: str
    due_on: Day
    amount: Yuan
    way: str
    state: str  # M08: what the follow-up found


class Share(TypedDict, total=False):
    """What one of several workers gets: of every performance as printed, and in all."""

    name: str
    parts: list[str]
    amount: Yuan


class Owed(TypedDict, total=False):
    """M08 of several workers: what one was to get, got and is still owed."""

    name: str
    due_amount: Yuan
    paid_amount: Yuan
    open_amount: Yuan


class Evidence(TypedDict, total=False):
    name: str
    source: str
    proves: str
    pages: int


class Tribunal(TypedDict, total=False):
    """`presiding` and two `arbitrators`, or `sole` alone; `recorder` (书记员) always."""

    presiding: str
    arbitrators: list[str]
    sole: str
    recorder: str


class Contact(TypedDict, total=False):
    name: str
    phone: str
    address: str


class FileLine(TypedDict, total=False):
    name: str
    number: str
    pages: int
    page: int  # J03: where it begins in the bound volume
    copies: int
    original: bool
    sha256: str
    size: int  # bytes


class Presence(TypedDict, total=False):
    name: str
    role: str  # as printed: 申请人, 被申请人委托代理人 …
    present: bool
    note: str


class Speech(TypedDict, total=False):
    speaker: str
    text: str


class Stage(TypedDict, total=False):
    title: str  # 庭审调查, 举证质证, 辩论, 最后陈述, 调解 …
    speeches: list[Speech]


class Signature(TypedDict, total=False):
    role: str
    name: str
    signed_on: Day
    refused: str  # the reason noted when the person will not sign (AL-40)
    drawn: str  # PNG, base64
    signer: str  # whose account it came from


class Hand(TypedDict, total=False):
    """A signature given here: the label before it, the name, the picture or else the account it came from, the moment.

    Without any of these the line is left to be signed by hand; `on_paper_on`: it was signed on a sheet in the file.
    """

    label: str
    name: str
    drawn: str  # PNG, base64
    signer: str
    signed_at: Moment
    on_paper_on: Day
    remark: str  # M04


class Listed(TypedDict, total=False):
    """A line of the list of a volume."""

    name: str
    number: str
    made_on: Day
    pages: int
    page: int  # where it begins


class Instrument(TypedDict, total=False):
    """An award, agreement or mediation statement that another document speaks of."""

    title: str
    number: str
    made_by: str
    made_on: Day
    effective_on: Day


class Served(TypedDict, total=False):
    name: str
    method: str
    served_on: Day


class Common(TypedDict, total=False):
    """Keys every document understands; each document says in `documents.py` which ones it demands."""

    variant: str
    number: str  # 穗劳人仲案〔2026〕123号
    office: str  # who issues it, or to whom an application is addressed
    date: Day  # the day of the document itself
    addressee: str
    parties: list[Party]
    cause: str  # 案由
    claims: list[Claim]
    facts: str
    reasons: str
    result: list[Ruling]
    evidence: list[Evidence]
    tribunal: Tribunal
    explanation: list[str]  # how the days were counted, one sentence each, printed small at the end
    paragraphs: list[str]  # what the clerk adds to the standing words
    enclosures: list[str]
    contact: Contact
    service_note: str


class Word(TypedDict, total=False):
    """One side's word for a fact: that it is so, and that it may go to arbitration."""

    name: str
    confirmed_on: Day
    released_on: Day


class Undisputed(TypedDict, total=False):
    text: str
    words: list[Word]


class Facts(Common, total=False):
    """The keys that only some documents know; `documents.DOCUMENTS[code].required` says which must be there."""

    filed_on: Day
    received_on: Day
    accepted_on: Day
    due_on: Day  # the last day: of the correction, of the reply, of the case, of the review
    old_due_on: Day
    asked_on: Day  # the day of a request: to postpone, to withdraw
    asked_by: str
    approved_by: str  # the post that approved: 仲裁委员会主任
    suspended_on: Day
    resumed_on: Day
    ended_on: Day
    effective_on: Day
    answer_due_on: Day
    starts_at: Moment
    ends_at: Moment
    old_at: Moment
    new_at: Moment
    place: str
    ground: str  # the legal ground as a clause without a full stop
    defects: list[str]  # D04, everything at once (CR-29)
    wanted: list[str]  # D09, papers still to be handed in
    evidence_period: str  # D12: 自收到本通知书之日起十五日内
    competent_office: str  # D11, M03 refused, M07
    interrupted_on: Day  # M03 refused, M07: limitation, the day from which it runs anew, and its last day
    restarts_on: Day
    file_by_on: Day
    undisputed: list[Undisputed]  # M10
    procedure: str  # D37, D38: how the case was accepted and heard
    defence: str  # D38
    law: list[str]  # D38: the articles of all items, as printed: 《中华人民共和国劳动合同法》第四十七条
    basic_court: str
    intermediate_court: str  # D38 final: the court at the committee's seat (AL-49)
    companion_number: str  # D38: the other award of a case with both kinds of items (CR-50)
    rest: str  # D37 part: what stays to be decided
    total: Yuan
    copies: int | str  # D01: copies of the application; M05: 三
    witnesses: list[Contact] | list[str]  # D01 contacts; D40 names
    pledge: str  # J01 confirmation, V01: what both parties promise
    agreement: Instrument
    instrument: Instrument
    served: list[Served]  # D42
    suits: str  # D42: what is known of suits and requests to set aside
    notice_served_on: Day  # D33
    besides: str  # D32, D33: what is heard all the same
    notice_method: str
    received_from: str  # D03
    received_at: Moment
    officer: str  # D03, J03
    items: list[FileLine]  # D03
    files: list[FileLine]  # D17, J03
    receiver: str  # J03
    bundle_sha256: str  # J03
    documents: list[FileLine]  # D40: name, number
    method: str  # D40
    served_on: Day  # D40
    served_at: Moment
    server: str
    signed_by: str
    received_by: str  # who took it for the addressee, and why that person
    refusal: str
    media: list[str]
    deemed_on: Day
    note: str  # D40; M06: whose consent the mediator wrote down
    attendance: list[Presence]  # D26
    session: str  # D19: which of several sittings it is, and if it is closed: 第二次不公开
    closed: str  # D26: why the hearing was not public; absent when it was
    discipline: str
    stages: list[Stage]
    last_words: list[Speech]
    mediation: str  # D26: whether the tribunal mediated and what came of it (AL-42)
    corrections: list[str]
    signatures: list[Signature] | list[Hand]  # D26; M04 and M05 hands
    mediator: str  # M03, M04, M05
    held_on: Day  # M04
    minutes: str  # M04
    present: list[str]  # M04: names
    performance: list[Performance]  # M05
    owed: list[Owed]  # M08 with several workers
    shares: list[Share]  # M05 with several workers
    by: str  # letters: the party that writes
    capacity: str  # letters: 申请人, 被申请人 …
    grounds: str
    words: str  # D15 answer
    asked: list[Claim]  # D16: what the claims shall be
    address: str  # D05
    phone: str
    email: str
    recipient: str
    electronic: str  # D05: 同意 / 不同意
    returned: str  # D05: what follows when post comes back, if not that it counts as served
    agent: Representative  # D06
    matter: str
    until_on: Day
    head: str
    head_post: str
    speakers: list[str]  # D22
    represented: list[str]
    number_of_workers: str
    person: str  # D18a
    what: str  # D24: what has to be found out
    holder: str
    officers: list[str]  # D24: two or more
    found: str
    question: str  # D25
    body: str
    payer: str
    agreed: str
    answer_period: str  # D21
    problem: str  # D44
    advice: str
    terms: str  # M09
    volume: str  # D43a, D43b, D43c: 正卷 / 副卷
    procedure_kind: str
    third_parties: str
    archived_on: Day
    sheets: str
    pages: str
    shelfmark: str
    listed: list[Listed]
    remarks: str
