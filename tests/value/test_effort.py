"""Who gets more than the others and brings less: both beyond chance, of everybody, buyers or not."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.value.effort import effort


def shop(*, people=200, buyers=(30, 90), touches=(4, 2), spend=True):
    """Two groups of equal size; of the first, fewer buy although they are met more often."""
    labels = pd.Series({f"{group}{n}": group for group in ("dear", "easy") for n in range(people)})
    met, bought = [], []
    for group, often, count in zip(("dear", "easy"), touches, buyers, strict=True):
        for n in range(people):
            for touch in range(often + n % 2):
                met.append((f"{group}{n}", f"2025-01-{1 + touch:02d}", "Ads" if touch % 2 else "Mail"))
            if n < count:
                bought.append((f"{group}{n}", "2025-01-20", 50.0 + n % 7))
    seen = pd.DataFrame(met, columns=["customer_id", "ts", "channel"])
    orders = pd.DataFrame(bought, columns=["customer_id", "ts", "value"])
    costs = pd.DataFrame({"channel": ["Ads", "Mail"], "start": "2025-01-05", "spend": [600.0, 100.0]})
    return sa.load(touchpoints=seen, conversions=orders, costs=costs if spend else None), labels


def test_a_group_that_gets_more_and_brings_less_is_named_and_the_other_is_not():
    dataset, labels = shop()
    found = effort(dataset, labels)
    assert found.rows.set_index("segment")["under"].to_dict() == {"dear": True, "easy": False}
    assert found.by == "spend"


def test_figures_are_those_of_a_slow_count():
    dataset, labels = shop()
    dear = effort(dataset, labels).rows.set_index("segment").loc["dear"]
    seen = dataset.touchpoints.astype({"customer_id": "str", "channel": "str"})
    mine = seen[seen["customer_id"].map(labels) == "dear"]
    price = {name: cost / (seen["channel"] == name).sum() for name, cost in (("Ads", 600), ("Mail", 100))}
    assert dear["touches"] == pytest.approx(len(mine) / 200)
    assert dear["spend"] == pytest.approx(sum(price[name] for name in mine["channel"]) / 200)
    assert dear["money"] == pytest.approx(sum(50 + n % 7 for n in range(30)) / 200)
    assert dear["money_rest"] == pytest.approx(sum(50 + n % 7 for n in range(90)) / 200)
    assert (dear["people"], dear["buyers"]) == (200, 30)


def test_all_spend_of_known_channels_is_placed():
    dataset, labels = shop()
    rows = effort(dataset, labels).rows
    assert (rows["spend"] * rows["people"]).sum() == pytest.approx(700)


def test_without_spend_touches_judge():
    dataset, labels = shop(spend=False)
    found = effort(dataset, labels)
    assert found.by == "touches"
    assert "spend" not in found.rows
    assert found.rows["under"].sum() == 1


def test_more_for_more_is_no_finding():
    dataset, labels = shop(buyers=(90, 30))
    assert not effort(dataset, labels).rows["under"].any()


def test_too_few_buyers_are_too_small_to_say():
    dataset, labels = shop(buyers=(5, 90))
    rows = effort(dataset, labels).rows.set_index("segment")
    assert rows.loc["dear", "small"]
    assert not rows.loc["dear", "under"]


def test_without_touchpoints_it_is_said_what_is_needed():
    dataset, labels = shop()
    with pytest.raises(sa.SegattrError, match="touchpoints"):
        effort(dataset.with_(touchpoints=None), labels)


@pytest.mark.slow
def test_alike_groups_are_seldom_told_apart():
    random, named = np.random.default_rng(2), 0
    dataset, labels = shop(buyers=(60, 60), touches=(3, 3))
    for _ in range(100):
        mixed = pd.Series(random.permutation(labels.to_numpy()), index=labels.index)
        named += int(effort(dataset, mixed).rows["under"].sum())
    assert named <= 3
