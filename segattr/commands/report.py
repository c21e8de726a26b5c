"""``python -m segattr report``: a saved project's settings on next quarter's files, as a report."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

from segattr.checks.fixes import with_fixes
from segattr.commands.files import add_files, load_files
from segattr.data.layout import held_against
from segattr.errors import FileRefused
from segattr.exports.files import write_bytes
from segattr.exports.report import report
from segattr.exports.report_page import to_report_page
from segattr.exports.report_parts import Asked, Report
from segattr.exports.report_workbook import to_report_workbook
from segattr.io.numbers import read_numbers
from segattr.io.readers import read_table
from segattr.project.control import read_control
from segattr.project.remembered import Remembered, remembered
from segattr.words.report_sections import SECTIONS

NONE: Final = "-"
FORMS: Final[dict[str, Callable[[Report], bytes]]] = {".xlsx": to_report_workbook, ".html": to_report_page}


def add_report(command: argparse.ArgumentParser) -> None:
    """Let a command take a project, its new files, and what is to be written."""
    command.add_argument(
        "project",
        metavar="PROJECT",
        help="folder or .segattr file of a saved project, whose settings are applied; - for none",
    )
    add_files(command)
    command.add_argument(
        "--segment-by", metavar="COLUMNS", help="columns or a saved definition, instead of the project's"
    )
    command.add_argument("--models", metavar="NAMES", help="models, instead of the project's")
    command.add_argument(
        "--client", default="", metavar="NAME", help="whose report it is (the project's name)"
    )
    command.add_argument(
        "--sections",
        metavar="NAMES",
        help=f"only these of {', '.join(SECTIONS)} (the project's; else all)",
    )
    command.add_argument("--quarters", metavar="NAMES", help="only these, such as '2026 Q2,2026 Q3' (all)")
    command.add_argument(
        "--control",
        type=Path,
        metavar="FILE",
        help="what finance has: two columns, month (2026-03) and revenue (the project's)",
    )
    command.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="file to write: .xlsx or .html"
    )


def run_report(chosen: argparse.Namespace) -> None:
    """Write the report.

    Raises
    ------
    FileRefused : another ending than those of a report, or no project where one was named.
    """
    make = FORMS.get(chosen.out.suffix.lower())
    if make is None:
        raise FileRefused(
            f"{chosen.out.name} ends in none of {', '.join(FORMS)}; name the report after its form."
        )
    settled = Remembered() if chosen.project == NONE else remembered(Path(chosen.project))
    dataset = held_against(with_fixes(load_files(chosen, settled), settled.fixes), settled.layouts)
    asked = Asked(
        client=chosen.client or settled.client or settled.name,
        segment_by=chosen.segment_by or settled.segment_by,
        models=_names(chosen.models) if chosen.models else settled.models,
        window=settled.window,
        touch_by=settled.touch_by,
        sections=_sections(_names(chosen.sections)) if chosen.sections else settled.sections,
        quarters=_names(chosen.quarters) if chosen.quarters else (),
        notes=settled.notes,
        control=_control(chosen.control) if chosen.control else settled.control,
        cards=settled.cards,
    )
    path = write_bytes(make(report(dataset, asked)), chosen.out)
    print(f"{path}: {path.stat().st_size / 1e3:,.0f} kB.")


def _control(path: Path) -> dict[str, float]:
    """Return month -> revenue out of a file's first two columns.

    Raises
    ------
    FileRefused : no row says a month and its revenue.
    """
    columns = [column for _, column in read_table(path).table.items()]
    amounts = list(read_numbers(columns[1]).amounts) if len(columns) > 1 else []
    found = read_control(dict(zip(columns[0].astype("str"), amounts, strict=False)))
    if not found:
        raise FileRefused(
            f"{path.name} says no month's revenue. Write two columns: month, such as 2026-03, and revenue."
        )
    return found


def _sections(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return sections by the word they are chosen by, or by what they are called in the report."""
    called = {title.lower(): name for name, title in SECTIONS.items()}
    return tuple(called.get(name.lower(), name.lower()) for name in names)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
