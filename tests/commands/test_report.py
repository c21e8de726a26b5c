"""The report from the command line: a saved project's settings on new files, refusals in one line."""

import openpyxl
import pandas as pd
import pytest

from segattr.__main__ import main
from segattr.io.reading import Reading
from segattr.project.folder import save
from segattr.project.notes import Note
from segattr.project.packed import pack
from segattr.project.project import Project, StoredFile


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("next_quarter")
    ids = [f"c{number}" for number in range(40)]
    days = pd.date_range("2026-05-01", periods=40, freq="2D").astype("str")
    seen = pd.DataFrame({"customer_id": ids, "timestamp": days, "channel": ["Email", "Search"] * 20})
    orders = seen.iloc[::3].rename(columns={"timestamp": "ordered_at"}).drop(columns="channel")
    orders = orders.assign(ordered_at=orders["ordered_at"] + " 12:00:00", revenue=40.0, net=20.0)
    people = pd.DataFrame(
        {"customer_id": ids, "device": ["mobile"] * 20 + ["desktop"] * 20, "visitor": "new"}
    )
    for name, table in {"touchpoints": seen, "orders": orders, "customers": people}.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    names = {"touchpoints": "touchpoints", "conversions": "orders", "customers": "customers"}
    return [f"--{role}={folder / name}.csv" for role, name in names.items()]


def project():
    reading = Reading("orders.csv", pd.DataFrame({"order_id": ["1"]}))
    decided = {"role": "conversions", "columns": {"conversions": {"value": "net"}}}
    choices = {"segments": ["device"], "models": ["last", "linear"], "lookback": ["60"]}
    stored = StoredFile("a1b2c3d4e5f60718", reading, decided)
    return Project("k" * 22, "Acme", (stored,), {"choices": choices, "sets": [], "fixes": []})


def settings(path):
    rows = openpyxl.load_workbook(path)["Settings"].iter_rows(values_only=True)
    return [row[:2] for row in rows]


def test_a_projects_settings_and_mapping_are_applied_to_new_files(files, tmp_path, capsys):
    place, out = tmp_path / "acme.segattr", tmp_path / "q3.xlsx"
    place.write_bytes(pack(project()))
    assert main(["report", str(place), *files, f"--out={out}"]) == 0
    assert "kB" in capsys.readouterr().out
    said = settings(out)
    assert ("Client", "Acme") in said
    assert ("Segments", "device") in said
    assert ("Models", "last, linear") in said
    assert ("Journeys", "60-day lookback") in said
    book = openpyxl.load_workbook(out)
    revenue = [row for row in book["Adds up"].iter_rows(min_row=6, values_only=True) if "linear" in row[0]]
    orders = pd.read_csv(next(name for name in files if "orders" in name).partition("=")[2])
    whole = orders["net"].sum()
    assert [row[3] for row in revenue if row[1] == "all rows"] == pytest.approx([whole])
    assert sum(row[3] for row in revenue if row[1] != "all rows") == pytest.approx(whole)


def test_sections_quarters_and_notes_of_a_project_come_along_unless_the_command_says_else(files, tmp_path):
    note = Note("segment", "mobile", "=1+1 is no formula", "2026-05-04")
    chosen = {"segments": ["device"], "models": ["last"], "sections": ["quarters", "notes"]}
    settings = {"choices": chosen, "notes": [note.to_json()], "client": "Acme & Sons"}
    own, out = save(Project("k" * 22, "Acme", (), settings), tmp_path), tmp_path / "q3.xlsx"
    assert main(["report", str(own), *files, "--map=conversions.value=net", f"--out={out}"]) == 0
    book = openpyxl.load_workbook(out)
    assert {"Quarters", "Notes"} <= set(book.sheetnames)
    assert {"Engagement", "Attribution", "Value"}.isdisjoint(book.sheetnames)
    cell = next(c for row in book["Notes"].iter_rows() for c in row if c.value == note.text)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    words = ["--sections=engagement,Credit under every model", "--quarters=2026 Q2"]
    assert main(["report", str(own), *files, *words, f"--out={out}"]) == 0
    book = openpyxl.load_workbook(out)
    assert {"Engagement", "Attribution", "Revenue by model"} <= set(book.sheetnames)
    assert "Notes" not in book.sheetnames
    quarters = {row[0] for row in book["Engagement"].iter_rows(values_only=True) if " Q" in str(row[0])}
    assert quarters == {"2026 Q2"}


