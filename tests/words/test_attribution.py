from typing import get_args

from segattr.reduce.door import TOUCH_BY
from segattr.ui.choices import Measure
from segattr.words import attribution as words
from segattr.words.leads import Lead


def lead(segment, n):
    return Lead(segment, n, 0, 3, {"Linear": ("Email",)})


def test_a_picture_says_whose_it_is_and_what_it_rests_on():
    assert words.heading(lead("returning", 2191)) == "returning: 2,191 conversions"
    assert words.heading(lead("", 191)) == "Everyone: 191 conversions"


def test_a_picture_of_few_conversions_says_so():
    assert words.heading(lead("new", 57)) == "new: too few conversions (57) to tell"


def test_the_sum_of_the_credit_is_said_with_what_has_no_touch():
    assert words.reconciled(1, 0) == (
        "Credit adds up to **1 conversion**, all of them with a touch. None is lost or counted twice."
    )
    assert "5 of them without a touch" in words.reconciled(247, 5)


def test_conversions_that_cannot_be_placed_are_owned_up_to():
    said = words.reconciled(247, 5, undated=3)
    assert "3 more in the file have no readable date" in said
    assert "None is lost" not in said


def test_segments_made_from_the_first_touch_carry_a_warning():
    said = words.chosen_by_the_touch(["channel", "campaign"], name=lambda text: f"«{text}»")
    assert "**«channel»** and **«campaign»**" in said
    assert "because of how the segment was made" in said


def test_segments_without_a_picture_are_named():
    assert words.not_shown(["a", "b"]) == "Without a picture, but in the table: a, b."
    assert words.not_shown([]) == ""


def test_everything_that_can_be_chosen_has_a_name():
    assert list(words.MEASURES) == list(get_args(Measure))
    assert list(words.TOUCH_BY) == list(TOUCH_BY)


def test_credit_is_never_called_an_effect():
    assert "Credit, not effect" in words.NOT_EFFECT
    assert "Credit is not effect" in words.METHOD
    assert "touchpoints" in words.NEEDS
    assert "conversion paths" in words.NEEDS
