"""Names with an id of the click in them: what an id is, and what stands there without it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.checks import endless
from segattr.checks.endless import names_without_ids
from segattr.checks.evidence import Evidence
from segattr.checks.fixes import fixed
from segattr.checks.registry import CHECKS
from segattr.words.audit import SPELLED
from tests.checks.worlds import TODAY, TOUCHES, clean

FIX = "strip:endless_names:touchpoints:campaign"
WORDS = ["zwei", "six", "mole", "fuchs"]


def with_campaigns(names):
    return clean().with_column("touchpoints", campaign=names).dataset()


def found(dataset):
    return [each.finding for each in CHECKS["endless_names"].run(Evidence(dataset, TODAY))]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("spring-8f3a2c1e-1111-4222-8333-abcdefabcdef", "spring"),
        ("jane@mail.de|summer", "summer"),
        ("Sale (77)", "Sale"),
        ("Sommer – 99 – Schuhe", "Sommer – Schuhe"),
        ("click-7-7", "click"),
        ("8f3", "(not set)"),
    ],
)
@pytest.mark.parametrize("dtype", ["str", "category"])
def test_an_id_goes_with_the_sign_before_it(name, left, dtype):
    assert names_without_ids(pd.Series([name, None, "a--b"], dtype=dtype)) == {name: left}


def test_a_number_that_stands_in_many_rows_is_part_of_the_name():
    names = pd.Series([f"sale-2026-{place:05d}" for place in range(11)])
    assert set(names_without_ids(names).values()) == {"sale-2026"}
    assert set(names_without_ids(names[:10]).values()) == {"sale"}


def test_words_and_nothing_at_all_are_left_as_they_are():
    assert names_without_ids(pd.Series(["spring sale", "---", "", None], dtype="str")) == {}
    assert names_without_ids(pd.Series([None], dtype="str")) == {}


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.integers(0, 10**6), st.sampled_from("-_/ "))))
def test_names_fall_together_to_the_names_they_were_made_of(parts):
    made = [(word, f"{word}{sign}{place}x{number}") for place, (word, number, sign) in enumerate(parts)]
    shorter = names_without_ids(pd.Series([name for _, name in made], dtype="str"))
    assert shorter == {name: word for word, name in made}


def test_a_finding_shows_names_before_and_after_and_says_how_many_are_left():
    campaigns = clean().touchpoints["campaign"]
    dataset = with_campaigns([f"{name}_u{place}" for place, name in enumerate(campaigns)])
    (finding,) = found(dataset)
    assert finding.fix == FIX
    assert finding.title.endswith("without it there would be 3 values.")
    assert len(finding.examples) == 5
    for pair in finding.examples:
        before, after = (pair[column] for column in SPELLED)
        assert before.startswith(f"{after}_u")
    after = fixed(dataset, FIX, today=TODAY)
    assert after.touchpoints["campaign"].tolist() == campaigns.tolist()
    assert found(after) == []


def test_the_fix_touches_no_row_and_no_other_column():
    dataset = with_campaigns([f"click-{place}" for place in range(TOUCHES)])
    after = fixed(dataset, FIX, today=TODAY)
    others = dataset.touchpoints.columns.drop("campaign")
    pd.testing.assert_frame_equal(after.touchpoints[others], dataset.touchpoints[others])
    assert after.conversions is dataset.conversions
    assert set(after.touchpoints["campaign"]) == {"click"}


def test_no_fix_is_offered_where_it_would_not_help():
    letters = np.array(list("abcdefghij"))
    names = ["".join(letters[[int(digit) for digit in f"{place:04d}"]]) for place in range(TOUCHES)]
    (finding,) = found(with_campaigns(names))
    assert finding.fix == ""
    assert "without it" not in finding.title
    assert list(finding.examples[0]) != list(SPELLED)


def test_too_many_different_names_are_said_and_not_taken_apart(monkeypatch):
    monkeypatch.setattr(endless, "MOST_TEXTS", 100)
    dataset = with_campaigns([f"click-{place}" for place in range(TOUCHES)])
    (finding,) = found(dataset)
    assert finding.fix == ""
