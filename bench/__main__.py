"""Credit at 1 M touchpoints: segattr beside the field's libraries and plain pandas, in one run.

::

    python -m bench [--touches 1000000] [--runs 5]

The contenders take turns, each in a process of its own, on the same log with the same answer (checked to
1e-9). "File to credit" is measured inside the process, from opening the files to the credit table; "whole
process" includes starting Python and importing the libraries. Each on the clock and, in brackets, in seconds
of the processor, which a busy machine stretches least. Medians; ratios are to segattr on files.
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from bench.log import write_log

HERE = Path(__file__).parent
PEER = HERE.parent / ".venv-bench"
PEER_PACKAGES = (
    *("marketing-attribution-models==2.1.1", "ChannelAttribution==2.2.5", "do-attribution==0.0.2"),
    *("matplotlib", "pyarrow"),  # ChannelAttribution imports the first without asking for it
)


@dataclass
class Contender:
    """One way to the same credit table, and what its runs took."""

    name: str
    script: str
    models: int
    python: Path = Path(sys.executable)
    words: tuple[str, ...] = ()
    inside: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    process: list[float] = field(default_factory=list)
    process_worked: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def run(self, folder: Path) -> None:
        """Run once and note seconds inside, seconds of the whole process, and its peak memory."""
        command = [
            str(self.python),
            str(HERE / self.script),
            str(folder),
            str(self.answer(folder)),
            *self.words,
        ]
        begin = time.perf_counter()
        here = os.environ | {"PYTHONPATH": str(HERE.parent)}  # segattr is not installed, it stands beside
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=here) as started:
            printed = started.stdout.read() if started.stdout else ""
            _, status, usage = os.wait4(started.pid, 0)
            started.returncode = os.waitstatus_to_exitcode(status)  # nobody else can ask for it now
        if status:
            sys.exit(f"{self.name} failed: {' '.join(command)}")
        self.process.append(time.perf_counter() - begin)
        self.process_worked.append(usage.ru_utime + usage.ru_stime)
        for seconds, took in zip(printed.split(), (self.inside, self.worked), strict=True):
            took.append(float(seconds))
        self.megabytes.append(usage.ru_maxrss / 1024)

    def forget(self) -> None:
        """Drop what the runs took so far."""
        for took in (self.inside, self.worked, self.process, self.process_worked, self.megabytes):
            took.clear()

    def answer(self, folder: Path) -> Path:
        """Where its credit table is written."""
        return folder / f"{'-'.join([Path(self.script).stem, *self.words])}.csv"


def contenders(peers: Path) -> dict[str, list[Contender]]:
    """Everybody who takes part, by what they are asked; the first of each is what the others are held to.

    Parameters
    ----------
    peers : the Python in whose environment the other libraries are.
    """
    return {
        "Rule models": [
            Contender("segattr, files", "with_segattr.py", 9, words=("rules",)),
            Contender("segattr, DuckDB relations", "with_segattr_duckdb.py", 9),
            Contender("pandas, sort and groupby", "with_pandas.py", 9, words=("stacked",)),
            Contender("pandas, merge_asof", "with_pandas.py", 9, words=("merged",)),
            Contender("marketing-attribution-models 2.1.1", "with_mam.py", 5, python=peers),
        ],
        "By segment, 30 days back, with rates": [
            Contender("segattr, files", "with_segattr.py", 9, words=("segments",)),
            Contender("pandas, sort and groupby", "with_pandas.py", 9, words=("stacked", "plan")),
            Contender("pandas, merge_asof", "with_pandas.py", 9, words=("merged", "plan")),
        ],
        "By segment, with rates, paths and channel sets": [
            Contender("segattr, files", "with_segattr.py", 9, words=("walked",)),
            Contender("pandas, sort and groupby", "with_pandas.py", 9, words=("stacked", "plan", "walked")),
            Contender("pandas, merge_asof", "with_pandas.py", 9, words=("merged", "plan", "walked")),
        ],
        "Markov, and the three simplest rules": [
            Contender("segattr, files", "with_segattr.py", 4, words=("markov",)),
            Contender("ChannelAttribution 2.2.5 (simulated)", "with_channelattribution.py", 4, python=peers),
            Contender("do-attribution 0.0.2 (no rules)", "with_do_attribution.py", 1, python=peers),
        ],
    }


def _peer_python() -> Path:
    python = PEER / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PEER_PACKAGES], check=True)
    return python


def check(everybody: list[Contender], folder: Path) -> None:
    """Stop where two contenders give a channel different value: speed at another answer is no speed."""
    ours = _read(everybody[0].answer(folder))
    for other in everybody[1:]:
        theirs = _read(other.answer(folder))
        theirs = theirs[theirs.index.isin(ours.index)]  # what is simulated comes under another name
        for column in theirs.columns:
            known = theirs[column].dropna()
            np.testing.assert_allclose(
                ours[column].reindex(known.index), known, rtol=1e-9, err_msg=other.name
            )


def _read(answer: Path) -> pd.DataFrame:
    credit = pd.read_csv(answer)
    return credit.set_index([name for name in ("model", "segment", "channel") if name in credit])


def table(everybody: list[Contender]) -> str:
    """Medians and ratios as a Markdown table."""
    first = everybody[0]
    rows = [
        "| contender | models | file to credit | ratio | whole process | ratio | peak memory |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for c in everybody:
        inside = _beside(c.inside, c.worked, first.inside, first.worked)
        process = _beside(c.process, c.process_worked, first.process, first.process_worked)
        rows.append(
            f"| {c.name} | {c.models} | {inside} | {process} | {statistics.median(c.megabytes):.0f} MB |"
        )
    return "\n".join(rows)


def _beside(clock: list[float], worked: list[float], *first: list[float]) -> str:
    """Two cells: seconds on the clock (and of the processor), and both as ratios to the first contender."""
    now = [statistics.median(took) for took in (clock, worked)]
    ratios = [a / statistics.median(b) for a, b in zip(now, first, strict=True)]
    return f"{now[0]:.2f} s ({now[1]:.2f}) | {ratios[0]:.1f} × ({ratios[1]:.1f})"


def main() -> None:
    """Make the log, let everybody run in turns, check the answers, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--touches", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    compileall.compile_dir(HERE.parent / "segattr", quiet=1)  # as pip does to the libraries it installs
    asked = contenders(_peer_python())
    everybody = [contender for group in asked.values() for contender in group]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_log(folder, chosen.touches)
        for turn in range(chosen.runs + 1):
            for contender in everybody:
                contender.run(folder)
            if turn == 0:  # the first turn warms the disk's cache
                for group in asked.values():
                    check(group, folder)
                for contender in everybody:
                    contender.forget()
    print(f"{chosen.touches:,} touchpoints, {chosen.runs} runs in turns, {os.cpu_count()} cores\n")
    for title, group in asked.items():
        print(f"## {title}\n\n{table(group)}\n")


if __name__ == "__main__":
    main()
