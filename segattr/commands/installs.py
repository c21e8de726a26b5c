"""``python -m segattr installs``: installs by campaign, platform or segment, with steps and costs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from segattr.averages.installs import FIELDS, install_report
from segattr.commands.files import add_files, load_files
from segattr.data.installs import InstallRule
from segattr.exports.files import write_table
from segattr.words.installs import receipt, settings


def add_installs(command: argparse.ArgumentParser) -> None:
    """Let a command take the files of an app, and what its installs are told apart by."""
    add_files(command)
    default = InstallRule()
    command.add_argument(
        "--by",
        default="",
        metavar="COLUMNS",
        help=f"{', '.join(FIELDS)}, columns of the customers, or a saved definition (.json), in layers",
    )
    command.add_argument("--activate", default="", metavar="EVENT", help="what stands for being active")
    command.add_argument("--pay", default="", metavar="EVENT", help="what stands for having paid")
    command.add_argument(
        "--window-days",
        type=float,
        default=default.window_days,
        help="days after an install in which its attribution counts (%(default)s)",
    )
    command.add_argument(
        "--same-days",
        type=float,
        default=default.same_days,
        help="days in which deliveries are the same install; later ones are reinstalls (%(default)s)",
    )
    command.add_argument("--out", type=Path, help="file to write; without it, the table goes to the screen")


def run_installs(chosen: argparse.Namespace) -> None:
    """Write the table of installs, and say on standard error under which conventions and from what."""
    by = [name.strip() for name in chosen.by.split(",") if name.strip()]
    rule = InstallRule(window_days=chosen.window_days, same_days=chosen.same_days)
    found = install_report(load_files(chosen), by, activate=chosen.activate, pay=chosen.pay, rule=rule)
    keys = None if found.spend is None else found.spend.keys
    for line in receipt(found.installs.counts):
        print(line, file=sys.stderr)
    print(" · ".join(settings(rule.window_days, rule.same_days, *found.steps, keys)), file=sys.stderr)
    if chosen.out is None:
        print(found.table.to_string(index=False))
    else:
        write_table(found.table, chosen.out)
