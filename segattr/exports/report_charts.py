"""Charts a spreadsheet draws itself, beside the tables they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from segattr.exports.report_credit import CHANNEL
from segattr.exports.report_parts import Report
from segattr.exports.report_quarters import HEADERS
from segattr.exports.workbook import DECIMAL, PERCENT, head, write
from segattr.words import report as words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

DATA: Final = "Charts"  # the sheet that holds charts and the figures they are drawn from
MOST: Final = 8  # segments or channels of one chart
APART: Final = 18  # rows from one chart to the next
SIZE: Final = (22, 8.5)  # centimetres


def add_charts(book: Workbook, report: Report) -> None:
    """Add a sheet with the charts there is something to draw for; none where there is nothing."""
    tables = pictures(report)
    if not tables:
        return
    sheet = book.create_sheet(DATA, 1)
    write(sheet.cell(1, 1), report.title, "General")
    for place, (title, (table, number_format)) in enumerate(tables.items()):
        _draw(sheet, title, table, number_format, 3 + place * APART)
    sheet.column_dimensions["A"].width = 16
    sheet.sheet_view.showGridLines = False


def pictures(report: Report) -> dict[str, tuple[pd.DataFrame, str]]:
    """Return title -> the figures of a chart, a row per place of the axis, and their number format."""
    found: dict[str, tuple[pd.DataFrame, str]] = {}
    table = report.part(words.QUARTERS).table
    for column, title, number_format in (
        (HEADERS["value"], "Revenue per quarter and segment", DECIMAL),
        (HEADERS["rate"], words.rate_chart(report.outcome), PERCENT),
    ):
        if column in table:
            wide = table.dropna(subset=[column]).pivot_table(
                index=HEADERS["period"], columns=HEADERS["segment"], values=column, aggfunc="sum", sort=False
            )
            found[title] = wide[_largest(wide)], number_format
    credit = report.part(words.CREDIT).table
    if len(credit):
        by_channel = credit.drop(columns="Segment").groupby(CHANNEL, sort=False).sum()
        found["Credit per channel under every model"] = by_channel.loc[_largest(by_channel.T)], DECIMAL
    return found


def _largest(wide: pd.DataFrame) -> list[str]:
    return list(wide.sum().nlargest(MOST).index)


def _draw(sheet: Worksheet, title: str, table: pd.DataFrame, number_format: str, top: int) -> None:
    from openpyxl.chart import BarChart, Reference

    head(sheet.cell(top, 1), str(table.index.name))
    for place, name in enumerate(map(str, table.columns), start=2):
        head(sheet.cell(top, place), name)
    for row, (label, figures) in enumerate(table.iterrows(), start=top + 1):
        write(sheet.cell(row, 1), str(label), "General")
        for place, figure in enumerate(figures.tolist(), start=2):
            write(sheet.cell(row, place), None if pd.isna(figure) else figure, number_format)
    chart = BarChart()
    chart.type, chart.title = "col", title
    chart.width, chart.height = SIZE
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "0%" if number_format == PERCENT else "#,##0"
    last, right = top + len(table), table.shape[1] + 1
    chart.add_data(
        Reference(sheet, min_col=2, max_col=right, min_row=top, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=last))
    sheet.add_chart(chart, f"{chr(ord('A') + min(right + 1, 20))}{top}")
