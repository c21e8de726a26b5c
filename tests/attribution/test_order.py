"""How much a chain should remember: truths that were planted, and learning by heart that is not rewarded."""

import numpy as np
import pandas as pd
import pytest

from segattr.attribution.order import order_advice
from segattr.errors import UnsuitableData
from segattr.reduce.paths import summarise_paths
from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from tests.conftest import quickest

CHANNELS = np.array(["A", "B", "C", "D"])


def walks(memory, *, people=4_000, seed=2):
    """Journeys whose next channel depends on this many of the last, and on nothing else."""
    dice = np.random.default_rng(seed)
    chances, rows, bought = {}, [], []
    for person in range(people):
        state, left = (), False
        while not left:
            chance = chances.setdefault(state[-memory:] if memory else (), dice.dirichlet([0.5] * 4))
            turn = dice.choice(4, p=chance)
            rows.append((f"p{person}", len(state), CHANNELS[turn]))
            state = (*state, turn)
            left = dice.random() < 0.25
        if dice.random() < 0.5:
            bought.append((f"p{person}", len(state)))
    start = pd.Timestamp("2024-01-01", tz="UTC")
    seen = pd.DataFrame(rows, columns=["customer_id", "day", "channel"])
    sold = pd.DataFrame(bought, columns=["customer_id", "day"]).assign(value=1.0)
    dated = [t.assign(ts=start + pd.to_timedelta(t.pop("day"), unit="h")) for t in (seen, sold)]
    return summarise(
        **quickest()(touchpoints=dated[0], conversions=dated[1], customers=None),
        window=Window(markov_order=4),
        tables=["transitions"],
    )


@pytest.mark.parametrize("memory", [1, 2])
def test_the_memory_that_was_planted_is_found(memory):
    advice = order_advice(walks(memory))
    assert advice.order == memory
    assert advice.losses["order"].tolist() == [0, 1, 2, 3, 4]
    assert advice.sentence().startswith(f"Remember {memory} touch")


def test_journeys_by_chance_are_not_given_a_memory():
    advice = order_advice(walks(0))
    assert advice.order == 1
    assert "does not predict" in advice.sentence()


def held_out_by_hand(moves, order):
    """Mean log-loss, one group of customers at a time, with plain dictionaries."""
    mask = (1 << 15 * order) - 1
    rows = [
        (g, o & mask, t, m)
        for g, o, t, m in moves[["group", "origin", "target", "moves"]].to_numpy().tolist()
    ]
    kinds, loss = len({t for _, _, t, _ in rows}), 0.0
    for left_out in {g for g, *_ in rows}:
        move, state = {}, {}
        for g, o, t, m in rows:
            if g != left_out:
                move[o, t] = move.get((o, t), 0) + m
                state[o] = state.get(o, 0) + m
        for g, o, t, m in rows:
            if g == left_out:
                loss -= m * np.log((move.get((o, t), 0) + 0.5) / (state.get(o, 0) + 0.5 * kinds))
    return loss / sum(m for *_, m in rows)


def test_losses_are_what_holding_out_each_group_by_hand_gives():
    summary = walks(1, people=150)
    losses = order_advice(summary).losses.set_index("order")["loss"]
    for order in (0, 1, 3):
        assert losses[order] == pytest.approx(held_out_by_hand(summary.transitions, order))


def test_counted_paths_have_nobody_to_hold_out():
    paths = summarise_paths(pd.DataFrame({"path": ["A > B"], "conversions": [5.0]}))
    with pytest.raises(UnsuitableData, match="no customers to hold out"):
        order_advice(paths)


def test_no_journeys_teach_nothing():
    summary = walks(1, people=150)
    none = summary.of({"transitions": summary.transitions.head(0)})
    with pytest.raises(UnsuitableData, match="no journeys"):
        order_advice(none)
