"""Columns that came and went: what is said of them, and when nothing is."""

import pandas as pd
import pytest

import segattr as sa
from segattr.checks.columns import changed_columns
from segattr.checks.evidence import Evidence
from segattr.checks.fixes import fixed
from segattr.data.layout import held_against, layouts_of

DAYS = ["2026-05-01", "2026-05-02"]
BEFORE = pd.DataFrame({"customer_id": ["a", "b"], "Date": DAYS, "Total": [10.0, 20.0], "Shop": ["x", "y"]})


def told(now, *, before=BEFORE):
    dataset = held_against(sa.load(conversions=now), layouts_of(sa.load(conversions=before).receipts))
    return [found.finding for found in changed_columns(Evidence(dataset, pd.Timestamp.now("UTC")))]


def test_the_same_columns_in_another_order_are_nothing_to_speak_of():
    assert told(BEFORE[["Shop", "Total", "Date", "customer_id"]]) == []


def test_a_column_that_was_used_is_named_with_what_is_used_now():
    (found,) = told(BEFORE.rename(columns={"Total": "Revenue"}))
    assert found.severity == "medium"
    assert found.title == (
        "Since the last file of this kind, conversions lost 1 column ('Total') and gained 1 column "
        "('Revenue'). Value was read from 'Total', now from 'Revenue'."
    )
    assert [row["now"] for row in found.examples] == ["gone", "new"]


def test_a_value_nothing_is_read_from_any_more_is_said():
    (found,) = told(BEFORE.drop(columns="Total"))
    assert found.title.endswith("Value was read from 'Total', now from nothing.")
    assert (found.count, found.share) == (1, 0.25)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (BEFORE.drop(columns="Shop"), "lost 1 column ('Shop')."),
        (BEFORE.assign(Code="c"), "gained 1 column ('Code')."),
    ],
)
def test_a_column_nothing_hangs_on_is_good_to_know(now, said):
    (found,) = told(now)
    assert (found.severity, found.title.partition("conversions ")[2]) == ("low", said)


def test_another_report_is_no_changed_one():
    assert told(BEFORE[["customer_id", "Date"]].rename(columns={"Date": "Day"}), before=BEFORE) == []


def test_a_file_that_is_taken_for_something_else_now_is_told():
    wide = BEFORE.assign(a="a", b="b", c="c")
    then = layouts_of(sa.load(conversions=wide).receipts)
    now = wide.drop(columns="Total").assign(event="buy")
    dataset = held_against(sa.load(events=now), then)
    (found,) = [each.finding for each in changed_columns(Evidence(dataset, pd.Timestamp.now("UTC")))]
    assert (found.table, found.severity) == ("events", "high")
    assert "It was taken for conversions then. Value was read from 'Total', now from nothing." in found.title


def test_a_fix_keeps_what_was_before():
    dataset = held_against(
        sa.load(conversions=pd.concat([BEFORE, BEFORE]).assign(Code="c")),
        layouts_of(sa.load(conversions=BEFORE).receipts),
    )
    after = fixed(dataset, "leave_out:repeated_rows:conversions:")
    assert after.earlier == dataset.earlier != {}
    assert "Code" in after.receipts["conversions"].headers
