"""docs/threats.md 12 at full size: ten thousand damaged files are judged without a crash, a hang or a wrong yes."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.long
MANY = 10_000 if os.environ.get("SCALE") == "full" else 1_000
EACH, MOST = 5, 512  # seconds for one file, MB at the peak


def test_threat_12_ten_thousand_mutated_uploads():
    run = [sys.executable, "-m", "tests.long.mutants", str(MANY), "12"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=MANY * EACH, check=True)
    told = json.loads(done.stdout)
    print(json.dumps({"threat": 12, **told}))
    assert told["faults"] == [] and told["judged"] == MANY
    assert told["slowest"] < EACH and told["peak_mb"] < MOST
    assert 0 < told["refused"] < MANY
