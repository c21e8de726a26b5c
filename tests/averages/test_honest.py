"""What stands beside a finding: prize at equal mix, what is too small to say, what came afterwards."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.averages.discover import discover_in
from segattr.averages.equal_mix import equal_mix
from segattr.averages.known_before import afterwards_of, standings
from segattr.averages.likelihoods import OfAmounts, OfRates
from segattr.averages.pairs import pairs
from segattr.averages.sides import design_effect
from segattr.averages.too_small import too_small
from segattr.averages.units import Units, units_of
from segattr.averages.visits import is_visits, visits_of
from segattr.errors import UnknownName, UnsuitableData
from segattr.statistics.intervals import wilson
from segattr.statistics.shrunk_averages import shrink_averages
from tests.averages.worlds import noise, planted

TESTS = Path(__file__).parents[1]
GOLDEN = json.loads((TESTS / "golden" / "statistics" / "seed_3pct.json").read_text())


def golden_cells():
    people, converters = (np.array([float(c[k]) for c in GOLDEN["cells"]]) for k in ("n", "x"))
    south = np.array([c["region"] == "South" for c in GOLDEN["cells"]])
    returning = np.array([c["visitor"] == "returning" for c in GOLDEN["cells"]])
    return people, converters, south, returning


def test_the_prize_at_equal_mix_is_the_reference_figure_and_without_a_mix_the_naive_gap():
    people, converters, south, returning = golden_cells()
    own = tuple(float(end) for end in wilson(18, 6000))
    wanted = GOLDEN["opportunity"]
    found = equal_mix(people, converters, south, returning[None, :], OfRates(), own)
    assert -found.prize == pytest.approx(wanted["lost_conversions"], rel=1e-9)
    assert found.peers * 6000 == pytest.approx(wanted["expected_same_mix"], rel=1e-9)
    assert found.low < found.prize < found.high
    naive = equal_mix(people, converters, south, np.zeros((0, 4), bool), OfRates(), own)
    assert -naive.prize == pytest.approx(wanted["naive_lost_without_mix_adjustment"], rel=1e-9)


def test_a_group_that_nobody_outside_is_in_cannot_be_held_equal_and_money_is_held_equal_alike():
    people, converters, south, returning = golden_cells()
    inner = south & returning
    with_it = equal_mix(people, converters, south, np.array([returning, inner]), OfRates(), (0.0, 0.1))
    assert with_it.prize == pytest.approx(-GOLDEN["opportunity"]["lost_conversions"], rel=1e-9)
    likelihood = OfAmounts.of(people, converters * 50, np.arange(4))
    money = equal_mix(people, converters * 50, south, returning[None, :], likelihood, (0.0, 1.0))
    assert money.prize == pytest.approx(-50 * GOLDEN["opportunity"]["lost_conversions"], rel=1e-6)


def test_a_finding_carries_a_shrunken_rate_a_prize_and_what_it_could_have_shown():
    found = discover_in(planted(20_000, seed=2), ["visitor", "device", "region"])
    assert (found["prize_low"] < found["prize"]).all()
    assert (found["prize"] < found["prize_high"]).all()
    outside = (found["shrunk"] - found["rate"]).abs() <= (found["rate"] - found["rest"]).abs()
    assert outside.all()
    assert found.loc[found["confirmed"], "verdict"].eq("confirmed").all()
    assert found.attrs["tried"] > 20


def test_what_could_not_have_shown_is_too_small_to_say_not_no_difference():
    labels = {"size": pd.Categorical(["tiny"] * 60 + ["large"] * 9_940)}
    world = Units(
        pd.RangeIndex(10_000), labels, {"people": np.ones(10_000), "converters": np.resize([1.0, 0], 10_000)}
    )
    found = too_small(world, ["size"]).set_index("segment")
    assert found["enough"].to_dict() == {"size=tiny": True, "size=large": True}
    rare = Units(
        world.index, labels, {"people": np.ones(10_000), "converters": np.resize([1.0] + [0] * 99, 10_000)}
    )
    assert not too_small(rare, ["size"])["enough"].any()
    assert too_small(world, []).empty


def test_the_rarer_outcome_decides_what_is_worth_saying():
    """A drop from 97 to 90 % is a tenth of nothing to the rate, and three times as many failures."""
    world = noise(20_000, seed=1, rate=0.97)
    late = np.asarray(world.labels["region"] == "South")
    rng = np.random.default_rng(2)
    world.amounts["converters"][late] = rng.random(late.sum()) < 0.90
    assert discover_in(world, ["region", "device"]).query("confirmed")["segment"].tolist() == ["region=South"]


def test_columns_of_the_outcome_or_after_it_are_told_and_marked():
    hotel = units_of(sa.load(outcomes=TESTS / "data_files" / "hotel_bookings_march_2016.csv"))
    standing = standings(hotel).set_index("dimension")["standing"]
    assert standing["reservation_status"] == "outcome"
    assert standing["booking_changes"] == "afterwards"
    assert standing[["market_segment", "previous_cancellations", "deposit_type"]].eq("before").all()
    bank = units_of(sa.load(outcomes=TESTS / "data_files" / "bank_marketing_10pct.csv"))
    assert afterwards_of(bank) == ("duration",)
    found = discover_in(bank, ["duration", "contact"])
    marked = found["segment"].str.contains("duration")
    assert marked.any()
    assert found["caveat"].eq("afterwards").tolist() == marked.tolist()


def repeated(size, seed, alike):
    """Visits of people; ``alike`` makes all of a person's visits end the same way."""
    rng = np.random.default_rng(seed)
    person = np.repeat(np.arange(size), 5)
    own = rng.random(size) < 0.2
    converted = np.where(alike, own[person], rng.random(size * 5) < 0.2)
    city = rng.choice(list("abcdef"), size)[person]
    when = pd.Timestamp("2026-01-01") + pd.to_timedelta(np.arange(size * 5), unit="h")
    table = pd.DataFrame(
        {"customer_id": [f"p{i}" for i in person], "ts": when, "channel": "Email", "city": city}
    )
    return sa.load(sessions=table.assign(converted=converted.astype(int)))


