from dataclasses import replace

import pytest

from segattr.words.lead_doubts import unnamed, untouched
from segattr.words.leads import (
    ENOUGH,
    Lead,
    Spread,
    answer,
    conversions,
    disagreement,
    survivors,
)

FIRST, LAST, LINEAR = "First touch", "Last touch", "Linear"


def lead(
    segment="", n=200, first="Email", *, firsts=None, lowest=0.28, highest=0.36, untouched=0, channels=5
):
    each = firsts or {FIRST: first, LAST: first}
    return Lead(segment, n, untouched, channels, {t: (c,) for t, c in each.items()}, lowest, highest)


SPLIT = {FIRST: "Paid Social", LAST: "Email", LINEAR: "Email"}


def test_one_leader_under_every_model_is_named_with_its_range():
    assert answer(lead(), []) == "**Email** leads under both models, with **28–36 %** of the credit."


def test_one_model_has_no_others_to_agree_with():
    only = lead(firsts={LINEAR: "Email"}, lowest=0.31, highest=0.31)
    assert answer(only, []) == "**Email** leads by Linear, with **31 %** of the credit."


def test_models_that_disagree_are_named_with_whom_they_put_first():
    assert answer(lead(firsts=SPLIT), []) == (
        "Who leads depends on the model: **Paid Social** by First touch; **Email** by Last touch and Linear."
    )


def test_the_same_leader_in_every_segment_is_said_once():
    segments = [lead("returning", 191), lead("new", 120, lowest=0.5, highest=0.6)]
    assert answer(lead(), segments) == "**Email** leads in all 2 segments under both models."


def test_segments_that_agree_where_everybody_does_not_are_the_news():
    segments = [lead("returning", 191), lead("new", 156, "Paid Social")]
    said = answer(lead(firsts=SPLIT), segments)
    assert said.startswith("Over everybody, who leads depends on the model: **Paid Social** or **Email**.")
    assert "For **returning**, **Email** leads" in said
    assert "For **new**, **Paid Social** leads" in said
    assert "too few" not in said


def test_a_segment_with_few_conversions_is_told_with_doubt():
    said = answer(lead(), [lead("returning", 191), lead("new", 56, "Paid Social")])
    assert said.endswith("with **28–36 %** of the credit, though 56 conversions are too few to be sure.")


@pytest.mark.parametrize(("n", "few"), [(ENOUGH - 1, True), (ENOUGH, False)])
def test_enough_begins_where_it_is_said_to_begin(n, few):
    assert lead(n=n).few is few


def test_no_segment_with_enough_leaves_the_answer_over_everybody():
    said = answer(lead(), [lead("North", 69), lead("South", 53)])
    assert said.startswith("No segment has enough conversions to tell channels apart: the largest has 69")
    assert said.endswith("Over everybody: **Email** leads under both models, with **28–36 %** of the credit.")


def test_many_segments_are_counted_not_listed():
    segments = [lead(name, 300 - i, "Email" if i % 2 else "Direct") for i, name in enumerate("abcdef")]
    said = answer(lead(), segments)
    assert "**c**" in said
    assert "**d**" not in said
    assert said.endswith("3 more segments below.")


def test_a_disagreement_within_one_segment_is_told_there():
    said = answer(lead(), [lead("returning", 191, firsts=SPLIT), lead("new", 156)])
    assert "For **returning**, who leads depends on the model" in said


def test_no_conversion_is_said():
    assert "no conversion" in answer(lead(n=0, firsts={FIRST: "x"}), [])


def test_conversions_without_any_touch_point_to_window_and_ids():
    said = answer(lead(n=40, untouched=40, channels=0), [])
    assert said.startswith("None of the **40 conversions** has a touch before it")
    assert "lookback" in said
    assert "customer ids" in said


def test_a_segment_without_any_touch_does_not_lead():
    segments = [lead("returning", 191), lead("new", 150, untouched=150, firsts={FIRST: "x"})]
    assert "**new**" not in answer(lead(), segments)


def test_one_channel_gets_everything_from_every_model():
    assert answer(lead(channels=1), []).startswith("**Email** is the only one with a touch")


def test_a_tie_names_both():
    both = Lead("", 200, 0, 2, {FIRST: ("Direct", "Email"), LAST: ("Direct", "Email")}, 0.5, 0.5)
    assert (
        answer(both, [])
        == "**Direct and Email** lead together under both models, with **50 %** of the credit."
    )


