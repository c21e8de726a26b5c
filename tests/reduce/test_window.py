"""What the settings take, and what they say about themselves."""

import re
from dataclasses import FrozenInstanceError
from math import inf, nan

import pytest

from segattr.errors import BadSetting
from segattr.reduce.window import Window


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("lookback_days", 0, "days above 0"),
        ("lookback_days", -7, "days above 0"),
        ("lookback_days", nan, "days above 0"),
        ("half_life_days", 0, "days above 0"),
        ("half_life_days", -1, "days above 0"),
        ("half_life_days", inf, "days above 0"),
        ("half_life_days", nan, "days above 0"),
        ("open_journeys", "ignore", "'lost' or 'exclude'"),
        ("markov_order", 0, "a whole number from 1 to 4"),
        ("markov_order", 5, "a whole number from 1 to 4"),
        ("markov_order", 1.5, "a whole number from 1 to 4"),
        ("markov_order", True, "a whole number from 1 to 4"),
        ("markov_order", "2", "a whole number from 1 to 4"),
        ("lookback_days", "30", "days above 0"),
        ("lookback_days", True, "days above 0"),
        ("half_life_days", None, "days above 0"),
        ("half_life_days", "7", "days above 0"),
        ("direct", None, "names of channels"),
        ("direct", 5, "names of channels"),
        ("direct", ("Direct", None), "names of channels"),
        ("reuse", "no", "True or False"),
    ],
)
def test_a_setting_outside_its_range_is_named_with_its_range(setting, value, says):
    with pytest.raises(BadSetting, match=re.escape(f"{setting} is {value!r}; it takes {says}")) as error:
        Window(**{setting: value})
    assert error.value.facts["setting"] == setting


def test_no_lookback_is_the_whole_history():
    assert Window(lookback_days=None) == Window(lookback_days=inf)
    assert Window(lookback_days=None).describe()[0] == "whole history counts"


def test_one_direct_channel_can_be_named_bare():
    assert Window(direct="Walk-in").direct == ("Walk-in",)
    assert Window(direct=["Direct", "None"]).direct == ("Direct", "None")


def test_a_window_says_what_it_does():
    window = Window(7, 2.5, direct=("Direct", "None"), reuse=True, open_journeys="exclude")
    assert window.describe() == (
        "7-day lookback",
        "2.5-day half-life",
        "touches may serve several conversions",
        "last non-direct skips Direct and None",
        "open journeys are left out",
    )
    assert Window(direct=()).describe()[3] == "last non-direct skips nothing"
    assert Window(markov_order=3).describe()[-1] == "Markov remembers 3 touches"


def test_a_window_is_a_value():
    assert Window() == Window()
    assert hash(Window()) == hash(Window())
    with pytest.raises(FrozenInstanceError):
        Window().reuse = True
