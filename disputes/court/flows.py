from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from disputes.lifecycle.grounds import TRANSFER
from disputes.lifecycle.handoff import HANDLED, RESULTS, Stage
from disputes.models import Office
from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty

KIND = Office.Kind
SENDERS = {KIND.COMMITTEE: "clerk", KIND.MEDIATION: "lead", KIND.INSPECTION: "receiver"}  # office -> post

TO_BE_SENT = frozenset({"handoff.file", "handoff.join", "handoff.return_file"})
SEND = frozenset({"handoff.send"})
LOOK = frozenset({"handoff.acknowledge", "handoff.return_file"})
ANSWER = frozenset({"handoff.record_result"})
COURT_LOOKS = "handoff.court_filing handoff.order_acceptance handoff.confirmation_acceptance"  # time limits
COURT_ANSWERS = "handoff.order_issue handoff.confirmation_decision"
SERVE = frozenset({"handoff.serve_result"})
STRUCK = frozenset({"handoff.strike_result"})  # the answer is to be recorded anew
SETTLE = frozenset({"handoff.settle_what_was_left"})
TO_ANSWER = STRUCK | {"handoff.acknowledge"}


class OfTheSender:
    """Work of whoever sent the file."""

    @classmethod
    def office_of(cls, record: Any) -> int | None:
        return record.from_office_id

    @classmethod
    def role_of(cls, record: Any, duty: Duty) -> str:
        return SENDERS[record.from_office.kind]


class SendFlow(CaseFlow):
    """The committee's clerk sends the file to the court."""

    opens_on, ends_on = TO_BE_SENT, SEND
    lives_in = frozenset({Stage.FILED, Stage.RETURNED})

    start = flow.StartHandle().Next(this.send)
    send = Duty(do, role="clerk", steps=SEND).Annotation(title=_("Send the file to the court")).Next(this.end)
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        own = record.from_office.kind == Office.Kind.COMMITTEE and record.ground != TRANSFER
        return own and record.stage in cls.lives_in

    @classmethod
    def office_of(cls, record: Any) -> int | None:
        return record.from_office_id


