import pytest

from arbitration.lifecycle import Stage
from disputes import checks, docket
from disputes.models import Deadline
from tests.arbitration.walk import walk_to

# Each of these has others on its way; test_transitions.py reaches every one.
AT_ONCE = {Stage.ARRIVING, Stage.TERMINATED, Stage.MEDIATED, Stage.ARCHIVED}
STAGES = [
    stage if stage in AT_ONCE else pytest.param(stage, marks=pytest.mark.long)
    for stage in Stage.values
    if stage != Stage.NEW
]


@pytest.mark.parametrize("stage", STAGES)
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
