"""Rules put everybody into one segment, the same on every engine and as slow loops would."""

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnknownName, UnsuitableData
from segattr.reduce.engines import to_pandas
from segattr.reduce.source import source_of_frames
from segattr.reduce.summarise import summarise
from segattr.segments.conditions import HOWS, Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from tests.conftest import placed_on
from tests.reduce.rows import orders, touches
from tests.segments.rule_oracle import label_of

TEXTS = ["", "Ads", "ads", "Paid ads", "straße", "a.c", "100 %", None]
NUMBERS = [-2.5, 0.0, 1.0, 3.0, 18.0, 1e9, None]
DAYS = ["1969-12-31T23:59:59.999999", "2026-03-01", "2026-03-01T23:59:59.999999", "2026-03-02", None]
ASKED = {
    "plan": ["is", "is_not", "one_of", "contains", "starts_with", "is_missing", "is_known"],
    "age": ["is", "is_not", "one_of", "at_least", "at_most", "between", "is_missing", "is_known"],
    "since": ["is", "is_not", "between", "before", "after", "is_missing", "is_known"],
    "loyal": ["is", "is_not", "one_of", "is_missing", "is_known"],
}
WANTED = {
    "plan": st.sampled_from([text for text in TEXTS if text] + ["A", "%", "1"]),
    "age": st.sampled_from([-2.5, 0, 1, 3, 18, "18", "x", 1_000_000_000]),
    "since": st.sampled_from(["1969-12-31", "2026-03-01", "2026-03-02"]),
    "loyal": st.sampled_from(["True", "False", "x"]),
}
HOW_MANY = {"is_missing": 0, "is_known": 0, "between": 2}

people = st.lists(
    st.fixed_dictionaries(
        {
            "plan": st.sampled_from(TEXTS),
            "age": st.sampled_from(NUMBERS),
            "since": st.sampled_from(DAYS),
            "loyal": st.sampled_from([True, False, None]),
        }
    ),
    min_size=1,
    max_size=12,
)


@st.composite
def conditions(draw):
    field = draw(st.sampled_from(list(ASKED)))
    question = draw(st.sampled_from(ASKED[field]))
    wanted = WANTED[field]
    if question in ("at_least", "at_most", "between") and field == "age":
        wanted = wanted.filter(lambda value: value != "x")
    least, most = (1, 3) if question == "one_of" else (HOW_MANY.get(question, 1),) * 2
    values = tuple(draw(st.lists(wanted, min_size=least, max_size=most)))
    return Condition(field, question, values, field == "plan" and draw(st.booleans()))


groups = st.recursive(
    st.builds(Group, st.sampled_from(HOWS), st.lists(conditions(), min_size=1, max_size=3).map(tuple)),
    lambda inner: st.builds(Group, st.sampled_from(HOWS), st.lists(inner, min_size=1, max_size=2).map(tuple)),
    max_leaves=4,
)
some_rules = st.lists(groups, min_size=1, max_size=3).map(
    lambda found: Rules(tuple(Rule(f"s{place}", who) for place, who in enumerate(found)))
)


def frame(rows):
    table = pd.DataFrame(rows)
    return pd.DataFrame(
        {
            "customer_id": [f"c{place}" for place in range(len(rows))],
            "plan": table["plan"].astype("str"),
            "age": table["age"].astype("float64"),
            "since": pd.to_datetime(table["since"], format="ISO8601", utc=True).astype("datetime64[us, UTC]"),
            "loyal": table["loyal"].astype("boolean"),
        }
    )


def moments(rows):
    """The same people as the oracle reads them."""
    return [
        row | {"since": row["since"] and datetime.fromisoformat(row["since"]).replace(tzinfo=UTC)}
        for row in rows
    ]


def labels(place, rules, customers, seen=None):
    tables = place(
        touchpoints=touches() if seen is None else seen,
        conversions=orders(("a", "2024-01-06", 1)),
        customers=customers,
    )
    found = to_pandas(rules.labels(source_of_frames(**tables)))
    assert not found["customer_id"].duplicated().any()
    return found.set_index("customer_id")["label"].to_dict()


