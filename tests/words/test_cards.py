"""What is pointed out reads as a sentence, with names made safe."""

from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.segments.advice import Hint, Kind
from segattr.segments.cards import DAYS, GOALS, Card
from segattr.segments.fit import Kind as FitKind
from segattr.segments.migration import migration
from segattr.words import cards as words
from segattr.words import segments_fit as fit_words
from segattr.words import segments_moving as moving

HINTS = {
    "too small": Hint("too small", ("a", "b", "c"), (3.0, 4.0, 5.0)),
    "coarse": Hint("coarse", ("a",), (0.0123,)),
    "same people": Hint("same people", ("a", "b"), (0.91,)),
    "same rate": Hint("same rate", ("a", "b"), (0.03, 0.031)),
    "too many": Hint("too many", figures=(7.0,)),
    "outcome": Hint("outcome"),
    "path": Hint("path"),
    "review past": Hint("review past", ("a",), day="2026-03-01"),
    "deadline past": Hint("deadline past", ("a",), day="2026-03-01"),
    **{kind: Hint(kind, ("a", "b")) for kind in ("no goal", "no action", "no baseline")},
}


def test_every_kind_of_hint_and_misfit_has_its_sentence():
    assert set(HINTS) == set(words.SAID) == set(get_args(Kind))
    assert set(fit_words.KINDS) == set(get_args(FitKind))
    assert set(words.TITLES) == set(GOALS)
    assert set(words.LABELS) >= {"baseline", "target", *DAYS}


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("too small", "a, b and c are too small to say anything of a rate: fewer than 30 people."),
        ("coarse", "a is so small that only large differences would show: 1.2 points or more."),
        ("same people", "a and b are nearly the same people: 91 % of those who fit either fit both."),
        ("same rate", "a and b cannot be told apart by their rates (3.0 % and 3.1 %). One segment may do."),
        ("too many", "7 segments are many: three to five can be told apart and looked after."),
        ("review past", "a was to be reviewed on 1 March 2026."),
        ("no baseline", "No baseline, so nobody will know whether the goal was met: a, b."),
    ],
)
def test_the_sentences_read_as_they_should(kind, sentence):
    assert words.said(HINTS[kind]) == sentence


def test_a_difference_that_nothing_would_show_is_not_given_a_figure():
    hint = Hint("coarse", ("a", "b"), (0.01, float("nan")))
    assert words.said(hint).endswith("only large differences would show.")


@pytest.mark.parametrize("hint", HINTS.values(), ids=HINTS)
def test_names_pass_through_what_makes_them_safe(hint):
    said = words.said(hint, lambda name: f"<{name}>")
    assert all(f"<{name}>" in said for name in hint.segments)
    assert "{" not in said


def test_a_card_in_one_line_says_what_there_is():
    assert words.summary(Card("s", "a")) == ""
    assert words.summary(Card("s", "a", step="Call", deadline="2026-12-31")) == "by 31 December 2026 · Call"


labels = st.dictionaries(st.integers(0, 30), st.sampled_from("xyz"), max_size=20)


@given(labels, labels)
def test_who_moved_is_said_with_the_counts_of_the_table(then, now):
    found = migration(*(pd.Series(each, dtype="object") for each in (then, now)))
    said = moving.headline(found, "2026-03-31", "2026-06-30")
    both = set(then) & set(now)
    moved = sum(then[who] != now[who] for who in both)
    assert "nan" not in said
    assert (f"**{moved}** of the" in said) == bool(both and moved)
    assert ("nobody was there on both days" in said) == (not both)
    assert (f"{len(set(now) - both)} came in" in said) == bool(set(now) - both)
    assert (f"{len(set(then) - both)} left" in said) == bool(set(then) - both)


def test_the_segment_that_changed_most_beyond_chance_is_named_with_its_range():
    then = pd.Series(["x"] * 900 + ["y"] * 100)
    now = pd.Series(["x"] * 700 + ["y"] * 300)
    found = migration(then, now)
    row = found.shares.set_index("segment").loc["y"]
    said = moving.headline(found, "2026-03-31", "2026-06-30", str.upper)
    assert "**X** shrank most" in said or "**Y** grew most, from 10 % to 30 % of customers" in said
    assert moving.change(row).endswith(" points)")
    assert moving.change(row.where(row.index != "change", np.nan)) == "–"
