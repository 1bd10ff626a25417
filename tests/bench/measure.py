"""How the benchmarks measure and print: medians, ratios within one run, one JSON object a line."""

import gc
import json
import os
import statistics
import time
from contextlib import contextmanager

from django.db import connection

SMALL = os.environ.get("SCALE") == "small"


def report(bench, *, value, unit, limit, ratio, n):
    """`limit` is the yardstick measured in the same run, in the unit of the value; `ratio` the value against it."""
    line = {
        "bench": f"{bench}.{connection.vendor}",
        "value": digits(value),
        "unit": unit,
        "limit": digits(limit),
    }
    print("\n" + json.dumps({**line, "ratio": digits(ratio), "n": n}), flush=True)


def digits(number):
    return float(f"{number:.4g}")


def seconds(do, *args):
    began = time.perf_counter()
    do(*args)
    return time.perf_counter() - began


def median_of(do, *, runs):
    """The median seconds of several runs, after one that is not counted."""
    do()
    with no_collection():
        return statistics.median(seconds(do) for _n in range(runs))


@contextmanager
def no_collection():
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
