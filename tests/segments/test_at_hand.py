"""Shares and patterns: everybody is looked at first, and the answer is the same on every engine."""

import json
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import segattr as sa
from segattr.averages.population import population
from segattr.averages.segment_sizes import segment_sizes
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, FileRefused, UnsuitableData
from segattr.reduce.engines import enter, to_pandas
from segattr.segments.at_hand import settled
from segattr.segments.conditions import Condition, Group
from segattr.segments.fields import Field
from segattr.segments.questions import PERCENTS
from segattr.segments.registry import read_segmentation, text_of_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from segattr.segments.segment_file import schema
from tests.conftest import placed_on
from tests.segments.share_oracle import inside
from tests.segments.test_rules import labels

AMOUNTS = st.sampled_from([-2.5, 0.0, 0.0, 1.0, 3.0, 18.0, 1e9, None])
TEXTS = st.sampled_from(["", "Ads", "ads", "Paid ads", "a.c", "100 %", "aaaa", "line\nbreak", "ÄRGER", None])
PIECES = st.sampled_from(
    ["a", "[Aa]", "ds", ".*", "(?:Paid )?", r"\d+", " %", "a{2}", "c|ads", "(b|a)+", r"\."]
)


def ruled(*conditions, how="all", **more):
    return Rules((Rule("in", Group(how, conditions)),), name="Set", **more)


def placed(name):
    if name == "polars":
        pytest.importorskip("polars")
    return placed_on(name)


def customers(values, column, dtype):
    ids = [f"c{place}" for place in range(len(values))]
    return pd.DataFrame({"customer_id": ids, column: pd.Series(values, dtype=dtype)})


def answered(name, listed, condition):
    """Return whether it holds for each row, on an engine."""
    rows = enter(placed(name)(everybody=listed)["everybody"])
    column = condition.field
    fields = {column: Field(column, "number" if listed[column].dtype == "float64" else "text")}
    group = settled(Group("all", (condition,)), rows, fields)
    return to_pandas(rows.select("customer_id", holds=group.holds(fields))).set_index("customer_id")["holds"]


@given(st.lists(AMOUNTS, min_size=1, max_size=25), st.sampled_from(PERCENTS), st.integers(1, 99))
@pytest.mark.parametrize("name", ["pandas", "duckdb", "polars"])
def test_a_share_is_what_sorting_and_counting_gives(name, values, question, percent):
    found = answered(name, customers(values, "amount", "float64"), Condition("amount", question, (percent,)))
    assert found.loc[[f"c{place}" for place in range(len(values))]].tolist() == inside(
        values, question, percent
    )


@given(st.lists(TEXTS, min_size=1, max_size=8), st.lists(PIECES, min_size=1, max_size=4), st.booleans())
@pytest.mark.parametrize("name", ["pandas", "duckdb", "polars"])
def test_a_pattern_is_of_the_whole_text_and_the_same_on_every_engine(name, texts, pieces, ignore_case):
    pattern = "".join(pieces)
    condition = Condition("plan", "matches", (pattern,), ignore_case)
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    expected = [bool(text) and re.fullmatch(pattern, text, flags) is not None for text in texts]
    found = answered(name, customers(texts, "plan", "str"), condition)
    assert found.loc[[f"c{place}" for place in range(len(texts))]].tolist() == expected


def test_labels_on_every_engine_take_the_look(engine):
    if "lazy" in engine.name:
        pytest.skip("the same code")
    listed = customers([1.0, 2.0, 3.0, 4.0, None], "amount", "float64").assign(plan=list("abcde"))
    part = Group("any", (Condition("amount", "top_percent", (25,)), Condition("plan", "matches", ("[ae]",))))
    found = labels(engine, ruled(part), listed)
    assert sorted(who for who, label in found.items() if label == "in") == ["c0", "c3", "c4"]


def test_at_least_the_share_wanted_is_in_and_equal_values_stay_together():
    values = [float(amount) for amount in (9, 5, 5, 5, 1, 1, 1, 1, 1, 1)]
    dataset = Dataset(customers=customers(values, "amount", "float64"))
    everybody = population(dataset, "customer")
    for percent, limit, n in ((10, 9.0, 1), (11, 5.0, 4), (40, 5.0, 4), (41, 1.0, 10)):
        found = everybody.limit(Condition("amount", "top_percent", (percent,)))
        assert (found.limit, found.inside, found.known) == (limit, n, 10)
    assert everybody.limit(Condition("amount", "bottom_percent", (60,))).describe() == (
        "amount is in the bottom 60 %, up to 1"
    )
    assert everybody.limit(Condition("amount", "at_least", (60,))) is None


