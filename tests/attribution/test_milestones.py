"""W-shaped and full path: milestones that coincide, that are missing, and that nobody dated."""

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.milestones import FULL_PATH, W_SHAPED
from segattr.errors import UnsuitableData
from segattr.reduce.paths import summarise_paths
from segattr.reduce.summarise import summarise
from tests.attribution.worlds import log, made
from tests.reduce.rows import customers, orders, touches

DAYS = ("2024-01-01", "2024-01-03", "2024-01-05", "2024-01-07", "2024-01-09", "2024-01-11")


def shares(model, *, length, lead="", opportunity=""):
    """Shares of a journey of one touch every second day, in order; milestones by the day they came about."""
    seen = touches(*(("a", day, f"touch {i}") for i, day in enumerate(DAYS[:length], 1)))
    dates = {"lead_ts": [lead], "opportunity_ts": [opportunity]}
    bought = orders(("a", "2024-01-12", 100), **{name: v for name, v in dates.items() if v != [""]})
    summary = summarise(touchpoints=seen, conversions=bought, tables=["milestones"])
    rows = attribute(summary, model).set_index("channel").sort_index()
    assert rows["value"].to_numpy() == pytest.approx(100 * rows["conversions"].to_numpy())
    return rows["share"].tolist()


@pytest.mark.parametrize(
    ("model", "journey", "expected"),
    [
        # every milestone on a touch of its own: the tenth is shared by the rest
        ("w_shaped", (6, 3, 7), [0.3, 0.3, 0.1 / 3, 0.3, 0.1 / 3, 0.1 / 3]),
        ("full_path", (6, 3, 7), [0.225, 0.225, 0.05, 0.225, 0.05, 0.225]),
        # a milestone between two touches belongs to the one before it
        ("w_shaped", (4, 4, 6), [0.3, 0.3, 0.3, 0.1]),
        # two on one touch add up
        ("w_shaped", (4, 3, 3), [0.3, 0.6, 0.05, 0.05]),
        ("w_shaped", (3, 1, 3), [0.6, 0.3, 0.1]),
        ("full_path", (3, 3, 5), [0.25, 0.25, 0.5]),
        # no touch is left: the weights are stretched to the whole
        ("w_shaped", (3, 3, 5), [1 / 3, 1 / 3, 1 / 3]),
        ("w_shaped", (2, 1, 1), [0.9, 0.1]),
        ("full_path", (2, 1, 1), [0.75, 0.25]),
        ("w_shaped", (1, 1, 1), [1]),
        ("full_path", (1, 1, 1), [1]),
        # a missing milestone is made up for by all others, the tenth included
        ("w_shaped", (3, 3, None), [3 / 7, 3 / 7, 1 / 7]),
        ("w_shaped", (3, None, 3), [3 / 7, 3 / 7, 1 / 7]),
        ("full_path", (3, 3, None), [1 / 3, 1 / 3, 1 / 3]),
        # each touch with a milestone gets an equal part of the missing tenth
        ("w_shaped=split", (3, 3, 5), [1 / 3, 1 / 3, 1 / 3]),
        ("w_shaped=split", (2, 1, 3), [0.65, 0.35]),
        ("w_shaped=split", (2, 1, 1), [0.9, 0.1]),
        ("full_path=split", (2, 1, 1), [0.725, 0.275]),
        ("full_path=split", (1, 1, 1), [1]),
    ],
)
def test_milestones_share_a_journey(model, journey, expected):
    length, *reached = journey
    lead, opportunity = ("" if day is None else f"2024-01-{day:02d}" for day in reached)
    assert shares(model, length=length, lead=lead, opportunity=opportunity) == pytest.approx(expected)


