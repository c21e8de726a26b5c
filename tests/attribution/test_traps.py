"""The traps other attribution tools fell into, one test each; reference: peers measured on the same data."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.cautions import cautions
from segattr.attribution.order import order_advice
from segattr.attribution.registry import MODELS, find_models
from segattr.attribution.shapley_rate import folded_players
from segattr.reduce.paths import summarise_paths
from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from segattr.words.models import CARDS
from tests.attribution.chain_oracle import markov_credit
from tests.attribution.test_order import walks
from tests.attribution.worlds import log, made, shop
from tests.reduce.rows import customers, orders, touches

UNTIMED = [n for n, m in MODELS.items() if not {"decay", "milestones"} & set(m.needs)]


def counted(*rows, order=1):
    """A Summary of ``(path, conversions, value, nulls)``."""
    frame = pd.DataFrame(rows, columns=["path", "conversions", "value", "nulls"])
    return summarise_paths(frame, window=Window(markov_order=order))


def earned(summary, model, measure="conversions"):
    return attribute(summary, model).set_index("channel")[measure].to_dict()


def test_01_a_tiny_channel_is_solved_not_simulated():
    rows = [("A", 9_000.0, 9.0, 90_000.0), ("B > A", 5_000.0, 5.0, 50_000.0), ("tiny > B", 3.0, 3.0, 40.0)]
    exact = markov_credit([(tuple(p.split(" > ")), *counts) for p, *counts in rows])
    found = earned(counted(*rows), "markov")
    assert found["tiny"] == pytest.approx(exact["tiny"][0], rel=1e-9)
    assert earned(counted(*rows), "markov") == found


def test_02_journeys_that_did_not_convert_count():
    rows = [("A", 10.0, 0.0, 10.0), ("A > B", 10.0, 0.0, 990.0), ("B", 10.0, 0.0, 20.0)]
    with_lost = earned(counted(*rows), "markov")
    without = earned(counted(*((p, c, v, 0.0) for p, c, v, _ in rows)), "markov")
    assert abs(with_lost["A"] - without["A"]) > 1


@pytest.mark.parametrize("model", UNTIMED)
def test_03_a_name_inside_another_name_is_another_channel(model):
    rows = [
        ("Search Brand", 7.0, 70.0, 3.0),
        ("Search > Search Brand", 5.0, 50.0, 2.0),
        ("eta", 2.0, 2.0, 1.0),
    ]
    other = [(p.replace("Search Brand", "x").replace("Search", "y"), *rest) for p, *rest in rows]
    found, renamed = earned(counted(*rows), model), earned(counted(*other), model)
    assert found["Search Brand"] == pytest.approx(renamed["x"])
    assert found["Search"] == pytest.approx(renamed["y"])


def test_04_time_decay_goes_by_time_not_by_rank():
    seen = touches(("a", "2024-01-01", "Ads"), ("a", "2024-01-08", "Email"))
    late = touches(("a", "2024-01-07", "Ads"), ("a", "2024-01-08", "Email"))
    both = [
        earned(
            summarise(
                touchpoints=t, conversions=orders(("a", "2024-01-08", 1)), tables=["decay", "positions"]
            ),
            "time_decay",
        )
        for t in (seen, late)
    ]
    assert both[0]["Ads"] == pytest.approx(1 / 3)
    assert both[1]["Ads"] > 0.45


def test_05_the_chain_is_absorbed_not_multiplied_along_observed_paths():
    rows = [("A > B", 1.0, 0.0, 0.0), ("B > A", 0.0, 0.0, 1.0)]
    # The chain holds A > B > A > B, which nobody walked. A conversion has a chance of 1/2. Without A
    # it is the 1/4 that begin with B and convert at once, without B nothing: effects of 1/4 and 1/2.
    assert earned(counted(*rows), "markov") == pytest.approx({"A": 1 / 3, "B": 2 / 3})


def test_06_shapley_adds_up_by_itself_without_being_scaled():
    cells = shop().set_sizes
    raw = (cells["journeys"] / cells["size"]).groupby(cells["segment"], observed=True).sum()
    assert raw.to_dict() == pytest.approx(shop().attributed.to_dict())


def test_07_the_tail_is_folded_by_touches_never_by_alphabet():
    rows = [
        (f"{letter}{i:02d}", 100.0 if letter == "z" else 1.0, 1.0, 500.0)
        for letter in "az"
        for i in range(14)
    ]
    assert set(folded_players(counted(*rows))) == {*(f"z{i:02d}" for i in range(14)), "14 others"}
    assert len(earned(counted(*rows), "shapley")) == 28


@pytest.mark.parametrize("model", UNTIMED)
def test_08_half_a_conversion_stays_half_a_conversion(model):
    found = earned(counted(("A", 0.5, 5.0, 1.0), ("A > B", 1.9, 19.0, 1.0)), model)
    assert sum(found.values()) == pytest.approx(2.4)


@pytest.mark.parametrize("model", UNTIMED)
def test_09_a_path_without_touches_credits_nobody(model):
    found = earned(
        counted(("A", 4.0, 40.0, 1.0), ("", 3.0, 30.0, 2.0), ("B", 1.0, 10.0, 1.0)), model, "value"
    )
    assert found["(no touch)"] == 30
    assert found["A"] == pytest.approx(40)
    assert found["B"] == pytest.approx(10)


@pytest.mark.parametrize("model", UNTIMED)
def test_10_value_on_rows_that_did_not_convert_is_nobodys(model):
    found = earned(counted(("A", 4.0, 40.0, 0.0), ("B", 0.0, 999.0, 5.0)), model, "value")
    assert sum(found.values()) == pytest.approx(40)
    assert found.get("B", 0) == 0


def test_11_decay_is_measured_to_the_conversion():
    """Both days count: with the last touch a week early, weights are 1/4 and 1/2, as they are 1/2 and 1."""
    for day in ("2024-01-08", "2024-01-15"):
        seen = touches(("a", "2024-01-01", "Ads"), ("a", "2024-01-08", "Email"))
        summary = summarise(
            touchpoints=seen,
            conversions=orders(("a", day, 1)),
            tables=["decay", "positions"],
            window=Window(lookback_days=10),
        )
        found = earned(summary, "time_decay")
        # a touch out of the conversion's reach earns nothing, however near the last touch it was
        assert found == pytest.approx({"Ads": 1 / 3, "Email": 2 / 3} if day == "2024-01-08" else {"Email": 1})


def test_12_the_order_is_not_chosen_by_what_fits_the_same_journeys_best():
    summary = walks(1, people=600)
    moves = summary.transitions
    in_sample = []
    for order in (1, 2, 3, 4):
        state = moves["origin"] & (1 << 15 * order) - 1
        of_move = moves["moves"].groupby([state, moves["target"]]).transform("sum")
        of_state = moves["moves"].groupby(state).transform("sum")
        in_sample.append(-(moves["moves"] * np.log(of_move / of_state)).sum())
    assert in_sample == sorted(in_sample, reverse=True)  # always better with more memory
    assert order_advice(summary).order == 1


@pytest.mark.parametrize("model", UNTIMED)
def test_13_equal_paths_on_two_rows_keep_their_value(model):
    one = earned(counted(("A > B", 3.0, 30.0, 4.0), ("B", 2.0, 20.0, 2.0)), model, "value")
    two = [("A > B", 1.0, 12.0, 1.0), ("B", 2.0, 20.0, 2.0), ("A > B", 2.0, 18.0, 3.0)]
    assert earned(counted(*two), model, "value") == pytest.approx(one)


def test_14_markov_credit_is_shared_once_and_not_again_inside_every_journey():
    rows = [("A > B", 10.0, 1.0, 10.0), ("B", 10.0, 1.0, 30.0), ("A > C", 10.0, 1.0, 5.0)]
    exact = markov_credit([(tuple(p.split(" > ")), *counts) for p, *counts in rows])
    found = earned(counted(*rows), "markov")
    assert found == pytest.approx({channel: credit[0] for channel, credit in exact.items()})
    effect = {c: found[c] for c in "ABC"}  # proportional to removal effects
    again = 10 * effect["C"] / (effect["A"] + effect["C"])
    assert abs(found["C"] - again) > 0.5


def test_15_value_is_shared_by_value_and_conversions_by_conversions():
    rows = [("A", 1.0, 1_000.0, 0.0), ("B", 9.0, 9.0, 0.0), ("A > B", 2.0, 50.0, 0.0)]
    assert earned(counted(*rows), "shapley") == pytest.approx({"A": 2, "B": 10})
    assert earned(counted(*rows), "shapley", "value") == pytest.approx({"A": 1_025, "B": 34})


def test_16_collapsing_repeats_is_not_offered_where_it_changes_nothing():
    long = [("A > A > A > B > B", 3.0, 30.0, 4.0), ("B > B", 2.0, 20.0, 2.0)]
    short = [("A > B", 3.0, 30.0, 4.0), ("B", 2.0, 20.0, 2.0)]
    assert earned(counted(*long), "markov") == pytest.approx(earned(counted(*short), "markov"))


def test_17_journeys_still_open_can_be_told_from_lost_ones():
    seen = touches(
        ("a", "2024-01-01", "A"), ("b", "2024-03-01", "B"), ("b", "2024-03-02", "A"), ("c", "2024-01-01", "B")
    )
    bought = orders(("a", "2024-01-02", 1), ("c", "2024-01-03", 1))
    ended = {
        how: summarise(
            touchpoints=seen,
            conversions=bought,
            tables=["transitions", "positions"],
            window=Window(open_journeys=how),
        )
        for how in ("lost", "exclude")
    }
    assert earned(ended["exclude"], "markov") == pytest.approx({"A": 1, "B": 1})
    assert earned(ended["lost"], "markov") != pytest.approx({"A": 1, "B": 1})


def test_18_narrow_markov_intervals_are_not_sold_as_precision():
    assert "narrow intervals come from that, not from being right" in CARDS["markov"].misleads


def test_19_segments_that_are_a_function_of_the_path_are_pointed_out():
    rows = [(f"{side}{i}", "2024-01-01", f"{side}-{i % 2}") for side in "xy" for i in range(8)]
    who = customers(**{name: name[0] for name, *_ in rows})
    bought = orders(*((name, "2024-01-05", 1) for name, *_ in rows))
    summary = summarise(touchpoints=touches(*rows), conversions=bought, customers=who, segmentation="tier")
    assert any(
        "function of the first touch" in sentence for sentence in cautions(summary, find_models("linear"))
    )
    assert cautions(made(log()), find_models("linear")) == []


def test_20_reference_data_are_made_for_this_project_or_published_facts():
    kept = {path.name for path in (Path(__file__).parents[1] / "golden" / "attribution").iterdir()}
    assert all(name.startswith(("synth_", "vendor_worked_examples")) for name in kept), kept
