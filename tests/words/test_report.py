"""The report's sentences: the file's own outcome, models by their titles, what to mind never first."""

import pytest

from segattr.words.report import NOT_CONFIRMED, PARTIAL, group, headline, hidden, is_aside
from segattr.words.report_page import answer

FIGURES = ((0.998, 0.34, 0.99), (505, 192), (0.971, 0.999), (335, 318, 351))


def test_a_finding_speaks_of_the_outcome_the_file_has():
    said = hidden("deposit_type Non Refund", *FIGURES, did="with is_canceled")
    assert said.startswith("deposit_type Non Refund: 99.8 % of 505 with is_canceled, 34 % of their peers")
    assert "converted" not in said


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ("visitor=new", "visitor new"),
        ("a=x & b=over 5", "a x, b over 5"),
        ("interest=Track & Field", "interest Track & Field"),
        ("formula=a=b", "formula a=b"),
    ],
)
def test_a_group_is_told_in_words(found, told):
    assert group(found) == told


def test_what_to_mind_never_leads_the_report():
    partial = PARTIAL.format(quarter="2026 Q1", days=31, of=90)
    assert is_aside(NOT_CONFIRMED.format(n=12))
    assert is_aside(partial)
    assert not is_aside(headline("2026 Q3", 110.0, 90.0, "EUR"))


def test_one_finding_is_not_called_the_largest():
    one, two = [("new: few.", 9.0)], [("new: few.", 9.0), ("old: many.", 1.0)]
    assert "largest" not in answer("", one, "EUR")
    assert "; the largest, **€9.00**: new" in answer("", two, "EUR")
