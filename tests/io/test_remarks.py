import pytest

from segattr.io.remarks import about_figures, remark, remarks


@pytest.mark.parametrize(
    ("line", "kind", "share"),
    [
        ("Based on 43 % of sessions", "sampled", 43.0),
        ("Sampling rate: 12.5%", "sampled", 12.5),
        ("Basé sur 8,1 % des sessions", "sampled", 8.1),
        ("Diese Daten basieren auf einer Stichprobe", "sampled", None),
        ("Google Analytics thresholds applied", "thresholds", None),
        ("Auf diesen Bericht wurden Schwellenwerte angewendet", "thresholds", None),
    ],
)
def test_what_a_line_says(line, kind, share):
    told = remark(line)
    assert (told.kind, told.share, told.line) == (kind, share, line)


@pytest.mark.parametrize(
    "line", ["Based on 100.0% of sessions", "Sampling was not applied", "No sampled data"]
)
def test_a_line_that_says_all_is_whole_is_about_the_figures_and_no_remark(line):
    assert remark(line) is None
    assert about_figures(line) or "not" in line


@pytest.mark.parametrize(
    "line", ["", "(other)", "Sample pack, 20 % off", "Paid Search", "threshold", "30 % of users bought"]
)
def test_a_campaign_is_no_remark(line):
    assert remark(line) is None
    assert not about_figures(line)


def test_each_thing_is_said_once():
    assert len(remarks(["Based on 4 % of users / Based on 4 % of users.", "x; Based on 4 % of users"])) == 1
