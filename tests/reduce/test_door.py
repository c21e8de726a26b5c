"""Canonical tables become narrow ones: months, what earns credit, and what is missing."""

from datetime import UTC, datetime

import duckdb
import pandas as pd
import pytest

from segattr.errors import MissingColumn, UnknownName
from segattr.reduce.summarise import summarise
from tests.reduce.rows import cells, orders, touches

EDGES = (
    *("1900-02-28T23:59:59.999999", "1900-03-01", "1969-12-31T23:59:59.999999", "1970-01-01"),
    *("1999-12-31T23:59:59.999999", "2000-01-01", "2000-02-29", "2000-03-01", "2023-02-28", "2023-03-01"),
    *("2024-02-29T23:59:59.999999", "2024-03-01", "2024-12-31T23:59:59.999999", "2100-02-28", "2100-03-01"),
    *(
        f"2023-{month:02d}-{day:02d}"
        for month in range(1, 13)
        for day in (1, 15, 30)
        if (month, day) != (2, 30)
    ),
)


def test_the_month_is_the_calendars_on_every_edge(engine):
    bought = orders(*((f"c{i}", moment, 1) for i, moment in enumerate(EDGES)))
    found = summarise(**engine(touchpoints=touches(), conversions=bought), by_month=True, tables=[])
    expected = pd.Series([datetime.fromisoformat(m).replace(tzinfo=UTC) for m in EDGES])
    counted = expected.map(lambda when: when.year * 100 + when.month).value_counts().to_dict()
    assert cells(found.conversions, "month") == counted


def test_without_a_trend_there_is_no_month():
    found = summarise(touchpoints=touches(), conversions=orders(("a", "2024-01-02", 1)), tables=[])
    assert found.conversions["month"].tolist() == [0]


def test_what_earns_credit_is_the_column_asked_for(engine):
    seen = touches(("a", "2024-01-01", "Email"), ("a", "2024-01-02", "Email"), ("a", "2024-01-03", "Ads"))
    seen = seen.assign(
        campaign=["spring", None, ""],
        source=["google", "google", None],
        medium=["cpc", "", "mail"],
        content="x",
    )
    tables = engine(touchpoints=seen, conversions=orders(("a", "2024-01-04", 1)))

    def earned(touch_by):
        return cells(summarise(**tables, touch_by=touch_by, tables=["positions"]).positions, "channel")

    assert earned("channel") == {"Email": 2, "Ads": 1}
    assert earned("campaign") == {"spring": 1, "(not set)": 2}
    assert earned("source_medium") == {"google / cpc": 1, "google / (not set)": 1, "(not set) / mail": 1}
    assert earned("content") == {"x": 3}


def test_credit_by_something_else_is_refused():
    tables = {
        "touchpoints": touches(("a", "2024-01-01", "Email")),
        "conversions": orders(("a", "2024-01-02", 1)),
    }
    with pytest.raises(UnknownName, match="'colour'; choose channel, campaign, source_medium, content"):
        summarise(**tables, touch_by="colour")
    with pytest.raises(MissingColumn, match=r"needs a column 'source'.*Found: customer_id, ts, channel, row"):
        summarise(**tables, touch_by="source_medium")


@pytest.mark.parametrize(
    ("role", "column"), [("touchpoints", "channel"), ("touchpoints", "ts"), ("conversions", "customer_id")]
)
def test_a_frame_without_a_required_column_is_refused_by_name(engine, role, column):
    tables = {
        "touchpoints": touches(("a", "2024-01-01", "Email")),
        "conversions": orders(("a", "2024-01-02", 1)),
    }
    tables[role] = tables[role].drop(columns=column)
    with pytest.raises(MissingColumn, match=f"{role} frame has no column '{column}'") as error:
        summarise(**engine(**tables))
    assert error.value.facts["table"] == role


@pytest.mark.parametrize("left_out", [[], ["row"]], ids=["numbered", "not numbered"])
def test_missing_money_is_none_and_negative_money_counts(engine, left_out):
    bought = orders(("a", "2024-01-02", 10), ("b", "2024-01-02", None), ("c", "2024-01-02", -4))
    bought = bought.drop(columns=left_out)
    found = summarise(**engine(touchpoints=touches(), conversions=bought), tables=[])
    assert found.conversions["value"].sum() == 6
    assert found.conversions["margin"].sum() == 0
    assert found.conversions["no_touch_value"].sum() == 6


def test_money_that_is_no_number_is_none_too():
    with duckdb.connect() as connection:
        bought = connection.sql(
            "SELECT 'a' AS customer_id, TIMESTAMP '2024-01-02' AS ts, 'nan'::DOUBLE AS value"
        )
        seen = connection.from_df(touches(("a", "2024-01-01", "Email")))
        found = summarise(touchpoints=seen, conversions=bought, tables=["decay"])
        assert found.decay["value"].tolist() == [0]
        assert found.conversions["value"].tolist() == [0]


def test_an_order_nobody_can_be_linked_to_still_counts_and_makes_no_converter(engine):
    seen = touches(("a", "2024-01-01", "Email"), (None, "2024-01-01", "Email"))
    bought = orders((None, "2024-01-02", 10), ("a", "2024-01-02", 1))
    found = summarise(**engine(touchpoints=seen, conversions=bought), tables=["rates", "positions"])
    assert found.conversions[["conversions", "no_touch", "value"]].sum().tolist() == [2, 1, 11]
    assert found.rates[["people", "exposed", "converters"]].sum().tolist() == [1, 1, 1]
    assert cells(found.positions, "channel") == {"Email": 1}
