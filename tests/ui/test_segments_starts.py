import pandas as pd

from segattr.averages.population import population
from segattr.averages.segment_sizes import segment_sizes
from segattr.data.dataset import Dataset
from segattr.segments.conditions import Condition
from segattr.ui.segments_starts import each_value, offered_values, splitting

PLANS = pd.DataFrame(
    {
        "plan": ["pro"] * 3 + ["free"] * 5 + [None] * 2,
        "kids": [0, 1] * 5,
        "ident": [f"u{i}" for i in range(10)],
        "converted": pd.array([True, False] * 5, dtype="boolean"),
    }
)
VISITS = population(Dataset(outcomes=PLANS), "visit")
WIDE = population(
    Dataset(
        outcomes=pd.DataFrame(
            {"x": [f"v{i % 40}" for i in range(400)], "converted": pd.array([True] * 400, dtype="boolean")}
        )
    ),
    "visit",
)


def test_each_value_is_a_segment_the_largest_first_and_missing_ones_too():
    draft = each_value(VISITS, ["plan"])
    assert [rule.name for rule in draft.rules] == ["free", "pro", "no plan"]
    assert draft.rules[2].who.parts == (Condition("plan", "is_missing"),)
    assert segment_sizes(VISITS, draft.finished).rows["people"].tolist() == [5, 3, 2, 0]


def test_two_columns_give_their_combinations():
    draft = each_value(VISITS, ["plan", "kids"])
    assert draft.name == "plan · kids"
    assert segment_sizes(VISITS, draft.finished).rows["people"].sum() == 10
    assert {"pro · 0", "pro · 1"} <= {rule.name for rule in draft.rules}


def test_beyond_twelve_values_the_rest_stays_with_everyone_else():
    draft = each_value(WIDE, ["x"])
    assert len(draft.rules) == 12
    assert segment_sizes(WIDE, draft.finished).rows["people"].iloc[-1] == 280


def test_columns_and_values_offered_come_from_the_data():
    assert splitting(VISITS) == ["plan", "kids", "ident"]
    assert offered_values(VISITS, "plan") == ["free", "pro"]
    assert offered_values(VISITS, "kids") == ["0", "1"]
