from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from segattr.averages.population import Population
from segattr.averages.segment_sizes import segment_sizes
from segattr.segments.conditions import Condition, Group
from segattr.segments.fields import Field
from segattr.segments.rules import Rule, Rules
from segattr.words import segments as words
from segattr.words.averages_speech import Speech


def sizes(*groups, rated=True, rules=("a",), more=()):
    """Sizes of groups ``(plan, people, converters)``; the plans named are rules."""
    plans, people, converters = zip(*groups, strict=True)
    rows = pd.DataFrame({"plan": pd.Series(plans, dtype="str")})
    everybody = Population(
        "customer",
        rows,
        {"plan": Field("plan", "text")},
        np.array(people, float),
        np.array(converters, float),
        rated,
    )
    made = [Rule(plan, Group("all", (Condition("plan", "is", (plan,)),))) for plan in rules]
    return segment_sizes(everybody, Rules((*made, *more)) if rules else None)


def said(found, *, split=True, speech=words.CONVERTED):
    return words.headline(found, unit="customer", split=split, name=lambda text: f"‹{text}›", speech=speech)


@pytest.mark.parametrize("split", [True, False])
@pytest.mark.parametrize("ordered", [300, 251, 5, 0, 500])
def test_what_counts_has_the_word_of_the_data_and_nobody_is_said_to_convert(ordered, split):
    rules = ("a",) if split else ()
    found = sizes(
        ("a", 500, ordered), ("b", 500, min(2 * ordered, 250) if ordered < 500 else 500), rules=rules
    )
    told = said(found, split=split, speech=Speech(outcome="is_canceled"))
    assert "of them ‹with is_canceled›" in told
    assert "onver" not in told
    assert "{" not in told
    row = found.rows.to_dict("records")[0]
    one = words.line(row, unit="visit", rated=True, speech=Speech.of(("", "", "cancelled"), ""))
    assert one.endswith(" cancelled")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            sizes(("a", 1000, 300), ("b", 1000, 100)),
            "**2 segments** of 2,000 customers, who convert at **20.0 %** together: **‹a›** (50 % of them) "
            "converts at **30.0 %** (27.2–32.9), **‹everyone else›** (50 % of them) at **10.0 %** "
            "(8.3–12.0).",
        ),
        (
            sizes(("a", 200_000, 20_600), ("b", 200_000, 20_000)),
            "They differ by more than chance would give, but",
        ),
        (
            sizes(("a", 5000, 502), ("b", 5000, 498)),
            "None converts more or less often than the rest by more than",
        ),
        (
            sizes(("a", 40, 3), ("b", 40, 2)),
            "of whom only **5** converted: too few to tell the segments apart. About",
        ),
        (sizes(("a", 40, 0), ("b", 40, 0)), "Nobody converted"),
        (sizes(("a", 40, 40), ("b", 40, 40)), "All of them converted"),
        (sizes(("a", 40, 4), ("a", 1, 0)), "All **41 customers** are in one segment, **‹a›**"),
        (sizes(("a", 30, 0), ("b", 10, 0), rated=False), "‹a› 75 %, ‹everyone else› 25 %. Bring conversions"),
        (sizes(("a", 0, 0)), "Nobody is counted in these data"),
    ],
)
def test_every_state_has_its_sentence_and_names_are_made_safe(found, sentence):
    assert sentence in said(found)


def test_everybody_in_one_group_is_not_called_a_segment():
    assert said(sizes(("a", 100, 10), rules=()), split=False).startswith(
        "**100 customers** in one group, who convert"
    )
    assert said(sizes(("a", 100, 0), rules=(), rated=False), split=False).startswith(
        "**100 customers** in one group. Make"
    )


def test_a_line_says_small_lost_and_nobody():
    rows = sizes(("a", 20, 2), ("b", 100, 3), rules=("a", "a ", "b")).rows.to_dict("records")
    assert words.line(rows[0], unit="customer", rated=True).endswith("small: a rate of so few says little")
    assert words.line(rows[1], unit="customer", rated=True) == "**Nobody** fits: 0 customers"
    assert "converted" not in words.line(rows[0], unit="visit", rated=False)
    assert "5 more fit, and went to an earlier segment" in words.line(
        rows[0] | {"lost": 5}, unit="visit", rated=True
    )


