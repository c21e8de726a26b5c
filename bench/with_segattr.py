"""Contender: segattr as a notebook would call it: nine rule models, also by segment, or Markov and three."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from segattr import Window, attribute, load, rates, summarise

RULES = (
    *("first", "last", "last_non_direct", "linear", "time_decay"),
    *("u_shaped", "j_shaped", "inverse_j", "custom"),
)
# What is asked: models, tables, by which column of the customers, days looked back.
ASKED = {
    "rules": (RULES, ("positions", "decay", "non_direct"), "", float("inf")),
    "segments": (RULES, ("positions", "decay", "non_direct"), "plan", 30),
    "walked": (RULES, ("positions", "decay", "non_direct", "sets", "paths"), "plan", 30),
    "markov": (("first", "last", "linear", "markov"), ("positions", "transitions"), "", float("inf")),
}


def main(folder: Path, out: Path, asked: str) -> None:
    """Print the seconds, on the clock and of the processor, from opening the files to the credit table."""
    begin, worked = time.perf_counter(), time.process_time()
    models, tables, by, days = ASKED[asked]
    roles = ("touchpoints", "conversions", *(("customers",) if by else ()))
    dataset = load(**{role: folder / f"{role}.parquet" for role in roles})
    summary = summarise(dataset, by or None, window=Window(lookback_days=days), tables=tables)
    credit = attribute(summary, [*models])
    if by:
        rates(dataset, [by])
    print(time.perf_counter() - begin, time.process_time() - worked)
    named = ["model", *(["segment"] if by else []), "channel"]
    credit[[*named, "conversions", "value"]].to_csv(out, index=False)


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
