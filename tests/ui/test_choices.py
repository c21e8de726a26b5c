from dataclasses import FrozenInstanceError, fields
from typing import get_type_hints

import pytest

from segattr.attribution.registry import MODELS
from segattr.errors import BadSetting
from segattr.reduce.window import Window
from segattr.ui.choices import Changes, Choices


def test_nothing_chosen_means_the_window_everybody_else_uses():
    assert Choices().window == Window()


def test_the_models_shown_first_exist():
    assert set(Choices().models) <= set(MODELS)


def test_every_setting_of_the_window_can_be_chosen():
    assert {field.name for field in fields(Window)} <= {field.name for field in fields(Choices)}


def test_a_change_may_touch_every_choice_with_its_own_type():
    assert get_type_hints(Changes) == get_type_hints(Choices)


def test_a_window_out_of_range_is_refused_in_words():
    with pytest.raises(BadSetting, match="lookback_days is 0"):
        _ = Choices(lookback_days=0).window


def test_choices_cannot_be_changed_behind_the_sessions_back():
    with pytest.raises(FrozenInstanceError):
        Choices().segmentation = "tier"
