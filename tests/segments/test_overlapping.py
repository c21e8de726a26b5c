"""Audiences that overlap: everybody has one label, the names of all that fit; each whole is who fits it."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as profile

import segattr as sa
from segattr.averages.population import population
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, FileRefused, UnknownName
from segattr.segments.as_of import LATEST
from segattr.segments.audiences import (
    audiences_of,
    belongs,
    in_audience,
    named_segments,
    summary_of,
    whole,
)
from segattr.segments.cards import Card
from segattr.segments.columns import Columns
from segattr.segments.conditions import Condition, Group
from segattr.segments.fit import fit
from segattr.segments.migration import moved
from segattr.segments.overlapping import MOST_AUDIENCES, combined, containing, parts_of
from segattr.segments.registry import read_segmentation, save_segmentation, text_of_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from segattr.segments.segment_file import read_segment_file, text_of_segment_file
from segattr.segments.who import who
from tests.attribution.worlds import shop
from tests.conftest import placed_on
from tests.segments.rule_oracle import label_of
from tests.segments.test_rules import frame, labels, moments, people, some_rules
from tests.segments.test_segment_file import wrong_in


def asks(name, field, *values, question="is"):
    return Rule(name, Group("all", (Condition(field, question, values),)))


LIST = pd.DataFrame(
    {
        "customer_id": ["a", "b", "c", "d"],
        "tier": ["gold", "gold", "plain", "plain"],
        "mail": ["yes", "no", "yes", "no"],
    }
)
TWO = Rules((asks("VIP", "tier", "gold"), asks("Mail", "mail", "yes")), name="Audiences", mode="overlapping")


def overlapping(rules):
    return replace(rules, mode="overlapping")


def fitting(person, rules):
    """Which rules a person fits, by slow loops: each is asked as if it were the only one."""
    return [rule.name for rule in rules.rules if label_of(person, Rules((rule,))) == rule.name]


def called(fits, rules):
    """The label of who fits these: all of them, or the only one of several."""
    only = "only " if len(fits) == 1 < len(rules.rules) else ""
    return only + " + ".join(fits) or "everyone else"


@given(people, some_rules)
@pytest.mark.parametrize("name", ["pandas", "duckdb"])
@profile(max_examples=6)
def test_the_label_is_the_names_of_all_that_fit_on_every_engine(name, rows, rules):
    expected = {
        f"c{place}": called(fitting(person, rules), rules) for place, person in enumerate(moments(rows))
    }
    found = labels(placed_on(name), overlapping(rules), frame(rows))
    assert found == expected
    assert set(found.values()) <= set(overlapping(rules).labels_in_order)


@given(people, some_rules)
@profile(max_examples=5)
def test_labels_add_up_and_each_audience_whole_is_who_fits_it(rows, rules):
    rule = overlapping(rules)
    dataset = Dataset(customers=frame(rows))
    found = segment(dataset, rule)
    assert found.value_counts().sum() == len(rows)
    counted = found.value_counts().rename_axis("segment").reset_index(name="people")
    sizes = dict(whole(counted, rule)[["segment", "people"]].itertuples(index=False))
    by_hand = [fitting(person, rules) for person in moments(rows)]
    assert sizes == {name: sum(name in fits for fits in by_hand) for name in rule.names}
    everybody = population(dataset, "customer")
    assert list(sizes.values()) == everybody.fits(rule.of(dataset)).sum(axis=0).tolist()
    for name in rule.names:
        inside = in_audience(rule, found, name)
        assert inside.to_dict() == {f"c{place}": name in fits for place, fits in enumerate(by_hand)}


@given(people, some_rules)
@profile(max_examples=6)
def test_visits_are_in_every_audience_that_fits(rows, rules):
    visits = frame(rows).drop(columns="customer_id").assign(converted=pd.array([True] * len(rows)))
    found = segment(Dataset(outcomes=visits), Rules(rules.rules, unit="visit", mode="overlapping"))
    expected = [called(fitting(person, rules), rules) for person in moments(rows)]
    assert found.tolist() == expected


@given(some_rules)
def test_a_set_comes_back_from_its_text_and_fits_the_schema(rules):
    text = text_of_segmentation(overlapping(rules))
    assert json.loads(text)["mode"] == "overlapping"
    assert read_segmentation(text) == overlapping(rules)
    assert wrong_in(text) == []


def test_partitions_are_written_as_they_always_were_and_old_files_are_partitions():
    old = text_of_segmentation(replace(TWO, mode="partition"))
    assert "mode" not in old
    assert read_segmentation(old).mode == "partition"
    said = json.loads(old) | {"mode": "partition"}
    assert read_segmentation(json.dumps(said)) == read_segmentation(old)


def six():
    return tuple(asks(f"s{place}", "tier", "gold") for place in range(MOST_AUDIENCES + 1))


def test_more_than_five_are_refused_where_they_overlap_alone():
    with pytest.raises(BadSetting, match="at most 5 audiences may overlap, and it has 6"):
        Rules(six(), mode="overlapping")
    assert len(Rules(six()).labels_in_order) == 7
    assert len(Rules(six()[:5], mode="overlapping").labels_in_order) == 32
    text = text_of_segmentation(Rules(six())).replace('"segments"', '"mode":"overlapping","segments"')
    assert wrong_in(text)
    with pytest.raises(FileRefused, match="at most 5 audiences"):
        read_segmentation(text)


@pytest.mark.parametrize("mode", ["", "both", 3, None])
def test_another_mode_is_refused(mode):
    said = json.loads(text_of_segmentation(TWO)) | {"mode": mode}
    with pytest.raises(FileRefused, match="mode"):
        read_segmentation(json.dumps(said))


@pytest.mark.parametrize("name", ["VIP + Mail", "Mail", "only Mail"])
def test_no_name_may_be_that_of_another_label(name):
    with pytest.raises(BadSetting, match="name of its own"):
        replace(TWO, others=name)
    with pytest.raises(BadSetting, match="name of its own"):
        replace(TWO, rules=(*TWO.rules, asks(name, "tier", "plain")))
    if name != "Mail":
        assert Rules((*TWO.rules, asks(name, "tier", "plain"))).labels_in_order[2] == name


def test_long_names_may_make_longer_combinations():
    names = ["a" * 100, "b" * 100]
    rule = Rules(tuple(asks(name, "tier", "gold") for name in names), mode="overlapping")
    assert segment(Dataset(customers=LIST), rule).iloc[0] == " + ".join(names)


def test_what_belongs_to_an_audience():
    assert combined(["a", "b", "c"])[-1] == "a + b + c"
    assert containing(["a", "b", "c"], "b") == ("only b", "a + b", "b + c", "a + b + c")
    assert parts_of(["a", "b"], "b + a") == ()
    assert audiences_of(replace(TWO, mode="partition")) == audiences_of(Columns(("tier",))) == ()
    assert belongs(TWO, "everyone else") == ("everyone else",)
    assert belongs(TWO, "VIP + Mail") == ("VIP + Mail",)
    assert named_segments(TWO) == ("VIP", "Mail", "everyone else")
    assert named_segments(Rules(TWO.rules)) == ("VIP", "Mail", "everyone else")
    assert named_segments(Columns(("tier",))) == ()
    assert (
        TWO.describe()
        == "Audiences: VIP, Mail, everyone else (customers, at first touch, in every audience that fits)"
    )


def test_who_is_in_it_in_words():
    assert who(TWO, "Mail") == "mail is yes"
    assert who(TWO, "only Mail") == "Mail: mail is yes; and in none of VIP"
    assert who(TWO, "VIP + Mail") == "VIP: tier is gold; and Mail: mail is yes"
    three = replace(TWO, rules=(*TWO.rules, asks("Far", "tier", "plain")))
    assert who(three, "VIP + Mail").endswith("; and in none of Far")
    assert who(TWO, "everyone else") == "whoever fits none of VIP, Mail"
    assert who(TWO, "nobody") == ""


def test_only_an_audience_of_nobody_is_said_to_be_empty():
    found = fit([TWO], Dataset(customers=LIST[LIST["mail"] == "yes"]))
    assert found.empty  # nobody is in Mail alone with gold, and that is no misfit
    gone = replace(TWO, rules=(*TWO.rules, asks("Rich", "tier", "gold", "silver", question="one_of")))
    nobody = fit([gone], Dataset(customers=LIST[LIST["tier"] == "plain"]))
    assert nobody.loc[nobody["kind"] == "empty", "segment"].tolist() == ["VIP", "Rich"]


def test_people_move_between_combinations():
    days = ["2026-01-01", "2026-02-01"]
    seen = pd.DataFrame({"customer_id": ["a", "b"], "ts": days[0], "channel": "Ads"})
    bought = pd.DataFrame({"customer_id": ["a"], "ts": [days[1]], "value": [9.0]})
    stamped = {
        role: table.assign(ts=pd.to_datetime(table["ts"], utc=True))
        for role, table in {"touchpoints": seen, "conversions": bought}.items()
    }
    rule = Rules(
        (
            asks("Seen", "touches so far", 1, question="at_least"),
            asks("Bought", "orders so far", 1, question="at_least"),
        ),
        moment=LATEST,
        mode="overlapping",
    )
    found = moved(Dataset(**stamped), rule, *days).moves
    assert found[["before", "after", "customers"]].to_numpy().tolist() == [
        ["only Seen", "only Seen", 1],
        ["only Seen", "Seen + Bought", 1],
    ]


def test_a_summary_is_asked_for_an_audience_of_its_own_set():
    with pytest.raises(UnknownName, match="no audience 'Dogs' in 'Audiences'"):
        summary_of(shop(), TWO, "Dogs")


def test_a_card_of_an_audience_is_saved_and_one_of_a_combination_is_not():
    cards = [Card("Audiences", name, owner="Ada") for name in ("Mail", "only Mail", "VIP + Mail")]
    (kept,) = read_segment_file(text_of_segment_file([TWO], cards))
    assert [card.segment for card in kept.cards] == ["Mail"]
    assert kept.rule == TWO


def test_a_saved_set_labels_by_combination_from_python_too(tmp_path):
    path = save_segmentation(TWO, tmp_path / "audiences.json")
    people = LIST.assign(converted=[1, 0, 1, 0]).drop(columns="customer_id")
    data = sa.load(customers=LIST, conversions=pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-01"]}))
    expected = {"a": "VIP + Mail", "b": "only VIP", "c": "only Mail", "d": "everyone else"}
    assert sa.segment(data, path).to_dict() == expected
    rates = sa.rates(data, by=str(path))
    assert rates["people"].tolist() == [1, 1, 1, 1]
    assert set(rates["Audiences"]) == set(expected.values())
    visits = save_segmentation(replace(TWO, unit="visit", moment="visit"), tmp_path / "visits.json")
    assert sa.rates(sa.load(outcomes=people), by=str(visits))["people"].sum() == 4
