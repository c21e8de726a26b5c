"""Spellings of one name: the golden groups, slips against an oracle, what must stay apart."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.checks.spellings import COUNTRIES, one_slip, plain_form, spelling_groups

GOLDEN = json.loads((Path(__file__).parents[1] / "golden/statistics/audit.json").read_text(encoding="utf-8"))
words = st.text("abc", min_size=1, max_size=6)


def test_the_golden_groups_come_out():
    rare = {"googel", "facebok"}
    texts = [text for group in GOLDEN["groups"].values() for text in group]
    counts = {text: 1 if text in rare else 50 for text in (*texts, "bing", "email")}
    got = spelling_groups(counts)
    assert {name: set(group) for name, group in got.items()} == {
        name: set(group) for name, group in GOLDEN["groups"].items()
    }


def test_the_most_frequent_spelling_comes_first():
    assert spelling_groups({"fb": 3, "Facebook": 9, "facebook": 5}) == {
        "facebook": ("Facebook", "facebook", "fb")
    }


def distance(one, other):
    """Optimal string alignment, the slow way."""
    table = [[max(a, b) for b in range(len(other) + 1)] for a in range(len(one) + 1)]
    for a in range(1, len(one) + 1):
        for b in range(1, len(other) + 1):
            cost = one[a - 1] != other[b - 1]
            table[a][b] = min(table[a - 1][b] + 1, table[a][b - 1] + 1, table[a - 1][b - 1] + cost)
            if a > 1 and b > 1 and one[a - 1] == other[b - 2] and one[a - 2] == other[b - 1]:
                table[a][b] = min(table[a][b], table[a - 2][b - 2] + 1)
    return table[-1][-1]


@given(words, words)
def test_one_slip_is_a_distance_of_one(one, other):
    assert one_slip(one, other) == (distance(one, other) == 1)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ({"brand a": 900, "brand b": 3}, "a letter is a name of its own"),
        ({"q1_2025": 900, "q1_2026": 3}, "digits count"),
        ({"display": 900, "displays": 3}, "a plural may be meant"),
        ({"search": 900, "serach": 300}, "not rare"),
        ({"email": 900, "gmail": 3}, "the first letter is seldom wrong"),
    ],
)
def test_different_names_stay_apart(counts, why):
    assert spelling_groups(counts) == {}, why


@given(st.dictionaries(st.text("aA -_bx", max_size=7), st.integers(1, 1000), max_size=12))
def test_every_spelling_stands_in_one_group_at_most(counts):
    groups = spelling_groups(counts)
    members = [text for group in groups.values() for text in group]
    assert len(members) == len(set(members))
    assert set(members) <= set(counts)
    apart = [text for text in counts if text not in members]
    assert all(plain_form(one) != plain_form(other) for one, other in combinations(apart, 2))


def test_countries_go_by_any_of_their_names():
    got = spelling_groups({"Germany": 5, "DE": 2, "Deutschland": 1, "Italy": 4}, aliases=COUNTRIES)
    assert got == {"germany": ("Germany", "DE", "Deutschland")}
