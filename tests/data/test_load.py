import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.load import load
from segattr.errors import AmbiguousDates, FileRefused, MissingColumn, UnknownName, UnreadableValues

FILES = Path(__file__).parents[1] / "data_files"
ORDERS = sorted(path.name for path in FILES.glob("[012]*_*"))


@pytest.mark.parametrize("name", ORDERS)
def test_the_same_930_orders_are_read_from_every_dress(name):
    conversions = load(conversions=FILES / name).conversions
    assert len(conversions) == 930
    assert conversions["customer_id"].nunique() == 220
    assert conversions["value"].sum() == pytest.approx(379096.40, abs=0.005)
    assert conversions["ts"].min() == pd.Timestamp("2010-12-01 08:45", tz="UTC")
    assert conversions["ts"].max() == pd.Timestamp("2011-12-09 12:31", tz="UTC")
    assert conversions["customer_id"][0] == ("12583" if name.startswith("18") else "0012583")
    assert conversions.columns[-1] in ("Country", "Land", "country", "location.country")
    assert (conversions.iloc[:, -1] == "Germany").sum() == 72


def test_all_dresses_are_covered():
    assert len(ORDERS) == 24


def test_the_currency_is_found():
    assert load(conversions=FILES / "03_german_excel_semicolon_decimal_comma_cp1252.csv").currency == "EUR"
    assert load(conversions=FILES / "05_us_mdy_dollar_thousands.csv").currency == "$"


def test_outcomes_of_a_real_file_are_read_with_every_other_column_kept():
    outcomes = load(outcomes=FILES / "online_shoppers_intention_head.csv").outcomes
    assert outcomes["converted"].sum() == 18
    assert (
        outcomes["VisitorType"].cat.categories.tolist() == ["Returning_Visitor"]
        or len(outcomes.columns) == 18
    )
    assert {"Weekend", "PageValues", "Month"} <= set(outcomes.columns)


def test_a_mapping_wins():
    file = FILES / "online_shoppers_intention_head.csv"
    outcomes = load(outcomes=file, mapping={"outcomes": {"converted": "Weekend"}}).outcomes
    assert outcomes["converted"].sum() == (pd.read_csv(file)["Weekend"]).sum()
    assert outcomes["Revenue"].cat.categories.tolist() == ["FALSE", "TRUE"]


def test_paths_of_a_real_file_reconcile():
    paths = load(paths=FILES / "synth_paths_head.csv").paths
    table = pd.read_csv(FILES / "synth_paths_head.csv", sep=";")
    assert paths["conversions"].sum() == table["total_conversions"].sum()
    assert paths["value"].sum() == pytest.approx(table["total_conversion_value"].sum())
    assert paths["nulls"].sum() == table["total_null"].sum()


def test_a_file_says_its_name_and_a_frame_its_role(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(MissingColumn, match=r"^f\.csv has no column"):
        load(conversions=path)
    with pytest.raises(MissingColumn, match=r"^the conversions table has no column"):
        load(conversions=pd.DataFrame({"a": [1]}))


def test_every_error_names_what_to_do():
    orders = pd.DataFrame({"user": [1, 2], "date": ["03/04/2024", "05/06/2024"], "value": [1, 2]})
    with pytest.raises(AmbiguousDates, match="date_order="):
        load(conversions=orders)
    with pytest.raises(UnknownName, match="Its fields"):
        load(conversions=orders, mapping={"conversions": {"worth": "value"}})
    with pytest.raises(UnreadableValues, match="Correct those cells"):
        load(outcomes=pd.DataFrame({"converted": ["maybe"]}))
    with pytest.raises(FileRefused, match="Map the column"):
        load(conversions=orders.assign(date="never"))


def test_a_csv_and_a_parquet_of_the_same_rows_are_the_same_dataset():
    rows = pd.DataFrame({"user_id": ["7", "8"], "ts": ["2024-01-02", "2024-01-03"], "channel": ["a", "b"]})
    text = io.BytesIO(rows.to_csv(index=False).encode())
    typed = rows.assign(user_id=[7, 8], ts=pd.to_datetime(rows["ts"]))
    parquet = io.BytesIO(typed.to_parquet())
    assert load(touchpoints=text).key == load(touchpoints=parquet).key == load(touchpoints=rows).key


def test_frames_given_are_not_changed():
    rows = pd.DataFrame({"user_id": [7.0, None], "ts": ["2024-01-02"] * 2, "channel": ["a", ""]})
    before = rows.copy(deep=True)
    load(touchpoints=rows)
    pd.testing.assert_frame_equal(rows, before)


# Any text a cell may hold; control characters and lone surrogates are no text of an export.
CELLS = st.text(st.characters(codec="cp1252", min_codepoint=32), min_size=1, max_size=12)
LABELS = CELLS.filter(lambda text: text.strip() == text)
ROWS = st.lists(
    st.tuples(
        st.integers(0, 10**12).map(lambda number: f"{number:013d}"),
        st.datetimes(pd.Timestamp("1990-01-01"), pd.Timestamp("2060-01-01")),
        LABELS,
        st.decimals(-(10**7), 10**7, places=2),
        CELLS.filter(lambda text: text.strip()),
    ),
    min_size=2,
    max_size=30,
)
COLUMNS = ["customer_id", "ts", "kind", "value", "Remark, free"]


@given(
    ROWS,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from([".", ","]),
    st.sampled_from(["%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%fZ", "%d.%m.%Y %H:%M:%S.%f"]),
)
def test_what_was_written_in_any_dress_is_read_back(rows, delimiter, encoding, mark, shape):
    written = [
        [who, when.strftime(shape), kind, f"{value:.2f}".replace(".", mark), remark]
        for who, when, kind, value, remark in rows
    ]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([COLUMNS, *written])
    mapping = {"conversions": {name: name for name in COLUMNS[:4]}}
    dataset = load(conversions=io.BytesIO(buffer.getvalue().encode(encoding)), mapping=mapping)
    meant = pd.DataFrame(rows, columns=COLUMNS).assign(value=lambda table: table["value"].astype(float))
    assert dataset.key == load(conversions=meant, mapping=mapping).key
    assert dataset.conversions["Remark, free"].tolist() == [row[4] for row in rows]
