"""Time, groups and pinned frames: the few things engines disagree on."""

import datetime as dt

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import pyarrow as pa
import pytest

from segattr.errors import MissingColumn, UnknownName, UnsuitableData
from segattr.reduce.engines import connect, enter, to_pandas, with_group
from segattr.reduce.groups import group_of
from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from tests import far_engines
from tests.conftest import WAREHOUSE, placed_on
from tests.reduce.logs import frames, seeded
from tests.reduce.oracle import group_of as expected_group
from tests.reduce.rows import cells, orders, touches

SEEN = touches(
    ("a", "2024-02-29T23:30:00", "Email"), ("a", "2024-03-30T23:30:00", "Search"), ("b", "2024-03-01", "Ads")
)
BOUGHT = orders(("a", "2024-03-30T23:30:00", 3), lead_ts=["2024-03-01"])

SHAPES = {
    "naive": lambda ts: ts.dt.tz_localize(None),
    "naive nanoseconds": lambda ts: ts.dt.tz_localize(None).dt.as_unit("ns"),
    "naive milliseconds": lambda ts: ts.dt.tz_localize(None).dt.as_unit("ms"),
    "UTC nanoseconds": lambda ts: ts.dt.as_unit("ns"),
    "Berlin": lambda ts: ts.dt.tz_convert("Europe/Berlin"),
    "New York nanoseconds": lambda ts: ts.dt.tz_convert("America/New_York").dt.as_unit("ns"),
    "Lord Howe milliseconds": lambda ts: ts.dt.tz_convert("Australia/Lord_Howe").dt.as_unit("ms"),
    "whole microseconds": lambda ts: ts.astype("int64"),
}


def figures(place, shape):
    """What depends on the moments: reach to the microsecond, month, the lead, the last moment."""
    seen = SEEN.assign(ts=shape(SEEN["ts"]))
    bought = BOUGHT.assign(ts=shape(BOUGHT["ts"]), lead_ts=shape(BOUGHT["lead_ts"]))
    summary = summarise(
        **place(touchpoints=seen, conversions=bought),
        window=Window(30),
        by_month=True,
        tables=["positions", "milestones"],
    )
    return (
        cells(summary.positions, "month", "channel", "position", "length"),
        cells(summary.milestones, "channel", "here", "present"),
        summary.as_of,
    )


@pytest.mark.parametrize("name", SHAPES)
def test_a_moment_is_the_same_whatever_its_zone_and_unit(engine, name):
    place, month = {("Email", 1, 2): 1, ("Search", 2, 2): 1}, 202403
    positions, milestones, as_of = figures(engine, SHAPES[name])
    assert positions == {(month, *key): count for key, count in place.items()}
    assert milestones == {("Email", 3, 11): 1, ("Search", 8, 11): 1}
    assert as_of == "2024-03-30T23:30:00"


@pytest.mark.parametrize("column", ["ts", "lead_ts"])
def test_dates_written_as_text_are_refused_by_name(engine, column):
    tables = {"touchpoints": SEEN, "conversions": BOUGHT}
    tables["conversions"] = BOUGHT.assign(**{column: BOUGHT[column].astype("str")})
    with pytest.raises(UnsuitableData, match=f"column '{column}' holds text where dates are needed") as error:
        summarise(**engine(**tables), tables=["positions"])
    assert error.value.facts["column"] == column


def test_days_without_a_time_begin_at_midnight_utc(engine):
    seen = touches(("a", "2024-01-01", "Email"), ("a", "2024-01-31", "Ads"))
    bought = orders(("a", "2024-01-31", 1))
    days = [table.assign(ts=table["ts"].dt.date) for table in (seen, bought)]
    summary = summarise(**engine(touchpoints=days[0], conversions=days[1]), tables=["positions"])
    assert cells(summary.positions, "channel") == {"Email": 1, "Ads": 1}


def test_a_duckdb_date_is_midnight_utc():
    with duckdb.connect() as connection:
        seen = connection.sql("SELECT 'a' AS customer_id, DATE '2024-01-01' AS ts, 'Email' AS channel")
        bought = connection.sql(
            "SELECT 'a' AS customer_id, TIMESTAMP '2024-01-31 00:00:00' AS ts, 1.0 AS value"
        )
        assert summarise(touchpoints=seen, conversions=bought, tables=["positions"]).attributed.tolist() == [
            1
        ]


def test_before_1970_a_journey_may_still_be_open_where_the_whole_history_counts(engine):
    seen = touches(("a", "1965-05-01", "Email"))
    bought = orders(("b", "1966-01-01", 1))
    summary = summarise(**engine(touchpoints=seen, conversions=bought), window=Window(None), tables=["sets"])
    assert summary.sets["open"].tolist() == [1]


