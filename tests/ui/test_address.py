from dataclasses import fields, replace
from math import inf
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.attribution.registry import MODELS
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.ui.address import LONGEST_NAME, LONGEST_SETS, PARAMETERS, from_parameters, to_parameters
from segattr.ui.choices import Choices, Measure, OpenJourneys, Part, SegmentSet, TouchBy
from segattr.ui.variants import Variant

names = st.text(st.characters(categories=("L", "N", "P", "Zs"), max_codepoint=0x2FF), min_size=1, max_size=40)
names = names.filter(str.isprintable)
days = st.one_of(st.integers(1, 400), st.floats(0.01, 400, allow_nan=False))
weights = st.one_of(st.integers(0, 100).map(float), st.floats(0, 1e6, allow_subnormal=False))
some_choices = st.builds(
    Choices,
    segmentation=names.filter(lambda name: not name.startswith("{") and not name.endswith(".json")),
    models=st.sets(st.sampled_from(list(MODELS)), min_size=1).map(
        lambda chosen: tuple(m for m in MODELS if m in chosen)
    ),
    custom_weights=st.tuples(weights, weights, weights).filter(any),
    lookback_days=st.one_of(days, st.just(inf)),
    half_life_days=days,
    direct=st.lists(names, unique=True).map(tuple),
    reuse=st.booleans(),
    open_journeys=st.sampled_from(get_args(OpenJourneys)),
    markov_order=st.integers(1, 4),
    touch_by=st.sampled_from(get_args(TouchBy)),
    split_by=st.lists(names, unique=True).map(tuple),
    measure=st.sampled_from(get_args(Measure)),
    variants=st.sets(st.sampled_from(get_args(Variant))).map(
        lambda chosen: tuple(name for name in get_args(Variant) if name in chosen)
    ),
    part=st.sampled_from(get_args(Part)),
)


@given(some_choices)
def test_a_link_reopens_the_view(choices):
    assert from_parameters(to_parameters(choices)) == choices


@given(st.dictionaries(st.sampled_from(list(PARAMETERS)), st.lists(st.text(), max_size=3)))
def test_whatever_an_address_says_the_window_is_sound(parameters):
    assert from_parameters(parameters).window


@pytest.mark.parametrize(
    ("parameter", "nonsense"),
    [
        ("lookback", "-5"),
        ("lookback", "nan"),
        ("lookback", "soon"),
        ("half_life", "inf"),
        ("order", "9"),
        ("order", "1.5"),
        ("reuse", "maybe"),
        ("open", "ajar"),
        ("by", "colour"),
        ("measure", "foo"),
        ("variants", "quicker"),
        ("part", "cellar"),
        ("models", "oracle"),
        ("models", "custom=50/0/50"),
        ("custom", "30"),
        ("segments", "line\nbreak"),
        ("segments", "x" * (LONGEST_NAME + 1)),
        ("split", "\x00"),
    ],
)
def test_nonsense_in_an_address_leaves_the_default(parameter, nonsense):
    assert from_parameters({parameter: [nonsense]}) == Choices()


def test_an_unknown_model_is_left_out_and_the_known_ones_stand_in_the_order_of_the_screen():
    assert from_parameters({"models": ["linear", "oracle", "last", "linear"]}).models == ("last", "linear")


@pytest.mark.parametrize(
    "texts", [["0", "0", "0"], ["-1", "1", "1"], ["30", "40"], ["a", "b", "c"], ["nan", "1", "1"]]
)
def test_weights_that_cannot_be_shared_out_leave_the_default(texts):
    assert from_parameters({"custom": texts}) == Choices()


def test_a_name_that_ends_like_a_number_keeps_its_end():
    choices = Choices(segmentation="form v1.0", direct=("Site 2.0",))
    assert from_parameters(to_parameters(choices)) == choices


def test_a_default_view_has_a_bare_address():
    assert to_parameters(Choices()) == {}


def test_the_data_and_their_name_never_stand_in_an_address():
    client = replace(Choices(), dataset_key="3f9a", project="Client X")
    assert to_parameters(client) == {}
    mirrored = {parameter.field for parameter in PARAMETERS.values()}
    assert {field.name for field in fields(Choices)} - mirrored == {
        *("dataset_key", "project", "notes", "reviews", "client", "cards", "plan", "control"),
    }


def some_set(segments):
    parts = (Condition("visitor", "is", ("returning",)),)
    rules = tuple(Rule(f"segment {place}", Group("all", parts)) for place in range(segments))
    return SegmentSet.of(Rules(rules, name="Loyalty"))


def test_short_segment_sets_travel_in_the_address_and_long_ones_stay_at_home():
    short, long = Choices(sets=(some_set(2),), segmentation="@Loyalty"), Choices(sets=(some_set(30),))
    assert from_parameters(to_parameters(short)) == short
    assert len(to_parameters(short)["sets"][0]) <= LONGEST_SETS
    assert to_parameters(long) == {}


@pytest.mark.parametrize("nonsense", ["", "{", "visitor", "[1]", '{"format":1,"kind":"rules","segments":[]}'])
def test_a_segment_set_that_says_nonsense_is_left_out_of_the_others(nonsense):
    good = some_set(1)
    assert from_parameters({"sets": [nonsense, good.definition]}) == Choices(sets=(good,))


def test_of_two_sets_of_one_name_the_address_keeps_the_last():
    assert from_parameters({"sets": [some_set(1).definition, some_set(2).definition]}).sets == (some_set(2),)


def test_the_levels_looked_into_travel_in_pairs_and_half_a_pair_is_none():
    chosen = Choices(focus=(("visitor", "returning"), ("a&b", "x:y")), metric="order_value", level=0.99)
    parameters = to_parameters(chosen)
    assert parameters["focus"] == ["visitor", "returning", "a&b", "x:y"]
    assert from_parameters(parameters) == chosen
    assert (
        from_parameters({"focus": ["visitor"], "metric": ["x"], "sort": ["x"], "level": ["2"]}) == Choices()
    )


@pytest.mark.parametrize("text", ["/etc/segments.json", "set.json", '{"kind": "columns"}'])
def test_no_address_names_a_file_of_the_server(text):
    assert from_parameters({"segments": [text]}).segmentation == ""


def test_two_days_travel_the_earlier_first_and_nonsense_is_left_out():
    chosen = Choices(moving=("2026-05-30", "2026-08-30"))
    assert from_parameters(to_parameters(chosen)) == chosen
    for texts in (["2026-08-30", "2026-05-30"], ["2026-05-30"], ["soon", "later"], ["2026-05-30"] * 2, []):
        assert from_parameters({"moving": texts}) == Choices()


@pytest.mark.parametrize("text", ["/etc/sets.json#x", "sets.json#My set"])
def test_a_part_of_a_file_is_never_opened_for_an_address(text):
    assert from_parameters({"segments": [text]}) == Choices()


def test_a_file_of_several_sets_is_no_set_of_an_address():
    good = some_set(1)
    several = '{"format":1,"kind":"registry","sets":[{"definition":{"format":1,"kind":"top"}},{}]}'
    assert from_parameters({"sets": [several, good.definition]}) == Choices(sets=(good,))
