from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.attribution.registry import MODELS, find_models
from segattr.ui.variants import TAKES, Variant, fitted, wanted

EVERY = get_args(Variant)
some_models = st.sets(st.sampled_from(list(MODELS)), min_size=1).map(sorted)


@given(some_models, st.sets(st.sampled_from(EVERY)))
def test_whatever_is_chosen_every_model_is_found_under_its_own_name(models, variants):
    found = find_models(wanted(models, (30, 40, 30), variants))
    assert [model.name for model in found] == models


def test_only_models_that_have_a_variant_carry_it():
    named = dict(zip(MODELS, wanted(list(MODELS), (30, 40, 30), EVERY), strict=True))
    assert {name for name, text in named.items() if "=" in text} == set(TAKES)
    assert named["shapley"] == "shapley=rate/pooled"
    assert named["custom"] == "custom=30/40/30/split"


def test_what_adds_up_over_segments_is_not_fitted_at_all():
    assert wanted(["shapley"], (1, 1, 1), ["pooled"]) == ("shapley",)
    assert fitted(list(MODELS), []) == ["markov"]
    assert fitted(list(MODELS), ["rate"]) == ["markov", "shapley"]


@pytest.mark.parametrize("variant", EVERY)
def test_every_variant_is_some_models(variant):
    assert any(variant in takes for takes in TAKES.values())
