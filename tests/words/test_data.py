import pandas as pd
import pytest

from segattr.ui.text import esc
from segattr.words.data import (
    CREDIT_NEEDS,
    SPLIT_NEEDS,
    blocked,
    headline,
    idle,
    repeated,
    set_aside,
    stranger_files,
    strangers,
)
from segattr.words.facts import Facts

march, august = pd.Timestamp("2026-03-01"), pd.Timestamp("2026-08-31")
shop = Facts(touchpoints=21_729, conversions=247, people=7_000, first=march, last=august)


def test_the_headline_says_what_is_there_from_when_to_when_and_what_it_allows():
    assert headline(shop) == (
        "**21,729 touchpoints** and **247 conversions** of **7,000 customers**, 1 Mar – 31 Aug 2026. "
        "You can compare conversion by segment and share out credit."
    )


@pytest.mark.parametrize(
    ("facts", "end"),
    [
        (Facts(counted=12_330, converted=1_908), f"You can compare conversion by segment. {CREDIT_NEEDS}"),
        (Facts(paths=120, on_paths=800), f"You can share out credit. {SPLIT_NEEDS}"),
        (Facts(conversions=5, buyers=2, priced=True), "You can see who is worth it, what the average "),
        (Facts(conversions=5, buyers=2), "**5 conversions** of **2 customers**. To see who did not convert,"),
        (Facts(conversions=5), "To see who did not convert, add a file of touchpoints or of customers."),
        (Facts(touchpoints=5, people=2), "To see who of them converted, add a file of conversions, such as "),
    ],
)
def test_the_headline_ends_with_what_is_missing(facts, end):
    assert end in headline(facts)


def test_the_headline_speaks_of_the_outcome_the_file_has():
    said = headline(Facts(counted=4_824, converted=1_477, outcome="is_*canceled*"), name=esc)
    assert said.startswith("**4,824 people or visits**, of which **1,477** (31 %) with is\\_\\*canceled\\*.")
    assert "1,477** (31 %) converted." in headline(Facts(counted=4_824, converted=1_477))


def test_costs_alone_still_make_a_sentence():
    said = headline(Facts(spend=4_320, currency="EUR", cost_channels=6))
    assert said.startswith("**€4.32k** spent on **6 channels**. Nobody in it converts: add conversions")


def test_nothing_is_said_where_every_conversion_has_a_touchpoint():
    assert strangers(shop) == ""


def test_when_no_id_matches_the_way_out_is_said():
    said = strangers(Facts(touchpoints=9, conversions=200, strangers=200))
    assert said.startswith("**None of the 200 conversions**")
    assert said.endswith("choose the column both share as Customer.")


def test_idle_files_are_named_safely_and_none_are_not_mentioned():
    assert idle(["a.csv"], name=str.upper) == "Not used yet: **A.CSV**. See below what it needs."
    assert idle([]) == ""


@pytest.mark.parametrize(
    ("files", "asked", "said"),
    [
        (1, 1, "**Your file waits for an answer.** It is asked below."),
        (3, 3, "**Your 3 files wait for an answer.** It is asked below."),
        (1, 0, "**Your file cannot be used.** It says below what is wrong with it."),
        (
            2,
            1,
            "**None of your 2 files can be used.** "
            "Each says below what is wrong with it, or what it waits for.",
        ),
    ],
)
def test_where_nothing_can_be_used_it_is_said_whether_an_answer_helps(files, asked, said):
    assert blocked(files, asked) == said


def test_files_of_strangers_are_named_safely_and_many_are_cut():
    said = stranger_files(["a", "b", "c", "d", "e", "f"], ["old"], name=str.upper)
    assert said.startswith("Nothing shows that **A**, **B**, **C**, **D** and 2 more belong to **OLD**:")
    assert set_aside(["a", "b"]) == "The project before is set aside: **a** and **b**."


def test_rows_that_share_an_order_number_are_said_to_count_each():
    assert "18,477 conversions have only 930 different numbers" in repeated(
        Facts(conversions=18_477, numbers=930)
    )
    assert repeated(shop) == ""