ORDERS = pd.DataFrame(
    {
        "customer_id": [*"abcde", "a"],
        "ts": [*["2026-01-05"] * 5, "2026-02-05"],
        "value": [10.0, 20.0, 30.0, 40.0, 50.0, 100.0],
    }
)
SEEN = pd.DataFrame({"customer_id": list("abcde"), "ts": ["2026-01-04"] * 5, "channel": "Ads"})
MARGIN = Condition("margin so far", "top_percent", (99,))
TOP = Condition("spent so far", "top_percent", (20,))


def test_what_is_worked_out_is_ranked_as_of_the_day_of_the_set():
    dataset = sa.load(touchpoints=SEEN, conversions=ORDERS)
    for moment, best, limit in (("latest", "a", "110"), ("2026-01-31", "e", "50")):
        rules = ruled(TOP, moment=moment)
        found = segment(dataset, rules)
        assert found[found == "in"].index.tolist() == [best]
        day = "" if moment == "latest" else moment
        (rule,) = population(dataset, "customer", day).settled(rules.of(dataset)).rules
        assert rule.who.describe() == f"spent so far is in the top 20 %, from {limit}"


def test_of_what_customers_did_who_never_did_is_not_ranked():
    dataset = sa.load(touchpoints=SEEN, conversions=ORDERS[ORDERS["customer_id"] < "c"])
    everybody = population(dataset, "customer")
    for question, ids in (("top_percent", "a"), ("bottom_percent", "b")):
        found = segment(dataset, ruled(Condition("spent so far", question, (50,))))
        assert "".join(found[found == "in"].index) == ids
        assert everybody.limit(Condition("spent so far", question, (50,))).known == 2
    lost = ORDERS.assign(margin=[-5.0, 3.0, 1.0, 0.0, 0.0, -5.0])
    found = segment(sa.load(touchpoints=SEEN, conversions=lost), ruled(MARGIN))
    assert "".join(found[found == "in"].index) == "abc"  # 0 is beyond the limit of -10, and nothing to rank


def test_the_limit_is_found_again_in_other_data():
    rules = read_segmentation(text_of_segmentation(ruled(TOP)))
    for factor in (1.0, 7.0):
        dataset = sa.load(touchpoints=SEEN, conversions=ORDERS.assign(value=ORDERS["value"] * factor))
        found = segment(dataset, rules)
        assert found[found == "in"].index.tolist() == ["a"]


def test_the_page_counts_whom_the_labels_name():
    dataset = sa.load(touchpoints=SEEN, conversions=ORDERS)
    like = Condition("channel", "matches", ("A.s",))
    rules = ruled(Group("none", (TOP,)), like)
    sized = segment_sizes(population(dataset, "customer"), rules.of(dataset))
    labelled = segment(dataset, rules).value_counts()
    assert (
        sized.rows.set_index("segment")["people"].to_dict()
        == labelled.to_dict()
        == {
            "in": 4,
            "everyone else": 1,
        }
    )


def test_numbers_that_a_file_spells_are_ranked_as_numbers(tmp_path):
    path = tmp_path / "customers.csv"
    spelled = ["1.234,50", "12,00", "0,99", "", "12,0", "7"]
    pd.DataFrame({"customer_id": list("abcdef"), "spend": spelled}).to_csv(path, index=False, sep=";")
    dataset = sa.load(customers=path)
    for question, percent, ids in (
        ("top_percent", 20, "a"),
        ("top_percent", 40, "abe"),
        ("bottom_percent", 1, "c"),
    ):
        found = segment(dataset, ruled(Condition("spend", question, (percent,))))
        assert "".join(found[found == "in"].index) == ids
    limit = population(dataset, "customer").limit(Condition("spend", "top_percent", (40,)))
    assert (limit.limit, limit.inside, limit.known) == (12.0, 3, 5)
    words = sa.load(customers=pd.DataFrame({"customer_id": list("ab"), "spend": ["much", "7"]}))
    with pytest.raises(UnsuitableData, match=r"'spend' holds text, so 'is in the top … %' cannot be asked"):
        segment(words, ruled(Condition("spend", "top_percent", (20,))))


