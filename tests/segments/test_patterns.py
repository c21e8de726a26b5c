"""Patterns in the syntax of RE2: for the whole text, refused in words, and never for ever."""

from time import perf_counter

import pandas as pd
import pytest

from segattr.data.expressions import LONGEST, written_out
from segattr.errors import UnsuitableData
from segattr.segments import patterns
from segattr.segments.patterns import matching, unreadable


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "is empty"),
        ("x" * (LONGEST + 1), "is longer than 300 characters"),
        ("(?:ab{20}){20}", "written out it is longer than 300 characters"),
        ("a(", "cannot be read: missing )"),
        ("a)(b", "cannot be read: unexpected )"),
        ("[", "cannot be read: missing ]"),
        ("a++", "cannot be read: bad repetition operator"),
        (r"\Qabc", "cannot be read"),
        ("\ud800", "half a character"),
        *((foreign, "can take for ever") for foreign in ("(?=a)b", "x(?!y)", "(?<=a)b", "(?<!a)b", "(?>a)")),
        *((foreign, "can take for ever") for foreign in (r"(a)\1", r"(?P<n>a)\k<n>")),
    ],
)
def test_what_cannot_be_read_is_said(pattern, reason):
    assert reason in unreadable(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"shoe|boot",
        r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
        r".{0,100}sale.{0,100}",
        r"(?i)\pL+",
        "(a+)+b",
    ],
)
def test_what_people_write_can_be_read(pattern):
    assert unreadable(pattern) == ""


def test_a_pattern_is_for_the_whole_text_choices_included():
    texts = pd.Series(["shoe", "boots", "a boot", "shoe\n", ""], index=[9, 8, 7, 6, 5])
    assert matching(texts, "shoe|boot")[lambda found: found].index.tolist() == [9]
    assert matching(texts, "(?s).*(shoe|boot).*").tolist() == [True, True, True, True, False]
    assert matching(texts[:0], "a").tolist() == []


def test_what_would_take_others_for_ever_takes_no_time():
    began = perf_counter()
    assert not matching(pd.Series(["a" * 5_000] * 20), "(a+)+b").any()
    assert not matching(pd.Series(["a" * 5_000] * 20), "(a|a?)+b").any()
    assert perf_counter() - began < 5  # with back-tracking: years


def test_too_many_texts_for_a_pattern_are_refused_after_a_while(monkeypatch):
    monkeypatch.setattr(patterns, "MOST_SECONDS", -1.0)
    with pytest.raises(UnsuitableData, match=r"cannot be held against the pattern 'a\.\*'"):
        matching(pd.Series(["a"]), "a.*")


def test_repeats_are_written_out_group_by_group():
    written = {
        "abc": 3,
        r"\d{4}-\d{2}": 7,
        "(ab{3}){2}c": 9,
        "a{2,}": 2,
        r"\{9}x": 4,
        "[{]{3}": 3,
        "a{0}b": 1,
    }
    assert {pattern: written_out(pattern) for pattern in written} == written