def test_milestones_of_the_customer_count_where_the_conversion_has_none():
    seen = touches(*(("a", day, f"touch {i}") for i, day in enumerate(DAYS[:4], 1)))
    dated = pd.DataFrame(
        {
            "customer_id": ["a", "b"],
            "lead_ts": pd.to_datetime(["2024-01-03", "2024-01-01"], utc=True),
            "opportunity_ts": pd.to_datetime(["2024-01-01", None], utc=True),
        }
    )
    bare = orders(("a", "2024-01-12", 100))
    own = orders(("a", "2024-01-12", 100), opportunity_ts=["2024-01-05"])
    found = [
        attribute(summarise(touchpoints=seen, conversions=bought, customers=dated), "w_shaped")
        for bought in (bare, own)
    ]
    assert found[0].set_index("channel")["share"].sort_index().tolist() == pytest.approx(
        [0.6, 0.3, 0.05, 0.05]
    )
    assert found[1].set_index("channel")["share"].sort_index().tolist() == pytest.approx([0.3, 0.3, 0.3, 0.1])


def test_a_lead_made_before_the_last_purchase_is_none_of_the_next_journey():
    seen = touches(("a", "2024-01-01", "Post"), ("a", "2024-02-01", "Email"), ("a", "2024-02-02", "Ads"))
    bought = orders(("a", "2024-01-05", 1), ("a", "2024-02-05", 1))
    dated = pd.DataFrame({"customer_id": ["a"], "lead_ts": pd.to_datetime(["2024-01-01"], utc=True)})
    rows = attribute(summarise(touchpoints=seen, conversions=bought, customers=dated), "w_shaped")
    assert rows.set_index("channel")["conversions"].to_dict() == pytest.approx(
        {"Post": 1, "Email": 0.75, "Ads": 0.25}
    )


def test_a_milestone_after_the_conversion_or_before_the_first_touch_is_none_of_this_journey():
    assert shares("w_shaped", length=3, lead="2024-01-03", opportunity="2024-02-01") == pytest.approx(
        [3 / 7, 3 / 7, 1 / 7]
    )
    assert shares("w_shaped", length=3, lead="2023-12-01", opportunity="2024-01-05") == pytest.approx(
        [3 / 7, 1 / 7, 3 / 7]
    )


@pytest.mark.parametrize("model", [W_SHAPED, FULL_PATH], ids=lambda model: model.name)
def test_conversions_without_any_date_are_refused_with_the_reason(model):
    tables = log()
    bare = tables["conversions"].drop(columns=["lead_ts", "opportunity_ts"])
    with pytest.raises(UnsuitableData, match=r"leads or opportunities.*`lead_ts`") as error:
        attribute(made(tables | {"conversions": bare}), model)
    assert str(error.value).startswith(model.title)


@pytest.mark.parametrize("model", ["w_shaped", "full_path"])
def test_counted_paths_carry_no_dates(model):
    paths = summarise_paths(pd.DataFrame({"path": ["A > B"], "conversions": [3.0]}))
    with pytest.raises(UnsuitableData, match="lead and opportunity dates"):
        attribute(paths, model)


def test_a_segment_without_dates_keeps_the_weights_of_its_ends():
    """One dated segment is enough for the model to be offered; the other stretches what it has."""
    seen = touches(*((who, day, f"t{i}") for who in "ab" for i, day in enumerate(DAYS[:3], 1)))
    bought = orders(
        ("a", "2024-01-12", 1),
        ("b", "2024-01-12", 1),
        lead_ts=["2024-01-03", None],
        opportunity_ts=[None, None],
    )
    summary = summarise(
        touchpoints=seen,
        conversions=bought,
        customers=customers(a="dated", b="bare"),
        segmentation="tier",
        tables=["milestones"],
    )
    rows = attribute(summary, "w_shaped").set_index(["segment", "channel"])["share"]
    assert rows["bare"].to_dict() == pytest.approx({"t1": 0.75, "t2": 0.125, "t3": 0.125})
    assert rows["dated"].to_dict() == pytest.approx({"t1": 3 / 7, "t2": 3 / 7, "t3": 1 / 7})