class SendTransferFlow(CaseFlow):
    """The file of a case that was transferred follows it to the other committee (CR-9)."""

    opens_on, ends_on = TO_BE_SENT, SEND
    lives_in = frozenset({Stage.FILED, Stage.RETURNED})

    start = flow.StartHandle().Next(this.send)
    send = (
        Duty(do, role="clerk", steps=SEND)
        .Annotation(title=_("Send the file to the other committee"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage in cls.lives_in and record.ground == TRANSFER

    @classmethod
    def office_of(cls, record: Any) -> int | None:
        return record.from_office_id


class TakeFileFlow(CaseFlow):
    """The other committee registers the file it was sent, or returns it with the reason."""

    opens_on, ends_on = SEND, LOOK
    lives_in = frozenset({Stage.SENT})

    start = flow.StartHandle().Next(this.look)
    look = (
        Duty(do, role="clerk", steps=LOOK)
        .Annotation(title=_("Register or return the file of the transferred case"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return not record.on_paper and record.stage in cls.lives_in and record.ground == TRANSFER


class SendAgreementFlow(CaseFlow):
    """The lead of the mediation organisation sends the agreement and its papers to the court."""

    opens_on, ends_on = TO_BE_SENT, SEND
    lives_in = frozenset({Stage.FILED, Stage.RETURNED})

    start = flow.StartHandle().Next(this.send)
    send = (
        Duty(do, role="lead", steps=SEND)
        .Annotation(title=_("Send the agreement to the court"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage in cls.lives_in and record.from_office.kind == Office.Kind.MEDIATION

    @classmethod
    def office_of(cls, record: Any) -> int | None:
        return record.from_office_id


class SendCrimeFlow(CaseFlow):
    """The inspection sends the police what it found (劳动保障监察条例 18)."""

    opens_on, ends_on = TO_BE_SENT, SEND
    lives_in = frozenset({Stage.FILED, Stage.RETURNED})

    start = flow.StartHandle().Next(this.send)
    send = (
        Duty(do, role="receiver", steps=SEND)
        .Annotation(title=_("Send the file to the police"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.stage in cls.lives_in and record.from_office.kind == Office.Kind.INSPECTION

    @classmethod
    def office_of(cls, record: Any) -> int | None:
        return record.from_office_id


class OnPaperFlow(OfTheSender, CaseFlow):
    """Nobody of the court works here: who sent the file brings it and writes down the receipt and the docket number."""

    opens_on = SEND
    ends_on = LOOK
    lives_in = frozenset({Stage.SENT})

    start = flow.StartHandle().Next(this.bring)
    bring = (
        Duty(do, role="clerk", steps=LOOK | {"handoff.hand_over"})
        .Annotation(title=_("Hand the file over on paper; write down what the court says")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.on_paper and record.stage in cls.lives_in


class LetterFlow(OfTheSender, CaseFlow):
    """Nothing but a letter tells a court on paper that what it enforces is heard anew (B9-18)."""

    opens_on = frozenset({"handoff.tell_of_supervision"})
    ends_on = frozenset({"handoff.hand_over_letter"})
    lives_in = frozenset({Stage.SENT, Stage.ACKNOWLEDGED})

    start = flow.StartHandle().Next(this.bring)
    bring = (
        Duty(do, role="clerk", steps=frozenset({"handoff.hand_over_letter"}))
        .Annotation(title=_("Bring the court the letter on the supervision")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.on_paper and record.stage in cls.lives_in


class OnPaperAnswerFlow(OfTheSender, CaseFlow):
    """The court's answer came by post: who sent the file writes it down."""

    opens_on = TO_ANSWER
    ends_on = ANSWER
    lives_in = frozenset({Stage.ACKNOWLEDGED})

    start = flow.StartHandle().Next(this.answer)
    answer = (
        Duty(do, role="clerk", steps=ANSWER).Annotation(title=_("Write down the answer that came on paper"))
        .Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return record.on_paper and record.stage in cls.lives_in and record.ground != TRANSFER


class AuthorityFlow(CaseFlow):
    """An authority looks at what it was sent: it registers or returns it."""

    opens_on, ends_on = SEND, LOOK
    lives_in = frozenset({Stage.SENT})

    start = flow.StartHandle().Next(this.look)
    look = (
        Duty(do, role="receiver", steps=LOOK)
        .Annotation(title=_("Register or return the file"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        elsewhere = not record.on_paper and not record.to_court and record.ground != TRANSFER
        return elsewhere and record.stage in cls.lives_in


class AuthorityAnswerFlow(CaseFlow):
    """The authority says what became of it."""

    opens_on = TO_ANSWER
    ends_on = ANSWER
    lives_in = frozenset({Stage.ACKNOWLEDGED})

    start = flow.StartHandle().Next(this.answer)
    answer = Duty(do, role="receiver", steps=ANSWER).Annotation(title=_("Record the answer")).Next(this.end)
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        elsewhere = not record.on_paper and not record.to_court and record.ground != TRANSFER
        return elsewhere and record.stage in cls.lives_in


class RegisterFlow(CaseFlow):
    """The court looks at what it was sent: it registers the case or returns the file."""

    opens_on, ends_on = SEND, LOOK
    lives_in = frozenset({Stage.SENT})

    start = flow.StartHandle().Next(this.look)
    look = (
        Duty(do, role="court", steps=LOOK, due=COURT_LOOKS)
        .Annotation(title=_("Register or return the file"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return not record.on_paper and record.to_court and record.stage in cls.lives_in


class ResultFlow(CaseFlow):
    """The court records its answer."""

    opens_on = TO_ANSWER
    ends_on = ANSWER
    lives_in = frozenset({Stage.ACKNOWLEDGED})

    start = flow.StartHandle().Next(this.answer)
    answer = (
        Duty(do, role="court", steps=ANSWER, due=COURT_ANSWERS)
        .Annotation(title=_("Record the answer")).Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        return not record.on_paper and record.to_court and record.stage in cls.lives_in


class ServedFlow(CaseFlow):
    """The court says when each party received the ruling: their windows count from it. On paper the sender writes it down."""

    opens_on = ANSWER | SERVE
    ends_on = SERVE | STRUCK
    lives_in = frozenset({*RESULTS, Stage.ENFORCEABLE})

    start = flow.StartHandle().Next(this.serve)
    serve = (
        Duty(do, role="court", steps=SERVE).Annotation(title=_("Say when each party received the ruling"))
        .Next(this.end)
    )  # fmt: skip
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        known = set(record.served) | set(record.act.facts.get("served") or {})
        return (
            (record.on_paper or record.office.works_here)
            and record.to_court
            and bool({str(party.pk) for party in record.before_court} - known)
        )

    @classmethod
    def office_of(cls, record: Any) -> int | None:
        return record.from_office_id if record.on_paper else record.office_id

    @classmethod
    def role_of(cls, record: Any, duty: Duty) -> str:
        return SENDERS[record.from_office.kind] if record.on_paper else duty.role


class LeftFlow(OfTheSender, CaseFlow):
    """What people did on an answer that was struck: whoever sent the file sees to it (CR-22)."""

    opens_on = frozenset({"handoff.leave_to_the_office"})
    ends_on = SETTLE
    lives_in = frozenset(HANDLED)

    start = flow.StartHandle().Next(this.settle)
    settle = (
        Duty(do, role="clerk", steps=SETTLE)
        .Annotation(title=_("See to what was done on an answer that was struck")).Next(this.end)
    )  # fmt: skip
    end = flow.End()