@given(people, some_rules)
@pytest.mark.parametrize("name", ["pandas", "duckdb", "polars"])
def test_everybody_has_the_label_that_slow_loops_give(name, rows, rules):
    if name == "polars":
        pytest.importorskip("polars")
    expected = {f"c{place}": label_of(person, rules) for place, person in enumerate(moments(rows))}
    assert labels(placed_on(name), rules, frame(rows)) == expected


@given(people, some_rules)
def test_visits_have_the_same_semantics_row_by_row(rows, rules):
    visits = (
        frame(rows)
        .drop(columns="customer_id")
        .assign(converted=pd.array([True] * len(rows), dtype="boolean"))
    )
    visits = visits.set_index(pd.Index(range(100, 100 + len(rows))))
    found = segment(Dataset(outcomes=visits), Rules(rules.rules, unit="visit"))
    assert found.index.equals(visits.index)
    assert found.tolist() == [label_of(person, rules) for person in moments(rows)]


SEEN = touches(
    ("a", "2024-01-05", "Email"),
    ("a", "2024-01-01", "Ads"),
    ("b", "2024-01-01", "Search"),
    ("z", "2024-01-03", "Ads"),
)
LISTED = pd.DataFrame({"customer_id": ["a", "b", "c"], "channel": ["Shop", None, "Shop"]})
BY_ADS = Rules((Rule("ads", Group("all", (Condition("channel", "is", ("Ads",)),))),), name="First")


def test_a_field_of_touchpoints_is_the_value_at_the_first_touch(engine):
    assert labels(engine, BY_ADS, None, SEEN) == {"a": "ads", "b": "everyone else", "z": "ads"}


def test_a_field_of_customers_goes_before_one_of_touchpoints(engine):
    shop = Rules((Rule("shop", Group("all", (Condition("channel", "is", ("Shop",)),))),))
    found = labels(engine, shop, LISTED, SEEN)
    assert found == {"a": "shop", "b": "everyone else", "c": "shop", "z": "everyone else"}


def test_without_rows_ties_are_decided_by_name_for_each_field(engine):
    seen = touches(("a", "2024-01-01", "Search"), ("a", "2024-01-01", "Ads")).drop(columns="row")
    both = Group("all", (Condition("channel", "is", ("Ads",)), Condition("ts", "is", ("2024-01-01",))))
    assert labels(engine, Rules((Rule("x", both),)), None, seen) == {"a": "x"}


def test_the_day_of_the_first_touch_can_be_asked_for(engine):
    late = Rules((Rule("late", Group("all", (Condition("ts", "after", ("2024-01-02",)),))),))
    assert labels(engine, late, None, SEEN) == {"a": "everyone else", "b": "everyone else", "z": "late"}


def test_the_first_rule_that_fits_takes_the_person():
    everybody = Group("any", (Condition("channel", "is_known"), Condition("channel", "is_missing")))
    ads = BY_ADS.rules[0]
    first, last = Rules((ads, Rule("all", everybody))), Rules((Rule("all", everybody), ads))
    dataset = Dataset(touchpoints=SEEN.drop(columns="row"))
    assert segment(dataset, first).to_dict() == {"a": "ads", "b": "all", "z": "ads"}
    assert set(segment(dataset, last)) == {"all"}


def test_the_files_own_header_finds_its_field():
    import segattr as sa

    seen = pd.DataFrame({"user": ["1"], "ts": ["2024-01-02"], "Kanal": ["Ads"]})
    dataset = sa.load(touchpoints=seen)
    rules = Rules((Rule("ads", Group("all", (Condition("Kanal", "is", ("Ads",)),))),))
    assert segment(dataset, rules).tolist() == ["ads"]


def test_credit_goes_by_the_segments_and_the_summary_says_of_what_and_when():
    dataset = Dataset(
        touchpoints=SEEN.drop(columns="row"), conversions=orders(("a", "2024-01-06", 1)).drop(columns="row")
    )
    summary = summarise(dataset, BY_ADS)
    assert summary.attributed.to_dict()["ads"] == 1
    assert summary.segmentation == "First: ads, everyone else (customers, at first touch)"


