import re
from pathlib import Path

import pandas as pd
import pytest

import segattr as sa
from segattr.attribution.registry import MODELS
from segattr.words.models import CARDS

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods"
ROW = re.compile(r"^\| ([A-Z][\w ]+) \| (\d+\.\d\d) \|$", re.MULTILINE)
every_model = pytest.mark.parametrize("name", MODELS)


def words_of(name):
    return " ".join((METHODS / f"{name}.md").read_text(encoding="utf-8").split())


def journey():
    """The one order every page of the methods works by hand."""
    days = pd.to_datetime(["2026-03-17 12:00", "2026-03-24 12:00", "2026-03-31 12:00"], utc=True)
    touches = pd.DataFrame({"customer_id": "a", "ts": days, "channel": ["Paid Social", "Email", "Direct"]})
    orders = pd.DataFrame({"customer_id": ["a"], "ts": days[-1:], "value": [120.0]})
    orders = orders.assign(lead_ts=days[1:2], opportunity_ts=days[2:])
    return sa.summarise(touchpoints=touches, conversions=orders)


def test_every_model_has_a_card_in_the_order_of_the_screen():
    assert list(CARDS) == list(MODELS)


@every_model
def test_a_card_says_everything_somebody_who_chooses_must_know(name):
    shown = CARDS[name].markdown(MODELS[name].meaning)
    for part in (
        MODELS[name].meaning,
        CARDS[name].formula,
        "Assumes",
        "Misleads",
        "Choose it** when",
        "Reference",
    ):
        assert part in shown


@every_model
def test_the_page_of_a_method_says_what_its_card_says(name):
    page, card = words_of(name), CARDS[name]
    for sentence in (
        MODELS[name].meaning,
        card.assumes,
        card.formula,
        card.misleads,
        card.choose,
        card.reference,
    ):
        assert sentence in page


@every_model
def test_the_worked_example_is_what_the_model_gives(name):
    worked = dict(ROW.findall((METHODS / f"{name}.md").read_text(encoding="utf-8")))
    credit = sa.attribute(journey(), [name]).set_index("channel")["value"]
    assert {channel: f"{value:.2f}" for channel, value in credit.items()} == worked
    assert sum(map(float, worked.values())) == pytest.approx(120)


def test_no_page_is_left_over_from_a_model_that_is_gone():
    assert {path.stem for path in METHODS.glob("*.md")} - {"README"} == set(MODELS)
