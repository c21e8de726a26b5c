"""All sets in one file: everything comes back, every file fits its schema, strangers' nonsense is refused."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import segattr as sa
from segattr.errors import FileRefused, SegattrError, UnknownName
from segattr.segments.cards import DAYS, GOALS, Card
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_scaling import Category, Number, Scaling
from segattr.segments.columns import Columns
from segattr.segments.conditions import Condition, Group
from segattr.segments.questions import QUESTIONS
from segattr.segments.registry import FORMAT, SEGMENTATIONS, find_segmentation, name_of, text_of_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.segments.schemes import SCHEMES
from segattr.segments.scores import Scores
from segattr.segments.segment_file import (
    KeptSet,
    open_segment_file,
    read_segment_file,
    schema,
    text_of_segment_file,
)
from segattr.segments.top import Top

LOYAL = Group("all", (Condition("visitor", "is", ("returning",)),))
NESTED = Group("any", (LOYAL, Group("none", (Condition("age", "between", (18, 29)),))))
AGE = Number("age", 0.0, 90.0, log=False, mean=40.0, deviation=10.0, fill=40.0)
CLUSTERS = Clusters(Scaling((AGE,), (Category("device", ("tv", "pc")),)), ((1.0, 0.5, 0.0),), ("old",), "K")
SETS = [
    Columns(("visitor", "device")),
    Rules((Rule("loyal", LOYAL), Rule("other", NESTED)), name="Loyalty"),
    Scores("tiers", ((90.0, 30.0), (2.0, 3.0), (50.0, None)), name="Tiers of 2026"),
    Top(),
    CLUSTERS,
]
CARD = Card("Loyalty", "loyal", goal="referral", baseline=3.5, deadline="2026-12-31", campaigns=("May",))
VALIDATOR = Draft202012Validator(schema())

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
days = st.just("") | st.dates().map(lambda day: day.isoformat())
cards = st.builds(
    Card,
    set=st.just("Loyalty"),
    segment=st.sampled_from(["loyal", "other", "everyone else"]),
    goal=st.sampled_from(["", *GOALS]),
    campaigns=st.lists(texts, max_size=3).map(tuple),
    **dict.fromkeys(["decision", "metric", "step", "message", "tag", "owner"], texts),
    **dict.fromkeys(["baseline", "target"], numbers),
    **dict.fromkeys(DAYS, days),
)


def wrong_in(text):
    return [error.message for error in VALIDATOR.iter_errors(json.loads(text))]


def test_the_schema_is_one_and_knows_every_kind_question_scheme_and_goal():
    Draft202012Validator.check_schema(schema())
    defs = schema()["$defs"]
    assert {each["$ref"].split("/")[-1] for each in defs["definition"]["oneOf"]} == set(SEGMENTATIONS)
    assert set(defs["condition"]["properties"]) == {"kind", "field", "ignore_case", *QUESTIONS}
    assert defs["scores"]["properties"]["scheme"]["enum"] == list(SCHEMES)
    assert defs["card"]["properties"]["goal"]["enum"] == list(GOALS)


def test_every_kind_comes_back_and_fits_the_schema_alone_and_together():
    text = text_of_segment_file(SETS, [CARD], made_with="segattr 1", as_of="2026-08-30")
    assert wrong_in(text) == []
    found = read_segment_file(text)
    assert [each.rule for each in found] == SETS
    assert [each.cards for each in found] == [(), (CARD,), (), (), ()]
    for rule in SETS:
        alone = text_of_segmentation(rule)
        assert wrong_in(alone) == []
        assert read_segment_file(alone) == (KeptSet(rule),)


@given(st.lists(cards, max_size=3, unique_by=lambda card: card.segment))
def test_whatever_a_card_says_comes_back_and_fits_the_schema(said):
    text = text_of_segment_file([SETS[1]], said)
    assert wrong_in(text) == []
    known = {card for card in said if not card.is_empty}
    assert set(read_segment_file(text)[0].cards) == known


def test_cards_of_other_sets_and_of_segments_that_are_gone_stay_at_home():
    others = [Card("Loyalty", "gone", owner="A"), Card("Else", "loyal", owner="B")]
    assert read_segment_file(text_of_segment_file([SETS[1]], [*others, CARD]))[0].cards == (CARD,)


def test_one_set_of_several_is_named_behind_the_path(tmp_path):
    path = tmp_path / "all.json"
    path.write_text(text_of_segment_file(SETS, [CARD]), encoding="utf-8")
    assert open_segment_file(path)[1] == KeptSet(SETS[1], (CARD,))
    assert find_segmentation(f"{path}#Loyalty") == SETS[1]
    assert find_segmentation(f"{path}#visitor × device") == SETS[0]
    with pytest.raises(UnknownName, match=r"'Loyalty'.*none called 'Royalty'"):
        find_segmentation(f"{path}#Royalty")
    with pytest.raises(UnknownName, match=r"add one as all.json#visitor × device"):
        find_segmentation(path)
    path.write_text(text_of_segment_file([SETS[1]]), encoding="utf-8")
    assert find_segmentation(str(path)) == SETS[1]
    path.write_text(text_of_segmentation(SETS[1]), encoding="utf-8")
    assert find_segmentation(f"{path}#Loyalty") == SETS[1]
    with pytest.raises(UnknownName, match="holds one set, 'Loyalty', and none called 'Else'"):
        find_segmentation(f"{path}#Else")
    with pytest.raises(FileRefused, match=r"There is no file gone\.json"):
        find_segmentation(str(tmp_path / "gone.json#Loyalty"))


def test_the_package_takes_a_set_of_a_file_by_name(tmp_path):
    path = tmp_path / "all.json"
    path.write_text(text_of_segment_file(SETS), encoding="utf-8")
    people = pd.DataFrame({"customer_id": ["a", "b"], "visitor": ["returning", "new"], "age": [40, 20]})
    dataset = sa.load(customers=people)
    assert sa.segment(dataset, f"{path}#Loyalty").tolist() == ["loyal", "everyone else"]
    bought = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-01-02"]})
    rates = sa.rates(sa.load(customers=people, conversions=bought), by=[f"{path}#Loyalty"])
    assert set(rates["Loyalty"]) == {"loyal", "everyone else"}


def registry(**changes):
    whole = json.loads(text_of_segment_file([SETS[1]], [CARD]))
    return {**whole, **changes}


def entry(definition=None, **changes):
    own = {"definition": definition or {"format": FORMAT, **SETS[1].to_json()}, "cards": [CARD.to_json()]}
    return registry(sets=[{**own, **changes}])


@pytest.mark.parametrize(
    "damaged",
    [
        registry(sets=[]),
        registry(sets=7),
        registry(sets=[7]),
        registry(sets=[{}]),
        registry(format=2),
        registry(more="x"),
        registry(sets=registry()["sets"] * 2),
        entry(definition={"format": 2, "kind": "top"}),
        entry(definition={"format": 1, "kind": "oracle"}),
        entry(cards=7),
        entry(cards=[7]),
        entry(cards=[{"goal": "referral"}]),
        entry(cards=[{"segment": "loyal", "goal": "fame"}]),
        entry(cards=[{"segment": "loyal", "more": "x"}]),
        entry(cards=[{"segment": ["loyal"]}]),
        entry(cards=[{"segment": "loyal", "baseline": "3"}]),
        entry(cards=[{"segment": "loyal", "baseline": True}]),
        entry(cards=[{"segment": "loyal", "deadline": "soon"}]),
        entry(cards=[{"segment": "loyal", "campaigns": "May"}]),
        entry(cards=[{"segment": "loyal", "campaigns": [7]}]),
        entry(cards=[{"segment": "loyal", "owner": "x" * 501}]),
        entry(cards=[{"segment": "loyal"}, {"segment": "loyal"}]),
        entry(more="x"),
        [registry()],
    ],
)
def test_a_file_that_says_anything_else_is_refused_with_a_sentence(damaged):
    with pytest.raises(SegattrError, match=r"^their\.json .*"):
        read_segment_file(json.dumps(damaged), name="their.json")


def test_a_file_that_is_no_json_or_endless_is_refused():
    for text in ("nope", "[" * 100_000, '{"kind":"registry","format":1,"x":"' + "a" * 2_000_001):
        with pytest.raises(FileRefused):
            read_segment_file(text)


def test_a_set_is_called_what_it_says_where_it_has_no_name():
    assert [name_of(each) for each in SETS] == [
        "visitor × device",
        "Loyalty",
        "Tiers of 2026",
        "top 20 % by revenue in the last 12 months",
        "K",
    ]
