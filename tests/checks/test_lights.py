"""Lights: red with a blocker, amber with high severity, none where the data are not there."""

from segattr.checks.finding import Finding
from segattr.checks.lights import lights
from segattr.data.dataset import Dataset
from tests.checks.worlds import clean


def colours(findings, dataset=None):
    data = clean().dataset() if dataset is None else dataset
    return {light.question: light.colour for light in lights(data, findings)}


def test_nothing_found_is_green_for_every_question_the_data_can_answer():
    assert set(colours([]).values()) == {"green"}
    assert colours([], clean().dataset().with_(costs=None))["cost"] == "none"


def test_the_worst_finding_gives_the_colour_of_its_questions_alone():
    high = Finding("a", "high", "a.", questions=("attribution", "cost"))
    blocker = Finding("b", "blocker", "b.", questions=("cost",))
    assert colours([blocker, high]) == {
        "segments": "green",
        "attribution": "amber",
        "cost": "red",
        "value": "green",
    }


def test_what_is_medium_or_low_changes_no_light():
    assert set(colours([Finding("a", "medium", "a.", questions=("segments",))]).values()) == {"green"}


def test_a_light_says_why_the_worst_first():
    high = Finding("a", "high", "a.", questions=("cost",))
    blocker = Finding("b", "blocker", "b.", questions=("cost",))
    reasons = next(
        light.reasons for light in lights(clean().dataset(), [blocker, high]) if light.question == "cost"
    )
    assert [finding.check for finding in reasons] == ["b", "a"]


def test_without_data_there_is_no_light():
    assert set(colours([], Dataset()).values()) == {"none"}
