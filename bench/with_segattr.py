"""Contender: segattr as a notebook would call it: nine rule models, or Markov beside the three simplest."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from segattr import Window, attribute, load, summarise

RULES = (
    *("first", "last", "last_non_direct", "linear", "time_decay"),
    *("u_shaped", "j_shaped", "inverse_j", "custom"),
)
ASKED = {
    "rules": (RULES, ("positions", "decay", "non_direct")),
    "markov": (("first", "last", "linear", "markov"), ("positions", "transitions")),
}


def main(folder: Path, out: Path, asked: str) -> None:
    """Print the seconds, on the clock and of the processor, from opening the files to the credit table."""
    begin, worked = time.perf_counter(), time.process_time()
    dataset = load(touchpoints=folder / "touchpoints.parquet", conversions=folder / "conversions.parquet")
    models, tables = ASKED[asked]
    summary = summarise(dataset, window=Window(lookback_days=float("inf")), tables=tables)
    credit = attribute(summary, [*models])
    print(time.perf_counter() - begin, time.process_time() - worked)
    credit[["model", "channel", "conversions", "value"]].to_csv(out, index=False)


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
