"""The sheet that is handed over: every figure is on it, it prints offline, and names are nothing but text."""

from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from segattr.exports.handover import Handover, lines, to_handover_page, to_handover_workbook
from segattr.segments.cards import Card
from segattr.words.handover import NOT_SAID
from tests.exports.test_sheet import Tags
from tests.ui.nasty import NASTY

CARD = Card(
    "Loyalty",
    "loyal",
    decision="Whom to call",
    goal="referral",
    metric="conversion rate",
    baseline=8.0,
    target=9.5,
    deadline="2026-12-31",
    step="Invite them",
    message="Be first",
    campaigns=("Win Back",),
    owner="Ada",
    review="2027-01-15",
)
SERVED = pd.DataFrame(
    {
        "where": ["inside", "outside"],
        "people": [2_000, 5_000],
        "reached": [300, 100],
        "buyers": [30, 5],
        "orders": [33, 5],
        "value": [1_234.5, float("nan")],
        "rate": [0.1, 0.05],
        "low": [0.07, 0.02],
        "high": [0.14, 0.11],
    }
)
SHEET = Handover(
    *(CARD, "visitor is returning", "customer", 2_000, 0.286, 0.08, 0.069, 0.093, 12_400.0, 0.62, SERVED),
    caveats=("Too small for small differences.",),
    settings=("customers, at first touch", "30 August 2026"),
    currency="EUR",
)


def page(sheet):
    return Tags(to_handover_page(sheet).decode()).text.replace("\u00a0", " ")


def workbook(sheet):
    rows = load_workbook(BytesIO(to_handover_workbook(sheet)))["Segment"].iter_rows(min_row=4)
    return {cells[0].value: (cells[1], cells[2].value) for cells in rows}


@pytest.mark.parametrize(
    "said",
    [
        *("Segment: loyal (of the set Loyalty)", "visitor is returning", "2,000 customers, 29 % of all"),
        *("8.0 % (6.9–9.3); 95 % range, n = 2,000.", "€12.4k so far, 62 % of the money", "Whom to call"),
        *("Referral", "conversion rate from 8 % to 9.5 % by 31 December 2026", "Invite them", "Be first"),
        *(
            "Win Back; utm_campaign=loyalty-loyal",
            "Ada",
            "15 January 2027",
            "Too small for small differences.",
            "neither credit nor an effect",
        ),
        *("customers, at first touch", "30 August 2026", "segattr 0", "in the segment", "€1.23k"),
        *("10.0 % (7.0–14.0)", "outside it"),
    ],
)
def test_the_page_says_everything(said):
    assert said in page(SHEET)


def test_the_sheet_has_the_figures_as_numbers_and_everything_else_in_words():
    found = workbook(SHEET)
    assert found["How many"][0].value == 2_000
    assert found["How often they convert"][0].value == 0.08
    assert found["How often they convert"][0].number_format == "0.0%"
    assert found["What they are worth"][0].value == 12_400
    assert found["Orders, in the segment"][0].value == 33
    assert found["Their value, outside it"][0].value is None
    assert {text for what, _, _, text in lines(SHEET)} <= {text for _, text in found.values()}


def test_what_nobody_said_is_said_to_be_missing_and_what_nobody_knows_is_left_out():
    bare = Handover(Card("S", "a"), "age is known", "visit", 3, 0.5)
    said = {what: text for what, _, _, text in lines(bare)}
    assert said["Revenue goal"] == said["Next step"] == said["Owner"] == said["Measure"] == NOT_SAID
    assert said["How many"] == "3 visits, 50 % of all"
    assert not {"How often they convert", "What they are worth", "Message", "Review", "Mind"} & set(said)
    assert "utm_campaign=s-a" in page(bare)


@pytest.mark.parametrize("name", NASTY)
def test_names_stay_text_on_both(name):
    nasty = Handover(
        Card(name[:100], name[:100], step=name[:400], owner=name[:100], campaigns=(name[:100],)),
        *(name, "customer", 1, 1.0),
    )
    tags = Tags(to_handover_page(nasty).decode())
    assert not {"script", "img", "a", "iframe", "svg", "b"} & set(tags.tags)
    assert name.replace("**", "*\u200b*").replace(" %", "\u00a0%") in tags.text
    for figure, _ in workbook(nasty).values():
        assert figure.data_type != "f"
