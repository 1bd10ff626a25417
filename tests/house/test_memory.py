"""What is told of a process's memory is its own."""

import subprocess
import sys

import pytest

from tests import memory

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")


def test_a_small_process_started_by_a_large_one_reads_as_small():
    large = bytearray(b"x" * 300_000_000)
    assert memory.most() > 280
    told = subprocess.run(
        [sys.executable, "-c", "from tests import memory; print(memory.most())"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(told.stdout) < 100
    assert len(large) == 300_000_000
