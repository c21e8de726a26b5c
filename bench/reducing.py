"""What a Summary costs: all its tables, by a column of the customers, from tables in memory.

::

    python -m bench.reducing [--runs 4]

Seconds of the processor, the least of the runs; 1 M touchpoints with 200,000 customers, and 2,000 with 400,
which is what a click on small data is made of. Run it on another commit for a comparison.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from bench.log import write_log
from segattr import load, summarise
from segattr.data.dataset import Dataset

SIZES = (1_000_000, 2_000)


def main() -> None:
    """Measure and print a table."""
    wanted = argparse.ArgumentParser(prog="python -m bench.reducing", description=__doc__.splitlines()[0])
    wanted.add_argument("--runs", type=int, default=4)
    runs = wanted.parse_args().runs
    print("| touchpoints | processor s |\n|--:|--:|")
    for touches in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_log(folder, touches)
            roles = ("touchpoints", "conversions", "customers")
            dataset = load(**{role: folder / f"{role}.parquet" for role in roles})
        print(f"| {touches:,} | {min(once(dataset) for _ in range(runs)):.2f} |", flush=True)


def once(dataset: Dataset) -> float:
    """Reduce once; return the processor's seconds."""
    begin = time.process_time()
    summarise(dataset, "plan")
    return time.process_time() - begin


if __name__ == "__main__":
    main()
