"""What a group has in common: figures by loops, silence on noise, what is planted is found."""

from collections import Counter
from math import comb, erfc, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.averages.common_traits import CONFIRMED, FEWEST_WITH, FOUND, common_traits


def world(seed, people=2_000, top=200, planted=0.0, half=True):
    """People with five traits of noise, and one that a share of the top was given."""
    random = np.random.default_rng(seed)
    inside = np.zeros(people, bool)
    inside[random.choice(people, top, replace=False)] = True
    traits = pd.DataFrame({f"noise {n}": random.choice(list("abcdef"[: n + 2]), people) for n in range(5)})
    given_it = random.random(people) < np.where(inside, 0.2 + planted, 0.2)
    traits["loyal"] = np.where(given_it, "yes", "no")
    return traits, inside, random.random(people) < 0.5 if half else np.arange(people) % 2 == 0


def hypergeometric(x1, n1, x2, n2):
    """Fisher's two-sided p-value, by adding up every table."""
    of_all = {
        k: comb(n1, k) * comb(n2, x1 + x2 - k) for k in range(max(0, x1 + x2 - n2), min(n1, x1 + x2) + 1)
    }
    seen = of_all[x1]
    return sum(ways for ways in of_all.values() if ways <= seen * (1 + 1e-7)) / sum(of_all.values())


def p_value(x1, n1, x2, n2):
    pooled = (x1 + x2) / (n1 + n2)
    if min(n1, n2) * min(pooled, 1 - pooled) < 5:
        return hypergeometric(x1, n1, x2, n2)
    spread = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return erfc(abs(x1 / n1 - x2 / n2) / spread / sqrt(2)) if spread else 1.0


def adjusted(p):
    """Benjamini–Hochberg by its definition: the least level at which a p-value's place is reached."""
    return {
        key: min(
            1.0, *(min(1.0, q * len(p) / sum(r <= q for r in p.values())) for q in p.values() if q >= own)
        )
        for key, own in p.items()
    }


def slowly(traits, inside, searched):
    """The verdict on every trait and value, person by person."""
    counts = {place: Counter() for place in range(4)}
    sizes, everywhere, values = Counter(), Counter(), {}
    for row, is_in, here in zip(traits.to_dict("records"), inside, searched, strict=True):
        place = 2 * (not is_in) + (not here)
        sizes[place] += 1
        for trait, value in row.items():
            counts[place][trait, value] += 1
            everywhere[trait, value] += 1
            values.setdefault(trait, set()).add(value)
    usable = {
        key
        for key, n in everywhere.items()
        if key[1] != "(unknown)" and n >= FEWEST_WITH and len(traits) - n >= FEWEST_WITH
    }
    kept = set()
    for trait, value in sorted(usable):
        mine = sorted(v for t, v in usable if t == trait)
        if len(values[trait]) == 2 and len(mine) == 2:
            apart = counts[0][trait, mine[0]] / sizes[0] - counts[2][trait, mine[0]] / sizes[2]
            if value != (mine[0] if apart >= 0 else mine[1]):
                continue
        kept.add((trait, value))
    here = {k: p_value(counts[0][k], sizes[0], counts[2][k], sizes[2]) for k in kept}
    first = adjusted(here)
    there = {
        k: p_value(counts[1][k], sizes[1], counts[3][k], sizes[3]) for k, p in first.items() if p <= FOUND
    }
    second = adjusted(there) if there else {}
    verdicts = {}
    for key in kept:
        searched_apart = counts[0][key] / sizes[0] - counts[2][key] / sizes[2]
        held_apart = counts[1][key] / sizes[1] - counts[3][key] / sizes[3]
        sure = key in second and second[key] <= CONFIRMED and searched_apart * held_apart > 0
        verdicts[key] = (
            "confirmed" if sure else "one half" if key in second else "chance",
            counts[0][key] + counts[1][key],
            counts[2][key] + counts[3][key],
            held_apart,
            first[key],
        )
    return verdicts


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("planted", [0.0, 0.15, 0.4])
def test_every_figure_is_what_counting_person_by_person_gives(seed, planted):
    traits, inside, searched = world(seed, people=400, top=90, planted=planted)
    found = common_traits(traits, inside, searched)
    expected = slowly(traits, inside, searched)
    assert found.tried == len(expected)
    for row in found.rows.to_dict("records"):
        verdict, people, rest, apart, first = expected[row["trait"], row["value"]]
        assert (row["evidence"], row["people"], row["rest"]) == (verdict, people, rest)
        assert row["difference"] == pytest.approx(apart, abs=1e-12)
        assert row["adjusted"] == pytest.approx(first, rel=1e-6)
        assert row["low"] <= row["difference"] <= row["high"]
        assert row["share"] == people / found.group
        assert row["rest_share"] == rest / found.others


