"""Ranks under models and under what they assume: agreement within a family is one opinion."""

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.enough import MIN_CONVERSIONS, more_needed, too_little
from segattr.attribution.families import FAMILIES, family_of
from segattr.attribution.ranks import rank_range, ranks
from segattr.attribution.registry import MODELS
from tests.attribution.worlds import shop


def credit(**models):
    rows = [
        (m, "all", c, share) for m, shares in models.items() for c, share in zip("ABC", shares, strict=True)
    ]
    return pd.DataFrame(rows, columns=["model", "segment", "channel", "share"])


def test_every_model_is_of_one_family():
    named = [name for names in FAMILIES.values() for name in names]
    assert sorted(named) == sorted(MODELS)
    assert family_of("j_shaped=split") == family_of("j_shaped")
    assert family_of("a model of your own") == "a model of your own"


def test_ties_share_the_better_rank():
    rows = ranks(credit(first=(0.4, 0.4, 0.2)))
    assert rows["rank"].tolist() == [1, 1, 3]


def test_a_family_counts_only_where_all_its_models_agree():
    rows = rank_range(
        credit(
            first=(0.5, 0.3, 0.2), last=(0.2, 0.5, 0.3), linear=(0.5, 0.3, 0.2), time_decay=(0.4, 0.3, 0.3)
        )
    ).set_index("channel")
    assert rows.loc["A", ["best", "worst", "models_first", "models"]].tolist() == [1, 3, 3, 4]
    assert rows.loc["A", ["families_first", "families"]].tolist() == [2, 3]
    assert rows.loc["B", "families_first"] == 0


def test_conversions_without_a_touch_have_no_rank():
    rows = ranks(attribute(shop(), ["first", "markov"]))
    assert "(no touch)" not in set(rows["channel"])
    assert rows.groupby(["model", "segment"])["rank"].min().eq(1).all()


@pytest.mark.parametrize(("most", "rest", "told"), [(80, 20, False), (81, 19, True), (60, 39, True)])
def test_too_little_is_said_of_shares_and_of_segments(most, rest, told):
    rows = [("last", "all", "A", most), ("last", "all", "B", rest)]
    table = pd.DataFrame(rows, columns=["model", "segment", "channel", "conversions"])
    assert too_little(table).tolist() == [told, told]
    assert more_needed(most + rest) == max(MIN_CONVERSIONS - most - rest, 0)
