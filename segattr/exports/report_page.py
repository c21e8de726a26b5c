"""The quarter report as one file that any browser opens and prints, offline."""

from __future__ import annotations

import math
import re
from html import escape
from typing import Final

import pandas as pd

from segattr.exports.document import Document
from segattr.exports.images import to_svg
from segattr.exports.report_parts import Part, Report
from segattr.exports.report_pictures import picture
from segattr.exports.sheet import POLICY, STYLE
from segattr.words import report as words
from segattr.words.numbers import NONE, SIGNS

MOST_COLUMNS: Final = 10  # beside the first two, on paper
MOST_ROWS: Final = 200  # of a table on paper; the workbook has them all
MORE: Final = "The first {shown:,} of {rows:,} rows; the workbook has them all."
WIDE: Final = """
@page { size: A4 landscape } body { max-width: 265mm } h2 { font-size: 14pt; margin-top: 9mm }
table { font-size: 8pt } th { vertical-align: bottom }
td.n, th.n { text-align: right } td.n { white-space: nowrap } td:nth-child(-n+2) { min-width: 16mm }
svg { max-width: 100%; height: auto; margin-top: 3mm } section { overflow-x: auto; break-inside: auto }
@media print { section { overflow: visible; break-inside: auto } thead { display: table-header-group } }
"""


def to_report_page(report: Report) -> bytes:
    """Return the report as a page of HTML that asks nobody for anything: no script, no address, no font."""
    parts = "".join(_section(part, report.currency, _drawn(part, report)) for part in report.parts)
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(report.title)}</title><style>{STYLE}{WIDE}</style></head>"
        f"<body><h1>{escape(report.title)}</h1>{parts}{_checked(report)}"
        f"<footer>{escape(' · '.join(report.origin))}</footer></body></html>"
    )
    return page.encode("utf-8")


def reconciled(report: Report) -> pd.DataFrame:
    """Return every total beside the same figure from the files: ``what, found, total``.

    Notes
    -----
    What the workbook works out by formula, worked out here.
    """
    rows = []
    for each in report.sums:
        table = report.part(each.part).table
        inside = table if each.where is None else table[table[each.where[0]] == each.where[1]]
        rows.append(
            {"what": each.what, "part": each.part, "found": inside[each.column].sum(), "total": each.total}
        )
    return pd.DataFrame(rows, columns=["what", "part", "found", "total"])


def _section(part: Part, currency: str, picture: str) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in part.notes)
    return f"<section><h2>{escape(part.title)}</h2>{notes}{picture}{_table(part, currency)}</section>"


def _table(part: Part, currency: str) -> str:
    """Draw the rows; a table too wide for a sheet of paper in several, each with its first two columns."""
    if part.table.empty:
        return ""
    keys, rest = list(part.table.columns[:2]), list(part.table.columns[2:])
    size = math.ceil(len(rest) / max(math.ceil(len(rest) / MOST_COLUMNS), 1)) or 1  # all about as wide
    strips = [[*keys, *rest[place : place + size]] for place in range(0, len(rest), size)]
    more = MORE.format(shown=MOST_ROWS, rows=len(part.table)) if len(part.table) > MOST_ROWS else ""
    drawn = "".join(_strip(part, part.table[strip].head(MOST_ROWS), currency) for strip in strips or [keys])
    return f"{drawn}<p>{more}</p>"


def _strip(part: Part, shown: pd.DataFrame, currency: str) -> str:
    numeric = [pd.api.types.is_numeric_dtype(shown.iloc[:, place].dtype) for place in range(shown.shape[1])]
    kinds = [' class="n"' if each else "" for each in numeric]
    head = "".join(f"<th{kind}>{escape(str(n))}</th>" for kind, n in zip(kinds, shown, strict=True))
    columns = [
        [
            _cell(value, str(name), part, currency, whole=_whole(shown[name]) if number else False)
            for value in shown[name]
        ]
        for name, number in zip(shown, numeric, strict=True)
    ]
    rows = "".join(
        f"<tr>{''.join(f'<td{kind}>{cell}</td>' for kind, cell in zip(kinds, row, strict=True))}</tr>"
        for row in zip(*columns, strict=True)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _whole(values: pd.Series) -> bool:
    known = values.dropna()
    return bool((known == known.round()).all())


def _cell(value: object, name: str, part: Part, currency: str, *, whole: bool) -> str:
    if not isinstance(value, int | float):
        return escape("" if pd.isna(value) else str(value))  # type: ignore[call-overload]
    if not math.isfinite(value):
        return NONE
    if name in part.percent:
        return f"{value * 100:.2f}&nbsp;%"
    sign = escape(SIGNS.get(currency, "")) if name in part.money else ""
    return f"{sign}{value:,.0f}" if whole else f"{sign}{value:,.2f}"


def _drawn(part: Part, report: Report) -> str:
    """Draw the picture of the quarters; nothing where there is no change to see."""
    if part.name != words.QUARTERS:
        return ""
    drawn = picture(part, "light", currency=report.currency, outcome=report.outcome)
    if drawn is None:
        return ""
    svg = to_svg(Document(drawn.rows, name="quarters", title=drawn.title, chart=drawn.chart))
    return re.sub(r"^.*?(?=<svg)", "", svg.decode("utf-8"), flags=re.DOTALL)


def _checked(report: Report) -> str:
    if not report.sums:
        return ""
    rows = reconciled(report)
    rows["so"] = [
        words.YES if abs(found - total) < 0.005 else words.NO
        for found, total in zip(rows["found"], rows["total"], strict=True)
    ]
    table = rows.set_axis(["Total", "In the part", "Added up", "In the files", "So it"], axis=1)
    part = Part(
        words.ADDS_UP, words.TITLES[words.ADDS_UP], table, money=frozenset({"Added up", "In the files"})
    )
    return _section(part, report.currency, "")
