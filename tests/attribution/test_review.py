"""The later half of the time against the earlier: counted slowly, planted, and on noise."""

from collections import Counter
from itertools import pairwise
from math import log

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.attribution.foretold import LEAST_MOVES, UNSEEN, losses, moves_of
from segattr.attribution.review import review
from segattr.averages.credit_moves import credit_over_time
from segattr.averages.credit_ranks import ranks_by_month
from segattr.errors import UnsuitableData

BEGIN = pd.Timestamp("2026-01-01", tz="UTC")
CHANCE = {"Ads": 0.05, "Email": 0.2, "Search": 0.1, "Social": 0.02}
CHANNELS = list(CHANCE)


def world(seed=0, people=2_000, later=None, new=()):
    """Return journeys within one day each, so that the middle cuts none; ``later`` changes chances."""
    rng = np.random.default_rng(seed)
    touches, orders = [], []
    for person in range(people):
        day = int(rng.integers(100))
        chances = CHANCE if day < 50 else CHANCE | (later or {})
        names = CHANNELS if day < 50 else [*CHANNELS, *new]
        walk = rng.choice(names, rng.integers(1, 4))
        moment = BEGIN + pd.Timedelta(days=day)
        touches += [(f"p{person}", moment + pd.Timedelta(hours=i), name) for i, name in enumerate(walk)]
        if rng.random() < chances.get(walk[-1], 0.1):
            orders.append((f"p{person}", moment + pd.Timedelta(hours=9), float(rng.integers(10, 99))))
    return {
        "touchpoints": pd.DataFrame(touches, columns=["customer_id", "ts", "channel"]),
        "conversions": pd.DataFrame(orders, columns=["customer_id", "ts", "value"]),
    }


def slowly(tables, cut):
    """Count moves of each half one by one: (origin, target) -> how many, from the rows."""
    bought = set(tables["conversions"]["customer_id"])
    halves = Counter(), Counter()
    for person, own in tables["touchpoints"].sort_values("ts", kind="stable").groupby("customer_id"):
        half = halves[int(own["ts"].iloc[0] >= cut)]
        walk = ["(start)", *own["channel"], "(yes)" if person in bought else "(no)"]
        half.update(pairwise(walk))
    return halves


def test_what_is_foretold_and_what_was_seen_is_what_counting_one_by_one_gives():
    tables = world(seed=3)
    found = review(sa.load(**tables), ["linear"])
    earlier, later = slowly(tables, found.cut)
    for row in found.forecast.to_dict("records"):
        for side, half in (("before", earlier), ("after", later)):
            moves = sum(n for (origin, _), n in half.items() if origin == row["channel"])
            assert row[f"moves_{side}"] == moves
            assert row[f"rate_{side}"] == pytest.approx(half[row["channel"], "(yes)"] / moves, abs=1e-12)
    kinds = [*CHANNELS, "(others)", "(yes)", "(no)"]
    from_all = Counter()
    for (_, target), n in earlier.items():
        from_all[target] += n

    def chance(counts, target):
        return (counts[target] + UNSEEN) / (sum(counts.values()) + UNSEEN * len(kinds))

    by_last = {o: Counter({t: n for (a, t), n in earlier.items() if a == o}) for o in ["(start)", *CHANNELS]}
    total = sum(later.values())
    blind = -sum(n * log(chance(from_all, target)) for (_, target), n in later.items()) / total
    known = -sum(n * log(chance(by_last[o], target)) for (o, target), n in later.items()) / total
    assert found.losses["loss"].tolist()[:2] == pytest.approx([blind, known], abs=1e-12)


def test_credit_of_each_half_is_the_credit_of_its_rows():
    tables = world(seed=4)
    found = review(sa.load(**tables), ["first", "markov"])
    for side, inside in (("before", lambda ts: ts < found.cut), ("after", lambda ts: ts >= found.cut)):
        half = {role: table[inside(table["ts"])] for role, table in tables.items()}
        credit = sa.attribute(sa.summarise(sa.load(**half)), ["first", "markov"])
        wanted = credit.set_index(["model", "channel"])["share"].drop(
            "(no touch)", level="channel", errors="ignore"
        )
        own = found.credit.set_index(["model", "channel"])[side]
        pd.testing.assert_series_equal(own.loc[wanted.index], wanted, check_names=False, rtol=1e-12)


def test_a_channel_that_began_to_convert_is_seen_to_have_moved_and_no_other():
    found = review(sa.load(**world(seed=5, people=4_000, later={"Social": 0.2})), ["last"])
    moved = found.forecast.set_index("channel")["moved"]
    assert moved["Social"]
    assert not moved.drop("Social").any()


def test_where_nothing_changed_hardly_any_world_says_so():
    alarms = [
        review(sa.load(**world(seed, people=1_500)), ["last"]).forecast["moved"].any() for seed in range(5)
    ]
    assert sum(alarms) <= 1


def test_the_order_of_the_rows_changes_nothing():
    tables = world(seed=6)
    mixed = {role: table.sample(frac=1, random_state=1) for role, table in tables.items()}
    one, other = (review(sa.load(**each), ["linear"]) for each in (tables, mixed))
    pd.testing.assert_frame_equal(one.forecast, other.forecast)
    pd.testing.assert_frame_equal(one.credit, other.credit)


def test_a_channel_only_one_half_has_breaks_nothing():
    found = review(sa.load(**world(seed=7, new=("TV",))), ["last"])
    assert "TV" not in set(found.forecast["channel"])
    assert found.credit.set_index("channel").loc["TV", "before"] == 0.0
    assert np.isfinite(found.losses["loss"]).all()


def test_too_few_conversions_say_what_is_there():
    with pytest.raises(UnsuitableData, match="needs 30 conversions"):
        review(sa.load(**world(people=200)), ["last"])


def test_costs_stand_in_the_half_they_were_spent_in():
    days = pd.to_datetime(["2026-01-10", "2026-03-30"], utc=True)
    costs = pd.DataFrame({"channel": ["Ads", "Ads"], "start": days, "spend": [100.0, 300.0]})
    rows = review(sa.load(**world(seed=8), costs=costs), ["last"]).credit.set_index("channel")
    assert rows.loc["Ads", ["spend_before", "spend_after"]].tolist() == [100.0, 300.0]
    assert rows.loc["Email", ["spend_before", "spend_after"]].isna().all()


def test_most_channels_of_very_many_are_one():
    many = [f"c{i:03d}" for i in range(120)]
    rows = pd.DataFrame({"path": [f"{a} > {b}" for a, b in pairwise(many)], "conversions": 1})
    names, (counts,) = moves_of([sa.summarise(sa.load(paths=rows))])
    assert len(names) == 40
    assert counts.sum() == 3 * len(rows)
    assert losses(counts, counts)["loss"].gt(0).all()


def test_months_are_ranked_by_what_each_channel_earned_in_them():
    summary = sa.summarise(sa.load(**world(seed=9)), by_month=True)
    found = ranks_by_month(credit_over_time(summary, ["last"]))
    assert found["period"].tolist() == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert found["correlation"].isna().tolist() == [True, False, False, False]
    assert found["leader"].isin(CHANNELS).all()
    assert found["conversions"].sum() == pytest.approx(summary.conversions["conversions"].sum())
    assert LEAST_MOVES == 100