def test_visits_of_one_person_widen_the_variance_and_fall_on_one_side():
    data = repeated(400, 1, alike=True)
    assert is_visits(data)
    visits = visits_of(data)
    assert design_effect(visits) == pytest.approx(5, rel=0.05)
    assert visits.amounts["converters"].sum() == len(data.conversions)
    assert design_effect(visits_of(repeated(400, 1, alike=False))) < 1.4
    assert design_effect(noise(100)) == 1.0


def test_noise_between_people_is_not_found_among_their_visits():
    """Without the design effect one world in two or three would confirm a city."""
    said = [
        discover_in(visits_of(repeated(900, seed, alike=True)), ["city"], seed=seed)["confirmed"].any()
        for seed in range(6)
    ]
    assert not any(said)


def test_touchpoints_without_outcomes_of_their_own_are_no_visits():
    contacts = pd.DataFrame({"customer_id": ["a", "b"], "ts": "2026-01-01", "channel": "Email"})
    orders = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-01-09"]})
    with pytest.raises(UnsuitableData, match="load them as sessions"):
        visits_of(sa.load(touchpoints=contacts, conversions=orders))


def contacts(seed, together, size=6_000):
    rng = np.random.default_rng(seed)
    met = {name: rng.random(size) < 0.4 for name in ("Email", "Search", "Social", "Display")}
    rate = 0.04 + 0.03 * met["Email"] + np.where(met["Search"] & met["Social"], together, 0)
    bought = rng.random(size) < rate
    rows = [pd.DataFrame({"customer_id": np.flatnonzero(own), "channel": name}) for name, own in met.items()]
    touches = pd.concat(rows).assign(ts="2026-01-01").astype({"customer_id": "str"})
    orders = pd.DataFrame({"customer_id": np.flatnonzero(bought).astype(str), "ts": "2026-02-01"})
    return sa.load(touchpoints=touches, conversions=orders)


def test_a_pair_that_does_more_than_its_two_is_found_and_a_good_single_is_none():
    found = pairs(contacts(1, 0.08))
    assert found["pair"].tolist() == ["Search + Social"]
    assert found[["a", "b", "confirmed"]].values.tolist() == [["Search", "Social", True]]
    assert found["rate"].iloc[0] > found["expected"].iloc[0]
    assert found.attrs["tried"] == 6
    assert pairs(contacts(2, 0.0)).empty
    with pytest.raises(UnknownName, match="'shoe'"):
        pairs(contacts(2, 0.0, size=300), by="shoe")


def test_averages_that_luck_explains_become_the_blended_one():
    alike = shrink_averages([100.0, 320.0, 0.0], [100, 300, 0], dispersion=5.0)
    assert alike[:2] == pytest.approx([1.05, 1.05])
    assert np.isnan(alike[2])