def test_a_tie_of_many_is_counted_not_listed():
    many = Lead("", 200, 0, 9, {FIRST: tuple("abcdefghi")}, 0.11, 0.11)
    assert answer(many, []) == "**9 channels** lead together by First touch, with **11 %** of the credit."


def test_every_word_of_the_clients_passes_the_escape():
    segments = [lead("<b>", 191, "*x*"), lead("new", 120, firsts=SPLIT)]
    said = answer(lead(first="*x*"), segments, name=lambda text: f"«{text}»")
    assert "*«*x*»*" in said
    assert "«<b>»" in said
    assert "«Paid Social»" in said
    shown = disagreement(Spread("<b>", "*x*", 0.1, 0.4), name=lambda text: f"«{text}»")
    assert "«<b>»" in shown
    assert "«*x*»" in shown


def test_where_models_disagree_most_is_said_with_both_ends():
    assert disagreement(Spread("", "Direct", 0.05, 0.17)) == (
        "The models disagree most about **Direct**: its share runs from **5 %** to **17 %**."
    )


def test_models_that_agree_are_said_to_agree():
    assert (
        disagreement(Spread("", "Email", 1.0, 1.0))
        == "The models agree to the percent on every channel's share."
    )
    assert disagreement(None) == ""


def test_one_conversion_is_one():
    assert conversions(1) == "1 conversion"


def test_value_is_called_value():
    worth = replace(lead(), measure="value")
    assert answer(worth, []).endswith("with **28–36 %** of the value that is credited.")


def test_a_channel_of_the_name_of_our_words_is_left_alone():
    named = replace(lead(first="of the credit"), measure="value")
    assert answer(named, []).startswith("**of the credit** leads")


def test_single_touches_are_no_evidence():
    said = answer(lead(), [], one_touch=1.0)
    assert "**Every journey has a single touch**, so all models agree by construction" in said
    assert "**84 %** of the journeys have a single touch" in answer(lead(), [], one_touch=0.84)
    assert "single touch" not in answer(lead(), [], one_touch=0.3)
    assert "single touch" not in answer(lead(firsts={LINEAR: "Email"}), [], one_touch=1.0)


def test_much_without_a_touch_is_said_and_little_is_not():
    assert untouched(lead(n=200, untouched=60)).startswith("**30 %** of the conversions have no touch")
    assert untouched(lead(n=200, untouched=5)) == ""
    assert untouched(lead(n=200, untouched=200)) == ""
    assert untouched(lead(n=0)) == ""


def test_leaders_that_survive_every_model_are_named_where_the_answer_has_no_room():
    segments = [lead(name, firsts=SPLIT if name == "b" else None) for name in "abcd"]
    assert survivors(segments) == (
        "In 3 of 4 segments with enough conversions the leader survives every model shown: "
        "**Email** for **a**, **c**, **d**."
    )
    assert survivors(segments[:3]) == ""
    assert survivors([lead(name, n=5) for name in "abcd"]) == ""


def test_no_leader_that_survives_is_a_finding_too():
    segments = [lead(name, firsts=SPLIT) for name in "abcd"]
    assert survivors(segments).startswith("In 0 of 4 segments")
    assert survivors(segments).endswith("every model shown.")


def test_credit_of_touches_without_a_name_is_said_and_credits_nobody():
    nobody = {"First touch": (), "Last touch": ()}
    said = answer(Lead("", 200, 0, 1, nobody, unnamed=1.0), [])
    assert said.startswith("No touch before a conversion carries a name")
    some = Lead("new", 200, 0, 2, {"First touch": (), "Last touch": ("Email",)}, unnamed=0.7)
    assert "nobody with a name by First touch; **Email** by Last touch" in answer(some, [])
    assert unnamed(some).startswith("Up to **70 %** of the credit goes to touches whose name was lost")
    assert unnamed(Lead("", 200, 0, 2, nobody, unnamed=0.05)) == ""


def test_where_nothing_is_worth_anything_nobody_leads_and_the_page_still_speaks():
    assert answer(Lead("", 200, 0, 2, {"First touch": ()}, measure="value"), []) == (
        "There is nothing to share out."
    )
