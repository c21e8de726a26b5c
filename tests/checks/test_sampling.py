"""What an export says of itself above and below its table is heard, whatever the figure says."""

from io import BytesIO

import pandas as pd
import pytest

import segattr as sa
from segattr.checks.evidence import Evidence
from segattr.checks.registry import CHECKS

TABLE = "Device,Users,Purchasers\nmobile,900,20\ndesktop,700,40\ntablet,90,3\n"
PREAMBLE = "# ----------\n# Free form 1\n# {line}\n# 20260101-20260131\n# ----------\n\n"


def found(text):
    data = sa.load(outcomes=BytesIO(text.encode()))
    return data, [each.finding for each in CHECKS["sampled"].run(Evidence(data, pd.Timestamp.now("UTC")))]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Based on 43 % of sessions", "rests on a sample of 43 % of the sessions"),
        ("This report is based on 7.5% of available data.", "rests on a sample of 7.5 % of the data"),
        ("Basiert auf 43,2 % der Sitzungen", "rests on a sample of 43 % of the sessions"),
        ("Sampled report", "rests on a sample:"),
        ("Data thresholds have been applied", "leaves out groups of few people (thresholds)"),
        ("This report contains an (other) row due to high-cardinality dimensions", "folded into “(other)”"),
    ],
)
def test_a_line_above_the_table_is_heard(line, said):
    data, [finding] = found(PREAMBLE.format(line=line) + TABLE)
    assert said in finding.title
    assert finding.severity == "high"
    assert set(finding.pages) >= {"averages", "attribution"}
    assert line.strip(".") in finding.examples[0]["what the export says"]
    assert len(data.outcomes) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Based on 100 % of sessions",
        "Unsampled report",
        "No thresholds applied",
        "Samples 20% off",
        "Free form 1",
    ],
)
def test_a_whole_report_and_other_words_are_no_finding(line):
    assert found(PREAMBLE.format(line=line) + TABLE)[1] == []


def test_a_line_below_the_table_is_no_row_and_is_heard_whole():
    long = "For the property of the shop in the north this report is based on 12 % of all users"
    data, [finding] = found(f"{TABLE}{long}\n")
    assert len(data.outcomes) == 3
    assert finding.examples == ({"what the export says": long},)
    whole, none = found(f"{TABLE}This report is based on 100 % of all users\n")
    assert (len(whole.outcomes), none) == (3, [])


def test_titles_without_a_mark_are_heard_too():
    _, [finding] = found(f"Channel report\nBased on 43 % of sessions\nThresholding applied\n{TABLE}")
    assert "a sample of 43 % of the sessions and leaves out groups" in finding.title


def test_a_frame_has_no_words_around_it():
    rows = pd.DataFrame({"campaign": ["Sampled report", "b"], "converted": [0, 1]})
    assert [finding for finding in sa.audit(sa.load(outcomes=rows)) if finding.check == "sampled"] == []
