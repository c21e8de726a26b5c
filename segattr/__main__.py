"""The command line: the package's public functions on files, for notebooks' neighbours and scheduled runs.

::

    python -m segattr attribute --touchpoints t.csv --conversions c.csv --models first,last --out credit.csv
    python -m segattr rates --outcomes o.csv --by visitor,device --out rates.csv
    python -m segattr summarise --touchpoints t.parquet --conversions c.parquet --out client.summary
    python -m segattr audit --touchpoints t.csv --conversions c.csv
    python -m segattr installs --events e.json --costs c.csv --by campaign --out installs.csv
    python -m segattr report client.segattr --touchpoints t.csv --conversions c.csv --out q3.xlsx
    python -m segattr send calls.json --endpoint https://api.segment.io
    python -m segattr sample OUT_DIR --kind shop --size 100000 --seed 7

Wrong input ends in one line on standard error and exit code 2; an audit that finds blockers in exit code 1,
as do calls that were not accepted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, get_args

import pandas as pd

from segattr.attribution.attribute import DEFAULT_MODELS, attribute
from segattr.attribution.ledger import in_ledger, ledger
from segattr.attribution.model import Measure, Model
from segattr.attribution.orders import Orders, of_orders
from segattr.attribution.registry import find_models
from segattr.averages.rates import rates
from segattr.commands.audit import add_audit, run_audit
from segattr.commands.files import add_files, load_files
from segattr.commands.in_place import summary_in_place
from segattr.commands.installs import add_installs, run_installs
from segattr.commands.report import add_report, run_report
from segattr.commands.send import add_send, run_send
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError, UnsuitableData
from segattr.exports.files import write_table
from segattr.reduce.door import TOUCH_BY
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import TABLES, Summary
from segattr.reduce.window import REPEATS, Window
from segattr.sample.kinds import KINDS
from segattr.sample.write import write_sample
from segattr.words.journeys import NOT_IN_LEDGER


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage in front of it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0, 1 for an audit that finds blockers, 2 for wrong input.

    Parameters
    ----------
    arguments : words after ``python -m segattr``; None takes them from the command line.
    """
    chosen = command_line().parse_args(arguments)
    try:
        return int(chosen.run(chosen) or 0)
    except (SegattrError, OSError) as error:
        text = str(error) if isinstance(error, SegattrError) else f"{error.filename}: {error.strerror}"
        print(" ".join(f"segattr {chosen.command}: {text}".split()), file=sys.stderr)
        return 2


def _attribute(chosen: argparse.Namespace) -> None:
    models = find_models(chosen.models.split(","))
    tables = {name for model in models for name in model.needs}
    dataset = load_files(chosen)
    summary = of_orders(_summary(chosen, tables, dataset), chosen.orders)
    credit = attribute(
        summary, models, interval=chosen.interval, share_of=chosen.share_of, margin=chosen.margin
    )
    if chosen.ledger is not None:
        _write_ledger(chosen, models, dataset)
    _show(credit, chosen.out)


def _write_ledger(chosen: argparse.Namespace, models: list[Model], dataset: Dataset) -> None:
    """Write the ledger of the models that have one, and say of the others that they have none."""
    kept = [model for model in models if in_ledger(model)]
    if not kept:
        raise UnsuitableData("None of these models has a ledger; name first, last, linear or another.")
    for model in models:
        if model not in kept:
            print(f"segattr attribute: {NOT_IN_LEDGER.format(model=model.name)}", file=sys.stderr)
    rows = ledger(dataset, kept, chosen.segment_by, _window(chosen), touch_by=chosen.touch_by)
    wanted = {"all": rows["repeat"] >= 0, "first": rows["repeat"] == 0, "repeat": rows["repeat"] == 1}
    write_table(rows[wanted[chosen.orders]], chosen.ledger)


def _rates(chosen: argparse.Namespace) -> None:
    by = [name.strip() for name in chosen.by.split(",") if name.strip()]
    _show(rates(load_files(chosen), by), chosen.out)


def _summarise(chosen: argparse.Namespace) -> None:
    path = _summary(chosen, TABLES).save(chosen.out, min_count=chosen.min_count)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, no customer in it.")


def _sample(chosen: argparse.Namespace) -> None:
    for path in write_sample(KINDS[chosen.kind](chosen.size, seed=chosen.seed), chosen.folder):
        print(path)


def _window(chosen: argparse.Namespace) -> Window:
    return Window(
        lookback_days=chosen.lookback_days,
        half_life_days=chosen.half_life_days,
        direct=tuple(name.strip() for name in chosen.direct.split(",") if name.strip()),
        reuse=chosen.reuse,
        open_journeys=chosen.open_journeys,
        markov_order=chosen.markov_order,
        repeats=chosen.repeats,
    )


