import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.channel_groups import DEFAULT_RULES
from segattr.data.channel_rule import FIELDS
from segattr.data.expressions import AROUND, BLANK, LOOKED_AT, endless, expression, in_words, judge

plain = st.text("abc.*+?()[]{}|^$\\-_ #é/", min_size=1, max_size=8).map(str.strip).filter(bool)
TOLD = {
    "is": lambda text, said: text == said,
    "contains": lambda text, said: said in text,
    "begins": lambda text, said: text.startswith(said),
    "ends": lambda text, said: text.endswith(said),
}


@given(st.sampled_from([*AROUND]), st.lists(plain, min_size=1, max_size=3), plain, plain)
def test_words_mean_what_they_say(operator, said, before, after):
    holds = judge(expression(operator, ", ".join(said)))
    for text in (said[0], before + said[-1], said[0] + after, before + said[0] + after, before):
        assert holds(text) == any(TOLD[operator](text, each) for each in said)


@given(st.sampled_from([*AROUND]), st.lists(plain, min_size=1, max_size=3))
def test_what_was_said_in_words_is_told_in_these_words_again(operator, said):
    value = ", ".join(said)
    assert in_words(expression(operator, value)) == (operator, value)


@pytest.mark.parametrize(
    "written", sorted({getattr(rule, name) for rule in DEFAULT_RULES for name in FIELDS})
)
def test_the_default_rules_mean_the_same_once_told_in_words(written):
    again = judge(expression(*in_words(written)))
    for text in (
        "",
        "cpc",
        "ppc",
        "paid",
        "display",
        "video ads",
        "email",
        "e-mail",
        "(none)",
        "sm",
        "affiliate",
    ):
        assert again(text) == judge(written)(text)
    assert not endless(written)


def test_nothing_asked_and_asked_to_be_blank_are_two_things():
    assert in_words("") == ("any", "")
    assert in_words(BLANK) == ("blank", "")
    assert judge("")("x")
    assert not judge(expression("blank", ""))("x")
    assert judge(expression("blank", ""))("")
    assert expression("contains", " , ") == ""


@pytest.mark.parametrize(
    "written",
    ["(a+)+b", "(a|a)*b", "((a?)b?)*c", "(a?){30}a{30}", "(.*)*", ".*.*.*.*x", "(?:a|aa)+$", "(x{1,9}){9}"],
)
def test_what_could_take_for_ever_is_known_for_it(written):
    assert endless(written)


@pytest.mark.parametrize(
    "written", ["(?:ab)+c", "[a*+]+", r"\(a\)+", "a|b|c.*", "(?i)x", "affiliates?", "a{3}b{2}"]
)
def test_what_ends_soon_is_allowed(written):
    assert not endless(written)


def test_the_worst_that_is_allowed_ends_on_the_longest_text():
    start = time.perf_counter()
    judge(".*a.*a.*b")("a" * 10 * LOOKED_AT)
    assert time.perf_counter() - start < 2
