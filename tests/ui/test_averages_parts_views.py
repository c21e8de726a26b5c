import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.ui import averages_moved_view as moved
from segattr.ui import state
from segattr.ui.address import from_parameters, to_parameters
from segattr.ui.averages_found_table import conditions_of, on_screen, read, taken_along
from segattr.ui.averages_moved_view import Change, steps
from segattr.ui.choices import Choices
from segattr.words.averages_found import Found
from segattr.words.numbers import points


def change_of(figures):
    """Return the change of a month's (people, converters) by segment."""
    rows = [(*key, *counts) for key, counts in figures.items()]
    cells = pd.DataFrame(rows, columns=["period", "visitor", "people", "converters"])
    months = pd.CategoricalDtype(["May", "June"], ordered=True)
    cells = cells.astype({"period": months, "visitor": "category"})
    return Change("month", "Month", ("Month",), "visitor", ["visitor"], ["May", "June"], "May", "June", cells)


counts = st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(st.lists(counts, min_size=12, max_size=12))
def test_the_steps_of_the_waterfall_lead_from_one_rate_to_the_other(found):
    names = [(month, f"s{place}") for month in ("May", "June") for place in range(6)]
    table = steps(change_of(dict(zip(names, found, strict=True))))
    assert table["label"].is_unique
    between = table["size"][~table["is_end"]].sum()
    before, after = table["size"][table["is_end"]]
    assert before + between == pytest.approx(after, abs=1e-12)
    written = [float(points(value).split(" ")[0].replace("−", "-")) for value in table["figure"]]
    shown = float(points(after - before).split(" ")[0].replace("−", "-"))
    assert sum(written[1:-1]) == pytest.approx(shown, abs=1e-6)


@pytest.mark.parametrize(
    ("period", "between"),
    [("a", ("a", "e")), ("c", ("c", "e")), ("d", ("b", "d")), ("f", ("b", "f")), ("b", None), ("e", None)],
)
def test_the_nearer_end_moves_to_the_period_chosen(period, between, monkeypatch):
    asked = {}
    monkeypatch.setattr(state, "change", asked.update)
    shown = Change("month", "", (), "", [], list("abcdef"), "b", "e", pd.DataFrame())
    moved.move_end(shown, period)
    assert asked.get("between") == between


names = st.text("abc =&", min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.dictionaries(names, names, min_size=1, max_size=3))
def test_a_group_is_read_back_whatever_marks_its_names_hold(group):
    known = {column: {value} for column, value in group.items()}
    text = " & ".join(f"{column}={value}" for column, value in group.items())
    assert " & ".join(f"{c}={v}" for c, v in conditions_of(text, known)) == text


def a_table(**more):
    row = {
        **{"segment": "device=m", "people": 500, "rate": 0.08, "expected": 0.03, "found_people": 300},
        **{"found_rate": 0.09, "held_people": 200, "held_rate": 0.07, "held_low": 0.04, "held_high": 0.11},
        **{"held_expected": 0.03, "shrunk": 0.07, "prize": 25.0, "prize_low": 10.0, "prize_high": 40.0},
        **{"p": 0.01, "verdict": "confirmed", "caveat": ""},
    }
    return pd.DataFrame([row | more])


def test_a_group_becomes_a_value_for_sentences_and_rows_for_screen_and_file():
    (found,) = read(a_table(), {"device": {"m"}}, "rate", "")
    assert isinstance(found, Found)
    assert found.conditions == (("device", "m"),)
    screen, file = on_screen([found]).iloc[0], taken_along([found]).iloc[0]
    assert screen["held_rate"] == pytest.approx(7.0)
    assert screen["range"] == "4.0–11.0"
    assert (file["held_rate"], file["held_low"]) == (0.07, 0.04)
    assert file["group"] == "device = m"


def test_a_link_reopens_every_part_as_it_was():
    chosen = Choices(
        sight="compare",
        pair=("device", "mobile", "", "visitor"),
        every="quarter",
        clock="Month",
        between=("2026 Q1", "2026 Q2"),
        across="region",
        steps=("visit", "order"),
        called=("booking", "", "cancelled"),
    )
    assert from_parameters(to_parameters(chosen)) == chosen


@pytest.mark.parametrize(
    "nonsense", [{"view": ["cellar"]}, {"every": ["week"]}, {"called": ["\x00"]}, {"pair": []}]
)
def test_nonsense_about_a_part_leaves_the_default(nonsense):
    assert from_parameters(nonsense) == Choices()
