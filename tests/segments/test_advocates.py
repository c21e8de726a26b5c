"""Who speaks for a brand is found by what columns and events are called, and by nothing less."""

import pandas as pd
import pytest

from segattr.data.dataset import Dataset
from segattr.segments.advocates import MOST, advocacy
from segattr.segments.lifecycle import lifecycle
from segattr.segments.segment import segment
from segattr.words.segments_ready import ADVICE
from tests.reduce.rows import orders

DATES = pd.to_datetime(["2026-01-05", None], utc=True)


def told(**columns):
    listed = pd.DataFrame({"customer_id": ["a", "b"], **columns})
    return [(each.field, each.question) for each in advocacy(Dataset(customers=listed))]


@pytest.mark.parametrize(
    ("name", "values", "question"),
    [
        ("NPS", [9.0, None], "at_least"),
        ("Net Promoter Score", [0, 10], "at_least"),
        ("nps_group", ["Promoter", "Detractor"], "one_of"),
        ("referrals", [0, 2], "at_least"),
        ("Number of reviews", [0, 2], "at_least"),
        ("brandAmbassador", [True, False], "one_of"),
        ("advocate_since", DATES, "is_known"),
    ],
)
def test_a_column_says_who_speaks_for_the_brand(name, values, question):
    assert told(**{name: values}) == [(name, question)]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("referral_source", ["Post", "Friend"]),
        ("referrals", ["many", "few"]),
        ("review_score", [4.5, 1.0]),
        ("reviews_average", [4.5, 1.0]),
        ("ambassador_id", [7, 8]),
        ("NPS", [-100.0, 50.0]),
        ("NPS", [None, None]),
        ("nps_date", DATES),
        ("snapshot", [9, 10]),
    ],
)
def test_what_only_sounds_like_it_says_nothing(name, values):
    values = values if any(value is not None for value in values) else pd.array(values, dtype="Float64")
    assert told(**{name: values}) == []


def test_events_of_telling_others_count_and_those_of_looking_on_do_not():
    names = ["review", "Review submitted", "refer_a_friend", "testimonial-given"]
    others = ["recommendation click", "review request sent", "referred_by_friend", "order review", "preview"]
    rows = pd.DataFrame({"customer_id": "a", "ts": DATES[0], "event": names + others + [None]})
    found = advocacy(Dataset(events=rows))
    assert [each.field for each in found] == sorted(f"number of {name}" for name in names)


def test_no_more_are_asked_than_a_reader_can_take_in():
    assert len(told(**{f"reviews {n}": [1, 2] for n in range(MOST + 5)})) == MOST


def test_advocates_have_ordered_and_lately_and_go_before_those_who_spend_much():
    listed = pd.DataFrame(
        {"customer_id": list("abcde"), "nps": pd.array([9, 8, 10, 10, None], dtype="Int64")}
    )
    bought = orders(
        ("a", "2026-06-30", 5), ("b", "2026-06-30", 5), ("c", "2025-06-30", 5), ("e", "2026-06-30", 5)
    )
    said = pd.DataFrame(
        {"customer_id": ["e"], "ts": [pd.Timestamp("2026-06-01", tz="UTC")], "event": "review"}
    )
    shop = Dataset(customers=listed, conversions=bought.drop(columns="row"), events=said)
    stages = lifecycle(shop)
    assert segment(shop, stages).to_dict() == {
        "a": "advocate",
        "b": "first-time buyer",
        "c": "inactive",
        "d": stages.others,
        "e": "advocate",
    }
    assert ADVICE["advocate"].goal == "referral"


def test_without_a_word_of_it_there_is_no_such_stage():
    shop = Dataset(conversions=orders(("a", "2026-06-30", 5)).drop(columns="row"))
    assert "advocate" not in lifecycle(shop).labels_in_order