def test_a_field_nobody_has_is_refused_with_those_there_are(engine):
    rules = Rules((Rule("x", Group("all", (Condition("colour", "is", ("red",)),))),))
    with pytest.raises(UnknownName, match=r"'colour'.*Columns there: channel\."):
        labels(engine, rules, None, SEEN)
    with pytest.raises(UnknownName, match="no column 'colour'"):
        segment(
            Dataset(outcomes=frame([{"plan": "a", "age": 1, "since": None, "loyal": None}])),
            Rules(rules.rules, unit="visit"),
        )


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (Condition("channel", "at_least", (3,)), "'channel' holds text, so 'is at least' cannot be asked"),
        (Condition("ts", "contains", ("2024",)), "'ts' holds dates, so 'contains' cannot be asked"),
        (
            Condition("ts", "before", ("March",)),
            "'ts' holds dates; found 'March'. Write the day like 2026-03-31",
        ),
        (Condition("row", "at_least", ("many",)), "'row' holds numbers; found 'many'"),
    ],
)
def test_a_question_that_does_not_go_with_the_values_is_refused_in_words(condition, sentence, engine):
    with pytest.raises(UnsuitableData, match=sentence):
        labels(engine, Rules((Rule("x", Group("all", (condition,))),)), None, SEEN)


def test_a_set_of_visits_does_not_go_with_customers_nor_the_other_way_round():
    visits = Rules(BY_ADS.rules, name="Visits", unit="visit")
    with pytest.raises(
        UnsuitableData, match=r"tells visits apart by the tables of outcomes\. Loaded: touchpoints"
    ):
        segment(Dataset(touchpoints=SEEN), visits)
    with pytest.raises(
        UnsuitableData, match="tells customers apart by the tables of customers or touchpoints"
    ):
        segment(Dataset(outcomes=pd.DataFrame({"channel": ["Ads"]})), BY_ADS)
    with pytest.raises(UnsuitableData, match="credit goes by customers"):
        labels(placed_on("pandas"), visits, None, SEEN)


GOOD = BY_ADS.rules[0]


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (lambda: Rules(()), "it takes 1 to 60 segments and has 0"),
        (lambda: Rules((GOOD, GOOD)), "a name of its own"),
        (lambda: Rules((GOOD,), others="ads"), "a name of its own"),
        (lambda: Rules((Rule("(unknown)", GOOD.who),)), r"other than \(unknown\)"),
        (lambda: Rules((Rule(" ", GOOD.who),)), "' ' is no name"),
        (lambda: Rules((Rule("line\nbreak", GOOD.who),)), "is no name"),
        (lambda: Rules((GOOD,), name="x" * 101), "is no name"),
        (lambda: Rules((GOOD,), unit="household"), "not of 'household'"),
        (lambda: Rules((Rule("x", Group("all", ())),)), "a group has no condition"),
        (lambda: Rules((Rule("x", Group("most", GOOD.who.parts)),)), "not 'most'"),
        (lambda: Rules((Rule("x", Group("all", (Condition("a", "like", ("b",)),))),)), "no question 'like'"),
        (lambda: Rules((Rule("x", Group("all", (Condition("", "is", ("b",)),))),)), "no field is named"),
        (lambda: Rules((Rule("x", Group("all", (Condition("a", "between", (1,)),))),)), "takes two values"),
        (lambda: Rules((Rule("x", Group("all", (Condition("a", "is", ("y" * 501,)),))),)), "longer than 500"),
    ],
)
def test_rules_that_make_no_sense_are_refused_with_what_is_wrong(made, problem):
    with pytest.raises(BadSetting, match=problem):
        made()


def test_a_set_describes_itself_with_unit_and_moment():
    assert BY_ADS.describe() == "First: ads, everyone else (customers, at first touch)"
    assert Rules(BY_ADS.rules, unit="visit").moment == "visit"
    assert BY_ADS.fields == ("channel",)
