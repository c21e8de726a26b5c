"""Contender: do-attribution 0.0.2, its exact Markov; runs in an environment of its own."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd
from do_attribution import MarkovAttribution
from journey_paths import journey_paths


def main(folder: Path, out: Path) -> None:
    """Print the seconds, on the clock and of the processor, to the credit of conversions."""
    begin, worked = time.perf_counter(), time.process_time()
    paths = journey_paths(folder, " > ")
    won, lost = (paths[paths[name] > 0] for name in ("conversions", "losses"))
    fitted = MarkovAttribution(removal_strategy="redirect_to_null").fit(
        pd.concat([won["path"], lost["path"]]),
        [1] * len(won) + [0] * len(lost),
        pd.concat([won["conversions"], lost["losses"]]),
    )
    share = pd.Series(fitted["attribution"])
    credit = pd.DataFrame(
        {"channel": share.index, "conversions": share.to_numpy() * won["conversions"].sum()}
    )
    print(time.perf_counter() - begin, time.process_time() - worked)
    credit.assign(model="markov").to_csv(out, index=False)


main(Path(sys.argv[1]), Path(sys.argv[2]))
