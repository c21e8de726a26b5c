"""Chains that wear solvers out: staying for ever, circles without a way out, starts that were dropped."""

import pandas as pd
import pytest

from segattr.attribution.moves import moves_of
from segattr.reduce.tables import STATE_BITS

A, B, WON, LOST = 1, 2, -1, -2


def lost_without(*rows, order=1):
    """Chance of a conversion lost without each of two channels, of ``(origin, target, moves)``."""
    table = pd.DataFrame(rows, columns=["origin", "target", "moves"])
    moves = moves_of(table, order=order, width=2)
    return moves.chain(moves.summed(table["moves"].to_numpy(float))).lost_without()[:, 0].tolist()


ENDS = [(A, WON, 1.0), (A, LOST, 3.0), (0, B, 1.0), (B, WON, 1.0), (B, LOST, 1.0)]


def test_staying_almost_for_ever_costs_no_precision():
    exact = lost_without((0, A, 1.0), *ENDS)
    assert exact == [0.5 * 0.25, 0.5 * 0.5]
    assert lost_without((0, A, 1.0), (A, A, 1e15), *ENDS) == exact


def test_a_circle_nobody_leaves_leads_to_nothing():
    rows = [(0, A, 1.0), (A, B, 1.0), (B, A, 1.0)]
    assert lost_without(*rows) == [0, 0]
    assert lost_without(*rows, (0, WON, 1.0)) == [0, 0]


@pytest.mark.parametrize("order", [1, 2])
def test_a_state_nothing_more_is_known_about_leads_to_nothing(order):
    assert lost_without((0, A, 1.0), (0, B, 1.0), (B, WON, 1.0), order=order) == [0, 0.5]


def test_without_a_start_nobody_arrives():
    assert lost_without((A, WON, 1.0), (B, WON, 1.0)) == [0, 0]


def test_a_long_memory_goes_round_in_circles_too():
    ab, ba = (A << STATE_BITS) + B, (B << STATE_BITS) + A
    rows = [(0, A, 1.0), (A, B, 1.0), (ab, A, 99_999.0), (ba, B, 99_999.0), (ab, WON, 1.0), (ba, LOST, 1.0)]
    out = 1e-5
    chance = out / (1 - (1 - out) ** 2)  # from ab: out at once, or after going round
    assert lost_without(*rows, order=2) == pytest.approx([chance, chance], rel=1e-9)
    assert lost_without(*rows[:4], order=2) == [0, 0]