@pytest.mark.parametrize(
    ("p", "faded", "text"),
    [
        (0.0004, False, "beyond chance (p < 0.001)"),
        (0.05, False, "beyond chance (p = 0.050)"),
        (0.3, False, "may be chance (p = 0.30)"),
        (0.001, True, "too few people"),
        (float("nan"), False, "–"),
    ],
)
def test_evidence_is_written_in_words(p, faded, text):
    assert words.evidence({"adjusted": p, "faded": faded}) == text


def test_overlap_is_said_only_where_there_is_any():
    assert words.overlap(sizes(("a", 10, 1)), unit="customer") == ""
    twice = Rule("again", Group("all", (Condition("plan", "is", ("a",)),)))
    for people, start in ((1, "1 customer (10 %) fits more"), (2, "2 customers (18 %) fit more")):
        found = sizes(("a", people, 1), ("b", 9, 1), more=(twice,))
        assert words.overlap(found, unit="customer").startswith(start)


def test_who_spent_most_is_said_only_of_two_segments_that_are_not_small():
    groups = sizes(("loyal", 40, 40), ("new", 10, 10), ("none", 950, 0), rules=("loyal", "new", "none"))
    spent = {"spent": [400.0, 500.0, 0.0], "spent_share": [4 / 9, 5 / 9, 0.0]}
    rows = groups.rows.head(3).assign(**spent, faded=[False, True, False])
    found = replace(groups, verdict="outcome", rows=rows)
    assert "spent most" not in said(found)
    assert "**‹new›** spent most" in said(replace(found, rows=rows.assign(faded=False)))
    assert "**‹new›** spent most" in said(replace(found, rows=rows.assign(faded=True)))


@pytest.mark.parametrize(
    ("converters", "starts"),
    [(0, "**1 visit** in one group. Nobody converted"), (1, "**1 visit** in one group. Everybody converted")],
)
def test_where_nobody_or_everybody_converted_no_split_is_said_to_help(converters, starts):
    found = sizes(("a", 1, converters), rules=())
    assert words.headline(found, unit="visit", split=False).startswith(starts)


def audiences(*groups):
    """Sizes of audiences A (plans a, ab) and B (plans b, ab), of groups ``(plan, people, converters)``."""
    rules = [Rule(n, Group("all", (Condition("plan", "contains", (n.lower(),)),))) for n in "AB"]
    plans, people, converters = zip(*groups, strict=True)
    everybody = Population(
        "customer",
        pd.DataFrame({"plan": pd.Series(plans, dtype="str")}),
        {"plan": Field("plan", "text")},
        *(np.array(counts, float) for counts in (people, converters)),
        rated=True,
    )
    return segment_sizes(everybody, Rules(tuple(rules), mode="overlapping"))


def test_audiences_that_overlap_are_flagged_with_what_they_add_up_to():
    found = audiences(("a", 300, 90), ("b", 200, 20), ("ab", 100, 30), ("x", 400, 8))
    assert words.overlap(found, unit="customer", name=lambda text: f"‹{text}›") == (
        "**Audiences overlap**: with *‹everyone else›* they add up to **110 %** of everybody, because "
        "100 customers (10 %) are in more than one. On other pages these stand in groups of their own, such "
        "as *‹A› + ‹B›*, so that sums stay right."
    )
    assert said(found).startswith("**2 audiences** of 1,000 customers, who convert at **14.8 %** together")
    one = audiences(("a", 300, 90), ("ab", 1, 0), ("x", 700, 8))
    assert (
        "add up to **just over 100 %** of everybody, because 1 customer (<1 %) is in more"
        in words.overlap(one, unit="customer")
    )


def test_audiences_nobody_is_in_twice_add_up_and_those_of_everybody_are_named_together():
    assert words.overlap(audiences(("a", 300, 90), ("b", 200, 20)), unit="customer") == words.IN_ONE
    assert words.overlap(audiences(("a", 0, 0)), unit="customer") == ""
    assert "All **40 customers** are in one segment, **‹A› and ‹B›**" in said(audiences(("ab", 40, 4)))
