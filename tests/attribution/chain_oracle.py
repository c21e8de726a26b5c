"""Removal effects the slow way: one journey at a time into a chain, one plain solve per removed channel."""

from collections import defaultdict

import numpy as np

START, WON, LOST = (), "won", "lost"


def transitions(journeys, order):
    """Count moves of ``(channels, conversions, value, lost)`` between tuples of the last channels."""
    moves = defaultdict(lambda: defaultdict(float))
    worth = defaultdict(float)
    for channels, conversions, value, lost in journeys:
        state = START
        for channel in channels:
            after = (*state, channel)[-order:]
            moves[state][after] += conversions + lost
            state = after
        moves[state][WON] += conversions
        moves[state][LOST] += lost
        worth[state] += value
    return moves, worth


def reached(moves, worth, *, without=None):
    """Chance of a conversion and expected value from the start; states with the removed channel lose all."""
    states = [s for s in moves if without not in s]
    place = {state: i for i, state in enumerate(states)}
    system, won, value = np.eye(len(states)), np.zeros(len(states)), np.zeros(len(states))
    for state, i in place.items():
        out = sum(moves[state].values())
        for after, count in moves[state].items():
            if after in place:
                system[i, place[after]] -= count / out
        won[i], value[i] = moves[state][WON] / out, worth[state] / out
    solved = np.linalg.solve(system, np.column_stack([won, value]))
    return solved[place[START]]


def markov_credit(journeys, order=1):
    """Conversions and value by channel."""
    moves, worth = transitions(journeys, order)
    channels = sorted({channel for path, *_ in journeys for channel in path})
    whole = reached(moves, worth)
    lost = np.array([whole - reached(moves, worth, without=channel) for channel in channels])
    totals = np.array([sum(j[1] for j in journeys), sum(j[2] for j in journeys)])
    return dict(zip(channels, lost / lost.sum(axis=0) * totals, strict=True))