def _summary(
    chosen: argparse.Namespace, tables: set[str] | Sequence[str], dataset: Dataset | None = None
) -> Summary:
    window = _window(chosen)
    if chosen.memory and dataset is None and (found := summary_in_place(chosen, window, tables)) is not None:
        return found
    return summarise(
        dataset or load_files(chosen),
        chosen.segment_by,
        window,
        touch_by=chosen.touch_by,
        by_month=getattr(chosen, "by_month", False),
        tables=tables,
        memory=chosen.memory,
    )


def _show(table: pd.DataFrame, out: Path | None) -> None:
    if out is None:
        print(table.to_string(index=False))
    else:
        write_table(table, out)


def command_line() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = _Parser(
        prog="segattr", description="Segment attribution: credit, conversion and value per segment."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_attribute(
        _command(commands, "attribute", _attribute, "share out conversions over the touches before them")
    )
    _add_summarise(
        _command(commands, "summarise", _summarise, "make the small portable file, without a customer in it")
    )
    _add_rates(_command(commands, "rates", _rates, "conversion rates by segment, with intervals"))
    add_audit(_command(commands, "audit", run_audit, "say what is wrong with the data, the worst first"))
    add_installs(
        _command(commands, "installs", run_installs, "app installs, how far they go, and what they cost")
    )
    add_report(
        _command(commands, "report", run_report, "the quarter report of new files, by a project's settings")
    )
    add_send(_command(commands, "send", run_send, "send an audience's calls to a customer data platform"))
    _add_sample(_command(commands, "sample", _sample, "make sample data with planted truths"))
    return parser


def _add_attribute(command: _Parser) -> None:
    add_files(command)
    _add_settings(command)
    command.add_argument(
        "--models", default=",".join(DEFAULT_MODELS), help="names, or custom=30/40/30 (%(default)s)"
    )
    command.add_argument("--interval", action="store_true", help="add the 95 %% interval of each share")
    command.add_argument(
        "--share-of",
        choices=get_args(Measure),
        default="conversions",
        help="what share and interval are of (%(default)s)",
    )
    command.add_argument("--margin", action="store_true", help="add the credit in margin")
    command.add_argument(
        "--orders",
        choices=get_args(Orders),
        default="all",
        help="a customer's first conversions, or later ones",
    )
    command.add_argument(
        "--ledger", type=Path, metavar="FILE", help="also write every touch's part, as .csv or .parquet"
    )
    _add_out(command)


def _add_summarise(command: _Parser) -> None:
    add_files(command)
    _add_settings(command)
    command.add_argument("--by-month", action="store_true", help="keep the conversion's month, for trends")
    command.add_argument("--min-count", type=int, default=0, help="leave out cells that count fewer")
    command.add_argument("--out", type=Path, required=True, help="file to write, such as client.summary")


def _add_rates(command: _Parser) -> None:
    add_files(command)
    command.add_argument("--by", default="", help="columns, in layers, or a saved definition (.json)")
    _add_out(command)


def _add_sample(command: _Parser) -> None:
    command.add_argument("folder", metavar="OUT_DIR", type=Path)
    command.add_argument("--kind", choices=KINDS, default="shop")
    command.add_argument("--size", type=int, default=100_000, help="customers (%(default)s)")
    command.add_argument("--seed", type=int, default=7, help="(%(default)s)")


def _add_out(command: _Parser) -> None:
    command.add_argument("--out", type=Path, help="file to write; without it, the table goes to the screen")


def _command(
    commands: argparse._SubParsersAction[_Parser],
    name: str,
    run: Callable[[argparse.Namespace], int | None],
    about: str,
) -> _Parser:
    command = commands.add_parser(name, help=about, description=about.capitalize() + ".", allow_abbrev=False)
    command.set_defaults(run=run)
    return command


def _add_settings(command: _Parser) -> None:
    default = Window()
    command.add_argument(
        "--segment-by", metavar="COLUMNS", help="columns, in layers, or a saved definition (.json)"
    )
    command.add_argument(
        "--touch-by", choices=TOUCH_BY, default="channel", help="what earns credit (%(default)s)"
    )
    command.add_argument(
        "--lookback-days", type=float, default=default.lookback_days, help="inf: no limit (%(default)s)"
    )
    command.add_argument("--half-life-days", type=float, default=default.half_life_days, help="(%(default)s)")
    command.add_argument(
        "--direct", default=",".join(default.direct), help="channels last non-direct skips (%(default)s)"
    )
    command.add_argument("--reuse", action="store_true", help="let a touch serve several conversions")
    command.add_argument("--open-journeys", choices=("lost", "exclude"), default=default.open_journeys)
    command.add_argument(
        "--markov-order", type=int, default=default.markov_order, help="1 to 4 (%(default)s)"
    )
    command.add_argument(
        "--repeats",
        choices=REPEATS,
        default=default.repeats,
        help="touches of a channel that count (%(default)s)",
    )
    command.add_argument(
        "--memory", metavar="4GB", help="limit of the embedded engine; above it, it works on disk"
    )


if __name__ == "__main__":
    sys.exit(main())