@given(st.integers(0, 10_000), st.integers(20, 60), st.permutations(range(200)))
def test_the_order_of_people_and_the_names_of_values_change_nothing(seed, top, order):
    traits, inside, searched = world(seed, people=200, top=top, planted=0.5)
    one = common_traits(traits, inside, searched).rows
    place = np.array(order)
    shuffled = common_traits(traits.iloc[place].reset_index(drop=True), inside[place], searched[place]).rows
    pd.testing.assert_frame_equal(one, shuffled)


@pytest.mark.parametrize("size", [80, pytest.param(500, marks=pytest.mark.slow)])
def test_on_noise_hardly_any_world_shares_anything(size):
    worlds = [common_traits(*world(seed, people=size * 4, top=size // 2)) for seed in range(60)]
    assert all(found.enough for found in worlds)
    assert sum((found.rows["evidence"] == "confirmed").any() for found in worlds) <= 3  # of 60: 5 %


def test_what_is_planted_is_found_confirmed_and_nothing_else():
    worlds = [common_traits(*world(seed, planted=0.3)) for seed in range(20)]
    named = [set(found.shared["trait"]) for found in worlds]
    assert sum("loyal" in names for names in named) >= 19
    assert sum(names > {"loyal"} for names in named) <= 2
    first = worlds[0].rows.iloc[0]
    assert (first["trait"], first["value"], first["evidence"]) == ("loyal", "yes", "confirmed")


def test_of_two_values_the_one_the_group_has_is_shown():
    traits, inside, searched = world(1, planted=0.5)
    rows = common_traits(traits, inside, searched).rows
    assert rows[rows["trait"] == "loyal"]["value"].tolist() == ["yes"]
    missing = common_traits(traits.replace({"loyal": {"no": None}}), inside, searched).rows
    assert missing[missing["trait"] == "loyal"]["value"].tolist() == ["yes"]


def test_what_a_group_lacks_is_confirmed_but_not_shared():
    traits, inside, searched = world(2)
    traits["plan"] = np.where(inside, "free", np.where(np.arange(len(inside)) % 3 == 0, "paid", "free"))
    traits.loc[:40, "plan"] = "trial"
    found = common_traits(traits, inside, searched)
    paid = found.rows.set_index(["trait", "value"]).loc[("plan", "paid")]
    assert paid["evidence"] == "confirmed"
    assert paid["difference"] < 0
    assert ("plan", "paid") not in set(found.shared[["trait", "value"]].itertuples(index=False, name=None))


def test_rare_values_unknown_ones_and_those_everybody_has_are_not_tried():
    traits = pd.DataFrame(
        {"one": "x", "rare": ["r"] * 9 + ["s"] * 191, "half": ["(unknown)"] * 100 + ["known"] * 100}
    )
    found = common_traits(traits, np.arange(200) % 3 == 0, np.arange(200) % 2 == 0)
    assert found.rows["trait"].tolist() == ["half"]
    assert found.rows["value"].tolist() == ["known"]


@pytest.mark.parametrize("top", [0, 1, 19, 190, 200])
def test_too_few_on_one_side_is_said_and_nothing_breaks(top):
    traits, _, searched = world(3, people=200, top=1)
    found = common_traits(traits, np.arange(200) < top, searched)
    assert not found.enough
    assert (found.group, found.others) == (top, 200 - top)


def test_without_traits_nothing_is_tried():
    found = common_traits(pd.DataFrame(index=range(100)), np.arange(100) < 50, np.arange(100) % 2 == 0)
    assert found.enough
    assert found.tried == 0
    assert found.shared.empty


def test_a_trait_that_turns_round_in_the_other_half_is_not_confirmed():
    inside, searched = np.arange(800) % 2 == 0, np.arange(800) < 400
    loyal = np.where((inside == searched) & (np.arange(800) % 8 < 6), "yes", "no")
    rows = common_traits(pd.DataFrame({"loyal": loyal}), inside, searched).rows
    assert rows["held_out"].iloc[0] < 0.001
    assert rows["evidence"].tolist() == ["one half"]


def test_ten_people_make_a_trait_and_nine_do_not():
    traits = pd.DataFrame({"ten": ["r"] * 10 + ["s"] * 30 + ["t"] * 160, "nine": ["r"] * 9 + ["s"] * 191})
    rows = common_traits(traits, np.arange(200) % 3 == 0, np.arange(200) % 2 == 0).rows
    assert set(rows["trait"]) == {"ten"}
    assert set(rows["value"]) == {"r", "s", "t"}
