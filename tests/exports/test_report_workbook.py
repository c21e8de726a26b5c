"""The report as a workbook: opened again, every figure and every formula, and no formula from the data."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

import segattr as sa
from segattr.exports.report import report
from segattr.exports.report_parts import Asked, Part, Report, Sum
from segattr.exports.report_workbook import to_report_workbook
from segattr.project.notes import Note
from segattr.sample.kinds import KINDS
from segattr.segments.cards import Card
from segattr.segments.ready import READY
from segattr.words import report as words

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
EVIL = '=HYPERLINK("x")'


def quarters():
    return pd.DataFrame(
        {
            "Quarter": ["2026 Q1", "2026 Q1", "2026 Q2", "2026 Q2"],
            "Segment": [EVIL, "new", EVIL, "new"],
            "Revenue": [10.5, 20.0, 30.0, float("nan")],
            "Conversion": [0.1, 0.2, 0.3, 0.4],
        }
    )


def small():
    credit = pd.DataFrame({"Segment": [EVIL], "Channel": ["@tv"], "last: revenue": [60.5]})
    found = pd.DataFrame({"Rank": [1], "Money": [5.0], "What we found": ["-2+3 is a text"]})
    money = frozenset({"Revenue", "last: revenue", "Money"})
    parts = (
        Part(words.FOUND, words.TITLES[words.FOUND], found, ("+49 is no formula",), money=money),
        Part(words.QUARTERS, "Quarters?", quarters(), (), frozenset({"Conversion"}), money),
        Part(words.CREDIT, "Credit?", credit, money=money),
        Part(words.SETTINGS, "Settings", pd.DataFrame({"Setting": ["Client"], "Is": ["=1+1"]})),
        Part(words.AUDIT, "Audit", notes=(words.QUIET,)),
    )
    sums = (
        Sum("Revenue of 2026 Q1", words.QUARTERS, "Revenue", 30.5, ("Quarter", "2026 Q1")),
        Sum("All revenue", words.CREDIT, "last: revenue", 60.5),
        Sum("Wrong on purpose", words.CREDIT, "last: revenue", 61.5),
    )
    return Report("=Acme: quarter report", parts, sums, "EUR", ("segattr 1", "22 November 2026"))


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(BytesIO(to_report_workbook(small())))


def cells(book):
    return [(sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row]


def test_page_one_is_what_was_found_under_the_clients_name(book):
    assert book.sheetnames[0] == "What we found"
    assert {"Quarters", "Charts", "Adds up", "Attribution", "Settings", "Audit"} <= set(book.sheetnames)
    assert book["What we found"]["A1"].value == "=Acme: quarter report"


def test_no_text_of_the_data_is_a_formula(book):
    formulas = [(sheet, cell.value) for sheet, cell in cells(book) if cell.data_type == "f"]
    assert {sheet for sheet, _ in formulas} == {"Adds up"}
    assert not [text for _, text in formulas if "HYPERLINK" in text]
    texts = [cell for _, cell in cells(book) if cell.data_type == "s" and str(cell.value)[:1] in "=+-@"]
    assert len(texts) >= 6
    assert all(cell.quotePrefix for cell in texts)


def test_figures_are_unrounded_and_missing_ones_empty(book):
    sheet = book["Quarters"]
    table = list(sheet.iter_rows(min_row=4, values_only=True))
    assert table[0] == ("Quarter", "Segment", "Revenue", "Conversion")
    assert [row[2] for row in table[1:]] == [10.5, 20.0, 30.0, None]
    assert sheet["D5"].number_format == "0.0%"
    assert "€" in sheet["C5"].number_format


def test_formulas_add_up_the_cells_they_stand_for(book):
    sheet = book["Adds up"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=6)}
    assert rows["Revenue of 2026 Q1"][2].value == "=SUMIFS('Quarters'!$C$5:$C$8,'Quarters'!$A$5:$A$8,B6)"
    assert rows["All revenue"][2].value == "=SUM('Attribution'!$C$5:$C$5)"
    assert rows["All revenue"][3].value == 60.5
    assert rows["All revenue"][5].value == '=IF(ABS(E7)<0.005,"adds up","differs")'


def test_charts_are_native_and_read_cells(book):
    charts = book["Charts"]._charts
    assert len(charts) == 3
    assert all("'Charts'!" in series.val.numRef.f for chart in charts for series in chart.series)


def test_a_report_with_nothing_to_show_has_no_charts():
    bare = replace(
        small(), parts=tuple(replace(part, table=pd.DataFrame()) for part in small().parts), sums=()
    )
    assert "Charts" not in openpyxl.load_workbook(BytesIO(to_report_workbook(bare))).sheetnames


def recalculated(book, folder):
    """Return the workbook as LibreOffice works it out: figures in place of formulas."""
    (folder / "q.xlsx").write_bytes(book)
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    words_ = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run([*words_, str(folder / "q.xlsx")], check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(folder / "out" / "q.xlsx", data_only=True)


def whole():
    """A report with every section, of the sample shop, with names that look like formulas."""
    tables = KINDS["shop"](2000, seed=7).tables
    names = {"orders": "conversions"}
    data = sa.load(**{names.get(name, name): table for name, table in tables.items()})
    asked = Asked("=1+1", READY["tiers"](data), ("first", "linear", "markov"))
    note = Note("chart", "=SUM(A1)", "+49 30 is a number\n=1/0", "2026-05-04")
    card = Card("tiers", "high value", goal="retention", metric="revenue", target=1.0)
    return report(data, replace(asked, notes=(note,), cards={"high value": card}))


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_recalculates_to_the_same_totals(tmp_path):
    book = recalculated(to_report_workbook(small()), tmp_path)
    said = {row[0]: row[5] for row in book["Adds up"].iter_rows(min_row=6, values_only=True)}
    assert said == {"Revenue of 2026 Q1": "adds up", "All revenue": "adds up", "Wrong on purpose": "differs"}
    assert not [cell for _, cell in cells(book) if cell.data_type == "e"]


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_finds_every_total_of_a_whole_report_and_no_error(tmp_path):
    made = whole()
    assert {"Goals", "Notes", "Migration", "Value by quarter"} <= {part.name for part in made.parts}
    book = recalculated(to_report_workbook(made), tmp_path)
    rows = list(book["Adds up"].iter_rows(min_row=6, values_only=True))
    assert [row[0] for row in rows] == [each.what for each in made.sums]
    assert {row[5] for row in rows} == {"adds up"}
    assert [row[4] for row in rows] == pytest.approx([0.0] * len(rows), abs=1e-6)
    assert not [cell for _, cell in cells(book) if cell.data_type == "e"]
    for part in made.parts:
        if len(part.table):
            first = part.table.columns[0]
            sheet = list(book[part.name].iter_rows(values_only=True))
            top = next(place for place, row in enumerate(sheet) if row[0] == first)
            for place, name in enumerate(part.table.columns):
                if pd.api.types.is_numeric_dtype(part.table[name]):
                    found = [row[place] for row in sheet[top + 1 : top + 1 + len(part.table)]]
                    shown = pd.to_numeric(pd.Series(found), errors="coerce").tolist()
                    assert shown == pytest.approx(part.table[name].tolist(), nan_ok=True), (part.name, name)
