"""Segments as columns: rates by a saved set, in layers with columns, from the command line too."""

import pandas as pd
import pytest

import segattr as sa
from segattr.__main__ import main
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.segments.columns import Columns
from segattr.segments.conditions import Condition, Group
from segattr.segments.labelled import with_segments
from segattr.segments.registry import save_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from tests.reduce.rows import orders, touches

PARENTS = Rules((Rule("parents", Group("all", (Condition("children", "at_least", (1,)),))),), name="Family")
CHANNEL = Rules((Rule("ads", Group("all", (Condition("channel", "is", ("Ads",)),))),), name="Ads")
SHOP = Dataset(
    touchpoints=touches(("a", "2024-01-01", "Ads"), ("seen", "2024-01-01", "Ads")).drop(columns="row"),
    conversions=orders(("a", "2024-01-02", 1), ("seen", "2024-01-02", 1)).drop(columns="row"),
    customers=pd.DataFrame(
        {"customer_id": ["a", "b", "c"], "children": [2, 0, 1], "vip": [True, False, False]}
    ),
)
VISITS = Dataset(
    outcomes=pd.DataFrame(
        {"device": ["m", "d", "m"], "converted": pd.array([True, False, None], dtype="boolean")}
    )
)
MOBILE = Rules(
    (Rule("mobile", Group("all", (Condition("device", "is", ("m",)),))),), name="Kind", unit="visit"
)


def counts(table, *by):
    return {
        tuple(row[: len(by)]): tuple(row[len(by) :])
        for row in table[[*by, "people", "converters"]].to_numpy().tolist()
    }


def test_rates_by_a_set_count_everybody_once_under_its_name():
    rates = sa.rates(SHOP, PARENTS)
    assert counts(rates, "Family") == {("everyone else",): (2, 1), ("parents",): (2, 1)}
    labels = segment(SHOP, PARENTS)
    assert rates.set_index("Family")["people"].to_dict() == labels.value_counts().to_dict()


def test_sets_and_columns_are_layers_and_whole_numbers_stay_whole():
    found = counts(sa.rates(SHOP, [CHANNEL, "children", "vip"]), "Ads", "children", "vip")
    assert found == {
        ("ads", "2", "True"): (1, 1),
        ("ads", "(unknown)", "(unknown)"): (1, 1),
        ("everyone else", "0", "False"): (1, 0),
        ("everyone else", "1", "False"): (1, 0),
    }


def test_without_a_customers_table_the_labels_are_those_of_who_was_seen():
    alone = SHOP.with_(customers=None)
    assert counts(sa.rates(alone, CHANNEL), "Ads") == {("ads",): (2, 2)}


def test_visits_are_split_row_by_row_and_an_unknown_outcome_is_nobodys():
    assert counts(sa.rates(VISITS, MOBILE), "Kind") == {("everyone else",): (1, 0), ("mobile",): (1, 1)}
    assert counts(sa.rates(VISITS, Columns(("device",))), "device") == {("d",): (1, 0), ("m",): (1, 1)}


def test_the_dataset_itself_is_left_as_it_was():
    before = SHOP.customers.copy()
    with_segments(SHOP, [PARENTS])
    pd.testing.assert_frame_equal(SHOP.customers, before)


def test_two_splits_of_one_name_are_refused():
    with pytest.raises(UnknownName, match="Two splits are called 'Ads'"):
        sa.rates(SHOP, [CHANNEL, CHANNEL])
    with pytest.raises(UnknownName, match="'rate'"):
        sa.rates(SHOP, Rules(PARENTS.rules, name="rate"))


def test_the_command_line_gives_the_same_numbers(tmp_path, capsys):
    files = {}
    for role, table in {
        "touchpoints": SHOP.touchpoints,
        "conversions": SHOP.conversions,
        "customers": SHOP.customers,
    }.items():
        table.to_csv(tmp_path / f"{role}.csv", index=False)
        files[role] = tmp_path / f"{role}.csv"
    arguments = [word for role, path in files.items() for word in (f"--{role}", str(path))]
    saved = str(save_segmentation(PARENTS, tmp_path / "set.json"))
    dataset = sa.load(**files)
    out = tmp_path / "out.csv"
    assert main(["rates", *arguments, "--by", f"{saved},vip", "--out", str(out)]) == 0
    expected = sa.rates(dataset, [PARENTS, "vip"])
    pd.testing.assert_frame_equal(pd.read_csv(out, dtype={"vip": "str"}), expected, check_dtype=False)
    assert main(["attribute", *arguments, "--segment-by", saved, "--models", "last", "--out", str(out)]) == 0
    credit = sa.attribute(sa.summarise(dataset, PARENTS), ["last"])
    pd.testing.assert_frame_equal(pd.read_csv(out), credit, check_dtype=False, check_categorical=False)
    assert main(["rates", *arguments, "--by", str(tmp_path / "none.json")]) == 2
    assert "There is no file none.json" in capsys.readouterr().err
