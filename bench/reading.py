"""From a file to mapped tables: 10, 50 and 200 MB of CSV and a workbook of 100,000 rows, beside plain pandas.

::

    python -m bench.reading [--runs 3] [--megabytes 10 50 200] [--rows 100000]

Each reading happens in a process of its own. Seconds are of reading alone, without starting Python and
importing the libraries: on the wall, and of work (all processors, a workbook's reading process included).
Megabytes are the peak of the process, and of them those before reading: Python and the libraries. "Times" is
what lies between them in sizes of the file. "Data page" does what that page does with a file that has come:
its bytes stay in memory until it is read, and the file as read stays beside the table made of it.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HEADER = ("Order ID", "Customer ID", "Order date", "Channel", "Order value", "Items", "Country", "Product")
MEGABYTES = (10, 50, 200)
WORKBOOK_ROWS = 100_000

TIMED = """
import json, os, resource, sys, time
{imports}
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
path, begin, work = sys.argv[1], time.perf_counter(), os.times()
{read}
now = os.times()
used = sum(now[:4]) - sum(work[:4])
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.perf_counter() - begin, used, most, idle]))
"""
CONTENDERS = {
    "segattr": ("import segattr as sa, segattr.data.load", "sa.load(conversions=path).conversions"),
    "Data page": (
        "from pathlib import Path\n"
        "from segattr.ui.desk import Desk, assembled\n"
        "from segattr.ui.hashes import file_id\n"
        "from segattr.ui.upload import Upload\n"
        "from segattr.ui.upload_read import read_upload",
        "content = Path(path).read_bytes()\n"
        "brought = Upload(file_id(content), Path(path).name, raw=content)\n"
        "upload = read_upload(brought, salt='', remembered=Desk())\n"
        "del content, brought\n"
        "dataset, desk = assembled(Desk().with_upload(upload))",
    ),
    "pandas": (
        "import pandas as pd",
        "t = pd.read_csv(path, dtype='str') if path.endswith('csv') else pd.read_excel(path, dtype='str')\n"
        "t['Order date'] = pd.to_datetime(t['Order date'])\n"
        "t['Order value'] = t['Order value'].astype(float)",
    ),
}


def orders(seed: int = 7):
    """Give one made-up order after the other."""
    dice = random.Random(seed)
    begin = datetime.datetime(2024, 1, 1)
    number = 0
    while True:
        yield (
            f"{number:07d}",
            f"C{dice.randrange(30_000):06d}",
            begin + datetime.timedelta(seconds=dice.randrange(31_536_000)),
            dice.choice(("Email", "Paid search", "Direct", "Organic")),
            round(dice.random() * 500, 2),
            dice.randrange(1, 9),
            dice.choice(("DE", "FR", "US")),
            f"some product name {dice.randrange(500)}",
        )
        number += 1


def write_csv(path: Path, megabytes: int) -> None:
    """Write orders until the file is large enough."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for row in orders():
            rows.writerow(row)
            if file.tell() >= megabytes * 1e6:
                return


def write_workbook(path: Path, rows: int) -> None:
    """Write a workbook of one sheet."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Orders")
    sheet.append(HEADER)
    for row, _ in zip(orders(), range(rows), strict=False):
        sheet.append(row)
    book.save(path)


def measured(contender: tuple[str, str], path: Path) -> tuple[float, float, float, float]:
    """Return seconds, seconds of work, peak megabytes and those before reading, in a process of its own."""
    imports, read = contender
    script = TIMED.format(imports=imports, read=read)
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    return tuple(json.loads(done.stdout))


def main() -> None:
    """Write the files, let the contenders take turns, print medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--megabytes", type=int, nargs="*", default=MEGABYTES, help="sizes of CSV")
    parser.add_argument("--rows", type=int, default=WORKBOOK_ROWS, help="of the workbook, 0 for none")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = {f"{size} MB of CSV": Path(folder) / f"{size}.csv" for size in asked.megabytes}
        for size, path in zip(asked.megabytes, files.values(), strict=True):
            write_csv(path, size)
        if asked.rows:
            files[f"{asked.rows:,} rows of XLSX"] = Path(folder) / "orders.xlsx"
            write_workbook(Path(folder) / "orders.xlsx", asked.rows)
        print(f"{'file':22} {'reader':9} {'seconds':>8} {'of work':>8} {'MB':>6} {'before':>6} {'times':>6}")
        for what, path in files.items():
            report(what, path, asked.runs)


def report(what: str, path: Path, runs: int) -> None:
    """Let the contenders take turns with one file, print medians."""
    taken = {name: [] for name in CONTENDERS}
    for _ in range(runs):
        for name, contender in CONTENDERS.items():
            taken[name].append(measured(contender, path))
    for name, figures in taken.items():
        wall, work, most, idle = (statistics.median(column) for column in zip(*figures, strict=True))
        times = (most - idle) * 1024**2 / path.stat().st_size
        print(f"{what:22} {name:9} {wall:8.2f} {work:8.2f} {most:6.0f} {idle:6.0f} {times:6.1f}", flush=True)


if __name__ == "__main__":
    main()
