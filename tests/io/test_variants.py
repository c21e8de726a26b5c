"""The same 930 orders, written the way different tools and countries write a table, are the same orders."""

from pathlib import Path

import pytest

import segattr as sa

FILES = Path(__file__).parents[1] / "data_files"
VARIANTS = sorted(path.name for path in FILES.glob("[0-9][0-9]_*"))
EXPECTED = {
    "orders": 930,
    "customers": 220,
    "value_total": 379096.40,
    "value_max": 5296.96,
    "first": "2010-12-01 08:45",
    "last": "2011-12-09 12:31",
    "in_february": 45,
}
LOST_ZEROS = "18_serial_dates_numeric_ids_text_values.xlsx"


def facts(conversions):
    months = conversions.ts.dt.strftime("%Y-%m")
    return {
        "orders": len(conversions),
        "customers": conversions.customer_id.nunique(),
        "value_total": round(float(conversions.value.sum()), 2),
        "value_max": round(float(conversions.value.max()), 2),
        "first": f"{conversions.ts.min():%Y-%m-%d %H:%M}",
        "last": f"{conversions.ts.max():%Y-%m-%d %H:%M}",
        "in_february": int((months == "2011-02").sum()),
    }


def test_all_variants_are_here():
    assert len(VARIANTS) == 24


@pytest.mark.parametrize("name", VARIANTS)
def test_every_dress_holds_the_same_orders(name):
    conversions = sa.load(conversions=FILES / name).conversions
    assert facts(conversions) == EXPECTED
    assert conversions.conversion_id.nunique() == 930
    first = "12583" if name == LOST_ZEROS else "0012583"
    assert conversions.customer_id.iloc[0] == first


RECEIPTS = {
    "03_german_excel_semicolon_decimal_comma_cp1252.csv": "read as Windows-1252",
    "05_us_mdy_dollar_thousands.csv": "read month first",
    "08_hash_preamble.csv": "Skipped 9 comment lines on top",
    "09_title_rows_and_total_rows.csv": "2 total rows ('Total: Orders', 'Total: Account') were left out",
    "10_salesforce_footer.csv": "4 lines below the table ('Orders export'",
    "13_wrapped.json": "Read the records at 'data.orders'",
    "14_padded_columns.csv": "Cells are filled up with blanks",
    "15_epoch_ms.csv": "holds numbers, read as dates",
    "17_merged_headers_total_three_sheets.xlsx": "1 total row ('Grand total') was left out",
    "19_header_repeated_mid_file.csv": "1 row repeating the header was left out",
    "20_trailing_delimiters_blank_rows.csv": "40 blank rows were left out",
    "21_duplicate_column_names_and_index.csv": "Several columns are called 'Date'",
    "23_three_sheets.xls": "Read sheet 'Orders' of Read me, Orders, People",
}


@pytest.mark.parametrize("name", RECEIPTS)
def test_what_was_cut_converted_or_guessed_stands_on_the_receipt(name):
    notes = sa.load(conversions=FILES / name).receipts["conversions"].notes
    assert any(RECEIPTS[name] in note for note in notes), notes
