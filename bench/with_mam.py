"""Contender: marketing-attribution-models 2.1.1, its five rule models; runs in an environment of its own."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import polars as pl
from mam.core import MAM

MODELS = {
    "first": "run_first_click",
    "last": "run_last_click",
    "linear": "run_linear",
    "u_shaped": "run_position_based",
    "time_decay": "run_time_decay",
}


def main(folder: Path, out: Path) -> None:
    """Print the seconds, on the clock and of the processor, to the credit of value (one measure a run)."""
    begin, worked = time.perf_counter(), time.process_time()
    models = MAM(
        pl.read_parquet(folder / "flat.parquet"),
        "format_1",
        channels_colname="channel",
        journey_with_conv_colname="converted",
        datetime_colname="ts",
        user_id_colname="customer_id",
        create_journey_id_based_on_conversion=True,
        conversion_value_colname="value",
    )
    results = {name: getattr(models, run)() for name, run in MODELS.items()}
    print(time.perf_counter() - begin, time.process_time() - worked)
    parts = [
        result.to_polars().select(
            pl.lit(name).alias("model"),
            pl.col("channels").cast(pl.String).alias("channel"),
            pl.col("attribution").alias("value"),
        )
        for name, result in results.items()
    ]
    pl.concat(parts).write_csv(out)


main(Path(sys.argv[1]), Path(sys.argv[2]))
