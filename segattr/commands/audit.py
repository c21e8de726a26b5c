"""``python -m segattr audit``: what is wrong with the data, the worst first."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from segattr.checks.audit import audit, findings_table, pairs_table
from segattr.checks.finding import Finding
from segattr.commands.files import add_files, load_files
from segattr.exports.files import write_table
from segattr.words.audit import NOTHING_FOUND, pairs_written

ON_SCREEN: Final = ("severity", "check", "count", "share", "conversions", "money", "title")
BESIDE: Final = "-ids"  # behind the name of the file of findings: the ids that are one person


def add_audit(command: argparse.ArgumentParser) -> None:
    """Let a command take the files to be looked at."""
    add_files(command)
    command.add_argument(
        "--out",
        type=Path,
        help="file to write; without it, the table goes to the screen. Ids that are one person stand in a "
        f"second file beside it, its name ending in {BESIDE}",
    )


def run_audit(chosen: argparse.Namespace) -> int:
    """Write or show what was found; return 1 for blockers."""
    findings = audit(load_files(chosen))
    table = findings_table(findings)
    if chosen.out is not None:
        write_table(table, chosen.out)
        _write_pairs(findings, chosen.out)
    elif findings:
        print(table[list(ON_SCREEN)].to_string(index=False))
    else:
        print(NOTHING_FOUND)
    return int(any(finding.severity == "blocker" for finding in findings))


def _write_pairs(findings: Sequence[Finding], out: Path) -> None:
    """Write the ids that are one person beside the findings, where there are any, and say so."""
    pairs = pairs_table(findings)
    if len(pairs):
        beside = write_table(pairs, out.with_name(f"{out.stem}{BESIDE}{out.suffix}"))
        print(pairs_written(len(pairs), beside.name))
