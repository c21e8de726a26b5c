"""Which quarters there are to tell of, in the order of time, whatever the data."""

import pandas as pd

import segattr as sa
from segattr.exports.report_parts import Part
from segattr.exports.report_shown import known_quarters, of_quarters, quarters_there
from segattr.words import report as words


def test_quarters_run_from_the_first_moment_to_the_last_even_where_nothing_happened():
    seen = pd.DataFrame({"customer_id": ["a", "b"], "ts": ["2025-11-01", "2026-08-02"], "channel": "tv"})
    assert known_quarters(sa.load(touchpoints=seen)) == ["2025 Q4", "2026 Q1", "2026 Q2", "2026 Q3"]


def test_outcomes_have_the_periods_of_their_column_of_time_or_none():
    visits = pd.DataFrame(
        {"Month": ["Mar", "Feb"] * 20, "age": ["18", "44"] * 20, "converted": [True, False] * 20}
    )
    assert known_quarters(sa.load(outcomes=visits)) == ["Feb", "Mar"]
    assert known_quarters(sa.load(outcomes=visits.drop(columns="Month"))) == []


def test_what_else_a_part_tells_of_comes_after():
    data = sa.load(conversions=pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-01"], "value": [9.0]}))
    part = Part("x", "", pd.DataFrame({"Quarter": ["2026 Q1", "2026 Q9"]}))
    assert quarters_there(data, [part, Part("y", "")]) == ["2026 Q1", "2026 Q9"]


def test_what_is_said_of_a_quarter_goes_with_it():
    notes = [words.PARTIAL.format(quarter=name, days=3, of=90) for name in ("2026 Q1", "2026 Q2")]
    part = Part("x", "", pd.DataFrame({"Quarter": ["2026 Q1", "2026 Q2"], "n": [1, 2]}), [*notes, "Always."])
    cut = of_quarters(part, ["2026 Q2"])
    assert cut.table["n"].tolist() == [2]
    assert list(cut.notes) == [notes[1], "Always."]
    assert of_quarters(part, ["2026 Q1", "2026 Q2"]) is part
