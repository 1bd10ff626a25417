from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from viewflow import this
from viewflow.workflow import flow

from disputes.deadlines import timed_services
from disputes.lifecycle.service import Stage as Service
from disputes.views.tasks import do
from disputes.worklist import CaseFlow, Duty


class ServeFlow(CaseFlow):
    """Serve a paper and keep the proof (CR-20)."""

    opens_on = frozenset({"service.order", "service.serve_anew"})
    lives_in = frozenset({Service.DUE, Service.SENT, Service.RETURNED})
    ends_on = frozenset(
        {"service.prove", "service.leave", "service.announce", "service.deem_returned", "service.drop"}
    )

    start = flow.StartHandle().Next(this.serve)
    serve = (
        Duty(
            do,
            role="clerk",
            steps=frozenset(
                {
                    "service.prove",
                    "service.send",
                    "service.post",
                    "service.leave",
                    "service.deem_returned",
                    "service.announce",
                }
            ),
            papers=timed_services,
        )
        .Annotation(title=_("Serve the paper and record the proof"))
        .Next(this.end)
    )
    end = flow.End()
