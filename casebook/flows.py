"""The work on a typical case: an editor redacts it, a second person reads it, the director publishes it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from casebook.lifecycle import Stage
from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty


def steps(*names: str) -> frozenset[str]:
    return frozenset(f"typicalcase.{name}" for name in names)


class RedactFlow(CaseFlow):
    """Write the text, decide on every suspect, submit it."""

    opens_on = steps("propose", "adopt", "return_to_editor", "correct")
    lives_in = frozenset({Stage.PROPOSED, Stage.EDITING})
    ends_on = steps("submit", "decline")
    page = "casebook:draft"

    start = flow.StartHandle().Next(this.redact)
    redact = (
        Duty(do, role="editor", steps=steps("edit", "submit", "decline"))
        .Annotation(title=_("Redact the typical case"))
        .Next(this.end)
    )
    end = flow.End()

    @classmethod
    def needed(cls, record: Any) -> bool:
        """A case imported as published needs nobody; one imported twice has its task already."""
        return record.stage in cls.lives_in and not record.dispute.tasks.open().exists()


class PublishFlow(CaseFlow):
    """The director publishes what the second reader has released, or sends it back."""

    opens_on = steps("release")
    lives_in = frozenset({Stage.RELEASED})
    ends_on = steps("publish", "return_to_editor", "decline")
    page = "casebook:draft"

    start = flow.StartHandle().Next(this.decide)
    decide = (
        Duty(do, role="director", steps=steps("publish", "return_to_editor"))
        .Annotation(title=_("Publish the typical case"))
        .Next(this.end)
    )
    end = flow.End()


class ReadFlow(CaseFlow):
    """The second reader answers for what is released."""

    opens_on = steps("submit")
    lives_in = frozenset({Stage.SUBMITTED})
    ends_on = steps("release", "return_to_editor", "decline")
    page = "casebook:draft"

    start = flow.StartHandle().Next(this.read)
    read = (
        Duty(do, role="reader", steps=steps("release", "return_to_editor"))
        .Annotation(title=_("Read the typical case and release it"))
        .Next(this.end)
    )
    end = flow.End()


class LeakFlow(CaseFlow):
    """The audit has found somebody in a published case: it is recalled or corrected, unless the leak goes by itself."""

    opens_on = steps("find_leak")
    lives_in = frozenset({Stage.PUBLISHED})
    ends_on = steps("recall", "correct", "end_leak")
    page = "casebook:draft"

    start = flow.StartHandle().Next(this.close)
    close = (
        Duty(do, role="director", steps=steps("recall", "correct"))
        .Annotation(title=_("A published case shows who somebody is: recall or correct it"))
        .Next(this.end)
    )
    end = flow.End()