def test_what_the_command_says_wins_over_the_project(files, tmp_path):
    own, out = save(project(), tmp_path), tmp_path / "q3.html"
    words = ["--segment-by=visitor", "--models=first,last", "--client=<Other & Sons>"]
    assert main(["report", str(own), *files, *words, f"--out={out}"]) == 0
    page = out.read_text(encoding="utf-8")
    assert "<h1>&lt;Other &amp; Sons&gt;: quarter report</h1>" in page
    assert "<td>visitor</td>" in page
    assert "first: revenue" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-", "--out=q3.pdf"], "ends in none of .xlsx, .html"),
        (["nowhere.segattr", "--out=q3.xlsx"], "There is no project at nowhere.segattr"),
        (["-", "--out=q3.xlsx"], "No file was named"),
        (
            ["-", "--outcomes=tests/data_files/kidney_stones.csv", "--sections=joy", "--out=q3.xlsx"],
            "no section 'joy'",
        ),
    ],
)
def test_refusals_are_one_line(words, said, capsys):
    assert main(["report", *words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_column_of_the_project_that_is_gone_is_named(files, tmp_path, capsys):
    place = tmp_path / "acme.segattr"
    decided = {"role": "conversions", "columns": {"conversions": {"value": "gone"}}}
    stored = StoredFile("a1b2c3d4e5f60718", project().files[0].reading, decided)
    place.write_bytes(pack(Project("k" * 22, "Acme", (stored,), {"choices": {}, "sets": [], "fixes": []})))
    assert main(["report", str(place), *files, f"--out={tmp_path / 'q.xlsx'}"]) == 2
    assert "gone" in capsys.readouterr().err


def test_what_finance_has_stands_beside_the_revenue_on_page_one_and_on_its_sheet(files, tmp_path):
    said, out = tmp_path / "finance.csv", tmp_path / "q3.xlsx"
    said.write_text("Month,Revenue\n2026-05,240\n2026-06,\n2026-07,160.00\n")
    assert main(["report", "-", *files, f"--control={said}", f"--out={out}"]) == 0
    book = openpyxl.load_workbook(out)
    sentence = (
        "In the 2 months finance gave figures for, these data hold 360.00: 10.0 % less than its 400.00."
    )
    for sheet in ("What we found", "Control totals"):
        assert sentence in [row[0] for row in book[sheet].iter_rows(values_only=True)], sheet
    rows = {row[0]: row[1:4] for row in book["Control totals"].iter_rows(values_only=True)}
    assert rows["2026-05"] == (240, 240, 0)
    assert rows["2026-06"][1] is None
    assert rows["2026-07"] == (120, 160, -40)


def test_a_file_that_says_no_months_revenue_is_refused(files, tmp_path, capsys):
    said = tmp_path / "finance.csv"
    said.write_text("Month,Revenue\nMay,240\n")
    assert main(["report", "-", *files, f"--control={said}", f"--out={tmp_path / 'q3.xlsx'}"]) == 2
    assert "finance.csv says no month's revenue" in capsys.readouterr().err


def test_a_column_that_is_gone_since_the_projects_last_file_stands_in_the_audit(files, tmp_path):
    headers = ["customer_id", "ordered_at", "revenue", "net", "shop"]
    before = [{"role": "conversions", "headers": headers, "columns": {"value": "net"}, "files": ["a"]}]
    settings = {"choices": {"models": ["last"]}, "layouts": before}
    own, out = save(Project("k" * 22, "Acme", (), settings), tmp_path), tmp_path / "q3.xlsx"
    assert main(["report", str(own), *files, f"--out={out}"]) == 0
    cells = [cell for row in openpyxl.load_workbook(out)["Audit"].iter_rows(values_only=True) for cell in row]
    assert "Since the last file of this kind, conversions lost 1 column ('shop')." in cells
