from dataclasses import replace
from typing import get_args

import pytest

from segattr.words.averages import Finding, Group, headline, question_of
from segattr.words.averages_sentences import SENTENCES, Verdict
from segattr.words.averages_table import counted, evidence, standing

everybody = Group("", 7000, 210, 0.03, 0.0262, 0.0343)
returning = Group("returning", 2000, 160, 0.08, 0.0689, 0.0927, rest=0.01)
new = Group("new", 5000, 50, 0.01, 0.0076, 0.0132, rest=0.08)
telling = Finding("telling", everybody, ("visitor",), (returning, new))


def test_a_finding_names_the_highest_and_the_lowest_with_their_ranges():
    assert headline(telling) == (
        "Your **3.0 %** describes nobody. By visitor, **returning** converts at **8.0 %** (6.9–9.3), "
        "**new** at **1.0 %** (0.8–1.3)."
    )


def test_a_finding_about_one_segment_sets_it_beside_everybody_else():
    assert headline(replace(telling, groups=(returning,))).endswith(
        "By visitor, **returning** converts at **8.0 %** (6.9–9.3), everybody else at **1.0 %**."
    )


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "nobody."), (0.004, "<1 % of"), (0.71, "71 % of your people.")]
)
def test_the_average_describes_as_many_as_it_does(share, words):
    assert f"Your **3.0 %** describes {words}" in headline(replace(telling, describes=share))


def test_another_outcome_is_called_by_its_column_and_nobody_converts():
    said = headline(replace(telling, outcome="Churn"))
    assert said.startswith("Churn: your **3.0 %** describes nobody.")
    assert "**returning** is at **8.0 %**" in said
    assert "convert" not in said


def test_noise_is_called_noise_with_what_would_have_shown():
    finding = Finding("chance", everybody, ("region",), apart=0.0136)
    assert headline(finding) == (
        "No segment of region differs by more than chance would give. "
        "A difference of 1.4 points from your **3.0 %** (2.6–3.4) would have shown."
    )
    assert headline(replace(finding, tried=5)).endswith(" Nor does any other of the 5 splits tried.")


def test_too_few_says_how_many_there_are_and_how_many_more_it_takes():
    thin = Group("", 900, 41, 41 / 900, 0.0337, 0.0612)
    assert headline(Finding("few", thin, ("region",), apart=0.0228, needed=312)) == (
        "Only **41** of 900 people converted: too few to tell the segments of region apart. "
        "About **300** more would be needed to see a segment 2.3 points away from the rest."
    )
    churn = Finding("few", thin, ("region",), apart=0.0228, needed=312, outcome="Churn")
    assert headline(churn).startswith("Churn: only **41** of 900 people: too few")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (
            "slight",
            "differ by more than chance would give, but by little: none is a tenth away from your **3.0 %**",
        ),
        ("outcome", "In every segment of visitor either everybody or nobody converted"),
        ("single", "By visitor, all 7,000 people are in one segment"),
        ("none", "Nobody of 7,000 people converted"),
        ("all", "Everybody converted, all 7,000 people"),
        ("empty", "Nobody is counted in these data"),
        ("unsplit", "**210** of 7,000 people converted: **3.0 %** (2.6–3.4). Choose a split"),
        ("unsplittable", "No column tells these people apart"),
    ],
)
def test_every_other_state_says_what_it_is(verdict, words):
    assert words in headline(Finding(verdict, everybody, ("visitor",)))


def test_every_verdict_has_its_sentence():
    assert set(SENTENCES) == set(get_args(Verdict))


@pytest.mark.parametrize("verdict", SENTENCES)
def test_every_name_of_the_clients_is_made_safe(verdict):
    loud = replace(
        telling,
        verdict=verdict,
        by=("![x](y)", "{rate}"),
        outcome="<b>",
        groups=(replace(returning, name="{0}"), replace(new, name="[n]")),
    )
    said = headline(loud, name=lambda text: text.translate(dict.fromkeys(map(ord, "![]()<>{}"), "~")))
    assert not set("![]<>{}") & set(said)
    assert "~b~" in said


def test_a_name_with_braces_stands_as_it_is():
    assert "By {rate}, **{0}** converts" in headline(
        replace(telling, by=("{rate}",), groups=(replace(returning, name="{0}"),))
    )


def test_the_picture_asks_about_all_columns():
    assert question_of(("a", "b", "c")) == "Who converts how often, by a, b and c?"
    assert question_of(()) == "Who converts how often?"


@pytest.mark.parametrize(
    ("adjusted", "enough", "words"),
    [
        (0.0004, False, "beyond chance (p < 0.001)"),
        (0.012, True, "beyond chance (p = 0.012)"),
        (0.34, True, "no more than chance (p = 0.34)"),
        (0.34, False, "too few to say (p = 0.34)"),
        (float("nan"), True, "not tested"),
    ],
)
def test_evidence_is_said_in_words(adjusted, enough, words):
    assert evidence(adjusted, enough=enough) == words


def test_strength_is_said_beside_the_strongest():
    assert standing(0.2, strongest=0.2) == "strongest"
    assert standing(0.1, strongest=0.2) == "about half as strong"
    assert standing(0.0, strongest=0.0) == "none"


def test_who_is_counted_is_said_for_every_kind_of_data():
    assert counted(outcome=None, weighted=False)[0] == "people: customers, and ids seen in touchpoints"
    assert counted(outcome="Revenue", weighted=False) == ("people: one per row", "outcome: column Revenue")
    assert counted(outcome="", weighted=True)[0] == "people: the sum of their column"
