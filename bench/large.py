"""A large log under a memory limit: `python -m segattr summarise --memory`, its time and its peak memory.

::

    python -m bench.large [--touches 10000000] [--memory 4GB] [--keep FOLDER]

The log is written by DuckDB, never held by this process. What is printed is what the operating system counted
for the whole process, from Python's start to the written Summary: the limit is the embedded engine's alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.log import CHANNELS, DAYS, TOUCHES_PER_CONVERSION, TOUCHES_PER_CUSTOMER

TABLES = ("touchpoints", "conversions")
ROW = "hash(i, '{salt}') % {parts}"


def write_log(folder: Path, touches: int) -> None:
    """Write ``touchpoints.parquet`` and ``conversions.parquet``: customers at moments of half a year."""
    names = [name for name, weight in CHANNELS.items() for _ in range(weight)]
    seconds, people = DAYS * 86_400, max(touches // TOUCHES_PER_CUSTOMER, 1)
    who = f"'customer-' || ({ROW.format(salt='who', parts=people)})"
    second = f"({ROW.format(salt='when', parts=seconds)})::BIGINT"
    when = f"make_timestamp(epoch_us(TIMESTAMP '2026-01-01') + {second} * 1000000)"
    channel = f"{names}[1 + ({ROW.format(salt='channel', parts=len(names))})::INT]"
    value = f"({ROW.format(salt='value', parts=20_000)}) / 100.0"
    columns = {
        "touchpoints": f"{who} AS customer_id, {when} AS ts, {channel} AS channel",
        "conversions": f"{who} AS customer_id, {when} AS ts, {value} AS value",
    }
    rows = {
        "touchpoints": (0, touches),
        "conversions": (touches, touches + touches // TOUCHES_PER_CONVERSION),
    }
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"memory_limit": "2GB"}) as connection:
        for table in TABLES:
            first, end = rows[table]
            target = folder / f"{table}.parquet"
            if not target.exists():
                made = f"SELECT {columns[table]} FROM range({first}, {end}) AS made(i)"
                connection.execute(f"COPY ({made}) TO '{target}' (FORMAT parquet)")


def summarise(folder: Path, memory: str) -> tuple[float, float, float]:
    """Run the command; return seconds, seconds of the processor, and the peak memory in megabytes."""
    files = [word for table in TABLES for word in (f"--{table}", str(folder / f"{table}.parquet"))]
    out = ["--memory", memory, "--out", str(folder / "client.summary")]
    begin = time.perf_counter()
    started = subprocess.Popen([sys.executable, "-m", "segattr", "summarise", *files, *out])
    _, status, usage = os.wait4(started.pid, 0)
    if status:
        sys.exit(f"The command failed ({os.waitstatus_to_exitcode(status)}).")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Write the log, summarise it, print what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__.splitlines()[0])
    parser.add_argument("--touches", type=int, default=10_000_000)
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--keep", type=Path, help="folder to leave the log in, and to find it again")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = chosen.keep or Path(name)
        write_log(folder, chosen.touches)
        seconds, processor, megabytes = summarise(folder, chosen.memory)
        size = (folder / "client.summary").stat().st_size / 1e6
    print(f"{chosen.touches:,} touchpoints, --memory {chosen.memory}: {seconds:.0f} s on the clock,")
    print(f"{processor:.0f} s of the processor, peak memory of the whole process {megabytes:,.0f} MB,")
    print(f"Summary {size:.1f} MB.")


if __name__ == "__main__":
    main()
