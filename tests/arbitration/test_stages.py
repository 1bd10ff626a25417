import pytest

from arbitration.lifecycle import Stage
from disputes import checks, docket
from disputes.models import Deadline
from tests.arbitration.walk import walk_to


@pytest.mark.parametrize("stage", [stage for stage in Stage.values if stage != Stage.NEW])
def test_every_stage_is_reached_by_lawful_steps_alone(stage, clock, dispute, cast):
    case = walk_to(stage, dispute, cast, clock)
    assert case.stage == stage
    assert docket.verify([type(dispute).objects.get(pk=dispute.pk)]) == []
    for check in (
        checks.no_task_outlives_its_stage,
        checks.no_run_without_work,
        checks.no_clock_outlives_its_record,
    ):
        assert list(check()) == []
    if case.ended:
        assert (
            not Deadline.objects.open()
            .filter(record_type="arbitration", record_id=case.pk, lapses=True)
            .exists()
        )
