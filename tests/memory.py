"""How much memory a process has had, in MB, as Linux tells it.

`getrusage` does not do for a process started by another: across `exec` it keeps the most its *parent* ever had, so a
small process started by a large one reads as large. The kernel's high-water mark belongs to the process alone.
"""

import re
from pathlib import Path

STATUS = Path("/proc/self/status")


def most():
    return int(re.search(r"VmHWM:\s+(\d+)", STATUS.read_text())[1]) // 1024