def test_visits_are_ranked_by_their_people_and_only_those_whose_end_is_known():
    visits = pd.DataFrame({"pages": [9.0, 5.0, 1.0], "people": [10, 70, 20], "converters": [1, 2, 3]})
    for percent, labelled in ((10, ["in", "out", "out"]), (11, ["in", "in", "out"])):
        rules = ruled(Condition("pages", "top_percent", (percent,)), unit="visit", others="out")
        assert segment(Dataset(outcomes=visits), rules).tolist() == labelled
        assert population(Dataset(outcomes=visits), "visit").fits(rules)[:, 0].tolist() == [
            label == "in" for label in labelled
        ]
    ended = pd.array([True, False, None], dtype="boolean")
    half = Dataset(outcomes=visits[["pages"]].assign(converted=ended))
    rules = ruled(Condition("pages", "bottom_percent", (1,)), unit="visit", others="out")
    assert segment(half, rules).tolist() == ["out", "in", "in"]  # 5 is the lowest that is counted
    assert population(half, "visit").fits(rules)[:, 0].tolist() == [False, True]


def test_where_nobody_has_a_value_nobody_passes():
    dataset = Dataset(customers=customers([None, None], "amount", "float64"))
    assert set(segment(dataset, ruled(Condition("amount", "top_percent", (99,))))) == {"everyone else"}
    found = population(dataset, "customer").limit(Condition("amount", "top_percent", (99,)))
    assert found.limit is None
    assert found.describe().endswith("nobody has a value")


def test_a_share_that_nobody_looked_up_is_never_answered():
    with pytest.raises(RuntimeError, match="before `at_hand`"):
        TOP.holds({"spent so far": Field("x", "number")})
    with pytest.raises(UnsuitableData, match="holds text"):
        TOP.holds({"spent so far": Field("x", "text")})


@pytest.mark.parametrize(
    "condition", [Condition("age", "matches", ("1.",)), Condition("age", "top_percent", (20,))]
)
def test_a_question_asked_of_other_values_is_refused(condition):
    wrong = "2026-01-01" if condition.question == "top_percent" else 18.0
    listed = pd.DataFrame({"customer_id": ["a"], "age": [wrong]})
    if condition.question == "top_percent":
        listed = listed.assign(age=pd.to_datetime(listed["age"], utc=True))
    with pytest.raises(UnsuitableData, match="cannot be asked of it"):
        segment(Dataset(customers=listed), ruled(condition))


asked = st.one_of(
    st.builds(Condition, st.just("x"), st.sampled_from(PERCENTS), st.tuples(st.integers(1, 99))),
    st.builds(Condition, st.just("x"), st.just("matches"), st.tuples(PIECES), st.booleans()),
)


@given(asked)
def test_every_share_and_pattern_is_read_back_and_fits_the_schema(condition):
    whole = json.loads(text_of_segmentation(ruled(condition)))
    assert not list(Draft202012Validator(schema()).iter_errors(whole))
    assert read_segmentation(json.dumps(whole)) == ruled(condition)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"top_percent": 0}, "a whole number from 1 to 99"),
        ({"top_percent": 100}, "a whole number from 1 to 99"),
        ({"bottom_percent": 2.5}, "a whole number from 1 to 99"),
        ({"bottom_percent": "20"}, "a whole number from 1 to 99"),
        ({"top_percent": [20]}, None),
        ({"matches": ""}, "is empty"),
        ({"matches": 5}, "is no text"),
        ({"matches": "x" * 301}, "longer than 300 characters"),
    ],
)
def test_nonsense_is_refused_and_fits_no_schema(said, reason):
    definition = {"all": [{"field": "x", **said}]}
    whole = {"format": 1, "kind": "rules", "segments": [{"name": "in", "who": definition}]}
    if reason is None:
        assert read_segmentation(json.dumps(whole))  # a list of one is read as one
    else:
        with pytest.raises(FileRefused, match=reason):
            read_segmentation(json.dumps(whole))
    assert list(Draft202012Validator(schema()).iter_errors(whole))


def test_an_unreadable_pattern_is_refused_where_rules_are_made():
    with pytest.raises(BadSetting, match=r"the pattern '\(\?=a\)' cannot be read.*Looking ahead"):
        ruled(Condition("x", "matches", ("(?=a)",)))
