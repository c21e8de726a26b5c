"""Contender: nine rule models with segattr, as a notebook or the command line would call it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from segattr import Window, attribute, load, summarise

MODELS = (
    *("first", "last", "last_non_direct", "linear", "time_decay"),
    *("u_shaped", "j_shaped", "inverse_j", "custom"),
)


def main(folder: Path, out: Path) -> None:
    """Print the seconds, on the clock and of the processor, from opening the files to the credit table."""
    begin, worked = time.perf_counter(), time.process_time()
    dataset = load(touchpoints=folder / "touchpoints.parquet", conversions=folder / "conversions.parquet")
    window = Window(lookback_days=float("inf"))
    summary = summarise(dataset, window=window, tables=("positions", "decay", "non_direct"))
    credit = attribute(summary, [*MODELS])
    print(time.perf_counter() - begin, time.process_time() - worked)
    credit[["model", "channel", "conversions", "value"]].to_csv(out, index=False)


main(Path(sys.argv[1]), Path(sys.argv[2]))