def test_a_customers_group_is_the_same_on_every_engine(engine):
    ids = ["a", "b", "o'brien", "Zoë", "顾客", "", "5", "05", *(f"C-{i}" for i in range(300))]
    frame = enter(next(iter(engine(table=pd.DataFrame({"customer_id": ids})).values())))
    found = to_pandas(with_group(frame)).set_index("customer_id")["group"].to_dict()
    assert found == {i: group_of(i) for i in ids} == {i: expected_group(i) for i in ids}
    assert set(found.values()) == set(range(64))


def test_ids_that_are_numbers_are_the_same_customer(engine):
    seen = touches(("1", "2024-01-01", "Email"), ("2", "2024-01-01", "Ads")).astype({"customer_id": "int64"})
    bought = orders(("1", "2024-01-02", 1))
    for who in ("int64", "str"):
        tables = engine(touchpoints=seen, conversions=bought.astype({"customer_id": who}))
        assert summarise(**tables, tables=["positions"]).attributed.tolist() == [1]


def test_an_engine_without_ordered_windows_is_refused_with_those_that_work():
    table = pa.table({"customer_id": ["a"], "ts": [dt.datetime(2024, 1, 1)], "channel": ["Email"]})
    with pytest.raises(UnsuitableData, match="pandas, Polars, DuckDB, PySpark"):
        summarise(touchpoints=table, conversions=table)


def test_frames_of_sqlframe_are_refused_because_it_keeps_nothing(monkeypatch):
    frame = nw.from_native(pd.DataFrame({"customer_id": ["a"]})).lazy()
    monkeypatch.setattr(type(frame), "implementation", nw.Implementation.SQLFRAME)
    monkeypatch.setattr(nw, "from_native", lambda _: frame)
    with pytest.raises(UnsuitableData, match=r"sqlframe cannot be reduced; pass .*PySpark or Ibis"):
        enter("a frame of SQLFrame")


@pytest.mark.warehouse
@WAREHOUSE
@pytest.mark.parametrize("tables", [("positions", "sets"), ("no such column",)])
def test_a_warehouse_keeps_none_of_our_tables_even_after_a_failure(tables):
    connection = far_engines.postgres()
    placed = placed_on("postgres")(touchpoints=SEEN, conversions=BOUGHT)
    before = set(connection.list_tables())
    if tables == ("no such column",):
        with pytest.raises(UnknownName, match="have a column 'tier'"):
            summarise(**placed, segmentation="tier")
    else:
        summarise(**placed, tables=tables)
    assert set(connection.list_tables()) == before


@pytest.mark.warehouse
@WAREHOUSE
def test_no_event_leaves_the_warehouse(monkeypatch):
    """All that is fetched is as small as the Summary and the list of channels."""
    fetched = []
    collect = nw.LazyFrame.collect

    def watched(frame, *words, **more):
        found = collect(frame, *words, **more)
        fetched.append(set(found.columns))
        return found

    monkeypatch.setattr(nw.LazyFrame, "collect", watched)
    summarise(**placed_on("postgres")(touchpoints=SEEN, conversions=BOUGHT))
    assert fetched
    assert not [columns for columns in fetched if {"customer_id", "customer", "journey", "person"} & columns]


def test_nothing_is_left_behind_on_the_engine_even_after_a_failure():
    with duckdb.connect() as connection:
        tables = {
            role: connection.from_df(t) for role, t in {"touchpoints": SEEN, "conversions": BOUGHT}.items()
        }
        summarise(**tables, tables=["positions"])
        assert connection.sql("SHOW TABLES").fetchall() == []
        unfit = tables | {"conversions": tables["conversions"].select("customer_id")}
        with pytest.raises(MissingColumn):
            summarise(**unfit)
        assert connection.sql("SHOW TABLES").fetchall() == []


def test_the_embedded_engine_fetches_nothing_and_keeps_to_its_memory():
    with connect("512MB") as connection:
        names = ("autoinstall_known_extensions", "autoload_known_extensions", "memory_limit")
        found = [connection.execute(f"SELECT current_setting('{name}')").fetchone()[0] for name in names]
    assert [str(value).lower() for value in found[:2]] == ["false", "false"]
    assert found[2] == "488.2 MiB"


def test_the_same_input_gives_the_same_bytes_twice():
    tables = frames(seeded(2, people=20, touches=120, orders=30)[0])
    some = ["decay", "transitions", "paths"]
    once, twice = (summarise(**placed_on("duckdb")(**tables), tables=some) for _ in range(2))
    for name, table in once.tables.items():
        pd.testing.assert_frame_equal(table, twice.tables[name], check_exact=True)
