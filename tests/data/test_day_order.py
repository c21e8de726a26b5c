import pandas as pd
import pytest

from segattr.data.day_order import decide_orders, order_note, proven
from segattr.errors import AmbiguousDates
from segattr.io.dates import read_dates


def decide(said=None, **columns):
    dates = {name: read_dates(pd.Series(texts)) for name, texts in columns.items()}
    headers = {name: name.title() for name in columns}
    return decide_orders(dates, said=said, columns=headers, file="f.csv", role="conversions")


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2024", "31/04/2024", "30/04/2024"], "day first"),
        (["03/04/2024", "04/30/2024"], "month first"),
        (["03.04.2024"], "day first"),
        (["04.30.2024", "03.04.2024"], "month first"),
        (["05/05/2024"], "day first"),
        (["2024-03-04"], "day first"),
        (["2024-03-04", "05/05/2024"], "day first"),
    ],
)
def test_what_the_column_shows_decides(texts, order):
    assert decide(ts=texts) == {"ts": order}


def test_nothing_is_decided_silently():
    with pytest.raises(
        AmbiguousDates, match='date_order="day first" or date_order="month first"'
    ) as question:
        decide(ts=["03/04/2024", "05/06/2024"])
    assert question.value.facts == {"table": "conversions", "column": "Ts", "setting": "date_order"}
    assert "'03/04/2024', '05/06/2024'" in str(question.value)


def test_iso_dates_beside_open_ones_decide_nothing():
    with pytest.raises(AmbiguousDates):
        decide(ts=["2024-12-31", "03/04/2024"])


def test_a_column_that_contradicts_itself_is_asked_about():
    with pytest.raises(AmbiguousDates, match=r"only be day/month \('31/12/2024'\).*only be month/day"):
        decide(ts=["31/12/2024", "12/31/2024"], end=["31/12/2024"])
    assert decide("month first", ts=["31/12/2024", "12/31/2024"]) == {"ts": "month first"}


def test_what_was_said_decides_open_dates_only():
    assert decide("month first", ts=["03/04/2024"]) == {"ts": "month first"}
    assert decide("month first", ts=["03.04.2024"]) == {"ts": "month first"}
    assert decide("month first", ts=["03/04/2024", "31/12/2024"]) == {"ts": "day first"}


def test_another_column_of_the_file_decides():
    assert decide(start=["01/03/2024"], end=["31/03/2024"]) == {"start": "day first", "end": "day first"}


def test_columns_that_prove_different_orders_decide_nothing_for_a_third():
    with pytest.raises(AmbiguousDates):
        decide(ts=["03/04/2024"], start=["31/03/2024"], end=["03/31/2024"])


def test_impossible_dates_prove_nothing():
    assert proven(read_dates(pd.Series(["99/99/2024", "03/04/2024"]))) is None


@pytest.mark.parametrize(
    ("texts", "said", "why"),
    [
        (["03/04/2024", "31/12/2024"], None, "no other way"),
        (["03/04/2024"], "day first", "as you set"),
        (["03.04.2024"], None, "with dots"),
        (["03/04/2024"], None, "another column"),
    ],
)
def test_the_note_says_why(texts, said, why):
    assert why in order_note(read_dates(pd.Series(texts)), "day first", column="Date", said=said)


def test_where_nothing_was_open_nothing_is_noted():
    assert order_note(read_dates(pd.Series(["2024-03-04"])), "day first", column="Date", said=None) == ""
