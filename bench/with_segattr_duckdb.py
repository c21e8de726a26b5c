"""Contender: nine rule models with segattr on DuckDB relations, nothing loaded into pandas."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb

import segattr as sa
from segattr.attribution.registry import MODELS


def main(folder: Path, out: Path) -> None:
    """Print the seconds from opening the files to the credit table."""
    begin = time.perf_counter()
    connection = duckdb.connect()
    summary = sa.summarise(
        touchpoints=connection.read_parquet(str(folder / "touchpoints.parquet")),
        conversions=connection.read_parquet(str(folder / "conversions.parquet")),
        window=sa.Window(lookback_days=float("inf")),
        tables=("positions", "decay", "non_direct"),
    )
    credit = sa.attribute(summary, [*MODELS])
    print(time.perf_counter() - begin)
    credit[["model", "channel", "conversions", "value"]].to_csv(out, index=False)


main(Path(sys.argv[1]), Path(sys.argv[2]))
