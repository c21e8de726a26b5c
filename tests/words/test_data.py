import pandas as pd
import pytest

from segattr.words.data import CREDIT_NEEDS, SPLIT_NEEDS, headline, idle, strangers
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
        (Facts(conversions=5), "To see who did not convert, add a file of touchpoints or of customers."),
        (Facts(touchpoints=5, people=2), "To see who of them converted, add a file of conversions, such as "),
    ],
)
def test_the_headline_ends_with_what_is_missing(facts, end):
    assert end in headline(facts)


def test_costs_alone_still_make_a_sentence():
    assert headline(Facts()).startswith("To see who")


def test_nothing_is_said_where_every_conversion_has_a_touchpoint():
    assert strangers(shop) == ""


def test_when_no_id_matches_the_way_out_is_said():
    said = strangers(Facts(touchpoints=9, conversions=200, strangers=200))
    assert said.startswith("**None of the 200 conversions**")
    assert said.endswith("choose the column both share as Customer.")


def test_idle_files_are_named_safely_and_none_are_not_mentioned():
    assert idle(["a.csv"], name=str.upper) == "Not used yet: **A.CSV**. See below what it needs."
    assert idle([]) == ""
