"""Contender: ChannelAttribution 2.2.5, three rules and its simulated Markov; in an environment of its own."""

from __future__ import annotations

import contextlib
import io
import sys
import time
from pathlib import Path

import pandas as pd
from journey_paths import journey_paths

with contextlib.redirect_stdout(io.StringIO()):  # it advertises on import
    import ChannelAttribution

RULES = {"first": "first_touch", "last": "last_touch", "linear": "linear_touch"}


def main(folder: Path, out: Path) -> None:
    """Print the seconds, on the clock and of the processor, to the credit of four models."""
    begin, worked = time.perf_counter(), time.process_time()
    paths = journey_paths(folder, ">")
    columns = {"var_path": "path", "var_conv": "conversions", "var_value": "value", "flg_pro": False}
    rules = ChannelAttribution.heuristic_models(paths, **columns)
    markov = ChannelAttribution.markov_model(paths, **columns, var_null="losses", verbose=False)
    seconds = time.perf_counter() - begin, time.process_time() - worked
    parts = [
        pd.DataFrame(
            {
                "model": model,
                "channel": rules["channel_name"],
                "conversions": rules[f"{name}_conversions"],
                "value": rules[f"{name}_value"],
            }
        )
        for model, name in RULES.items()
    ]
    simulated = pd.DataFrame(
        {
            "model": "markov, simulated",
            "channel": markov["channel_name"],
            "value": markov["total_conversion_value"],
        }
    )
    pd.concat([*parts, simulated]).to_csv(out, index=False)
    print(*seconds)


main(Path(sys.argv[1]), Path(sys.argv[2]))
