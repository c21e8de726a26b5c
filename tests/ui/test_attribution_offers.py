import pandas as pd
import pytest

import segattr as sa
from segattr.attribution.registry import MODELS
from segattr.data.dataset import Dataset
from segattr.ui.attribution_offers import (
    chosen,
    has_credit,
    layers,
    offered_columns,
    offered_measures,
    offered_models,
    offered_touches,
    sound,
    why_not,
)
from segattr.ui.choices import Choices
from segattr.words import attribution as words

touches = pd.DataFrame(
    {"customer_id": list("abc"), "ts": "2026-03-01", "channel": ["x", "y", "x"], "source": "s", "medium": "m"}
)
orders = pd.DataFrame({"customer_id": list("ab"), "ts": "2026-03-02"})
people = pd.DataFrame(
    {"customer_id": list("abc"), "plan": ["p", "q", "p"], "a,b": ["1", "2", "1"], "f.json": ["1", "2", "2"]}
)
timed = sa.load(touchpoints=touches, conversions=orders, customers=people)
paths = sa.load(
    paths=pd.DataFrame(
        {"path": ["x > y", "y"], "conversions": [3, 4], "value": [1.0, 2.0], "land": ["DE", "AT"]}
    )
)


def test_credit_needs_touches_with_conversions_or_counted_paths():
    assert has_credit(timed)
    assert has_credit(paths)
    assert not has_credit(None)
    assert not has_credit(Dataset(touchpoints=touches))
    assert not has_credit(Dataset(conversions=orders))


def test_paths_without_times_offer_every_model_that_needs_none():
    assert "time_decay" in offered_models(timed)
    assert offered_models(paths) == [
        name for name, model in MODELS.items() if not {"decay", "milestones"} & set(model.needs)
    ]


def test_only_what_the_touchpoints_carry_can_earn_credit():
    assert offered_touches(timed) == ["channel", "source_medium"]
    assert offered_touches(paths) == ["channel"]


def test_value_is_offered_where_there_is_any():
    assert offered_measures(timed) == ["share", "conversions"]
    assert offered_measures(paths) == ["share", "conversions", "value"]


def test_what_is_known_of_the_customer_comes_before_the_touch_and_unnameable_columns_are_left_out():
    assert offered_columns(timed) == ["plan", "channel"]
    assert offered_columns(paths) == ["land"]


@pytest.mark.parametrize(
    ("dataset", "expected"),
    [(timed, (("time_decay",), "source_medium", "share")), (paths, (("first",), "channel", "value"))],
    ids=["timed", "paths"],
)
def test_choices_are_cut_down_to_what_the_data_can_answer(dataset, expected):
    kept = sound(Choices(models=("time_decay",), touch_by="source_medium", measure="value"), dataset)
    assert (kept.models, kept.touch_by, kept.measure) == expected


def test_a_model_that_needs_what_the_data_lack_says_why(monkeypatch):
    sales = MODELS["first"].__class__("sales", "Sales", "To the milestones.", MODELS["first"].share)
    monkeypatch.setattr(type(sales), "needs", ("milestones",), raising=False)
    monkeypatch.setitem(MODELS, "sales", sales)
    assert why_not(timed, "sales") == words.NO_MILESTONES
    assert why_not(paths, "sales") == words.NO_TIMES
    leads = sa.load(touchpoints=touches, conversions=orders.assign(lead_ts="2026-03-01"))
    assert why_not(leads, "sales") == ""
    assert "sales" not in offered_models(timed)


def test_a_set_stands_alone_and_the_newcomer_wins():
    assert chosen([], ["@VIP"]) == "@VIP"
    assert chosen(["plan"], ["plan", "@VIP"]) == "@VIP"
    assert chosen(["@VIP"], ["@VIP", "plan"]) == "plan"
    assert chosen(["plan", "channel"], ["channel"]) == "channel"
    assert chosen(["@VIP"], []) == ""


def test_a_set_has_no_layers():
    assert layers(Choices(segmentation="@VIP")) == []


def test_layers_are_the_columns_between_the_commas():
    assert layers(Choices(segmentation="visitor, device")) == ["visitor", "device"]
    assert layers(Choices()) == []
