"""Who fits several segments, on the Segments page: a sentence, every pair, circles; or one sentence alone."""

import json

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.ui import segments_overlaps, store
from segattr.ui import segments_overlaps_store as work
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words import segments_overlaps as words
from tests.ui.nasty import NASTY

PAGE = str(ROOT / "pages" / "segments.py")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def rule(name, field, *values):
    return Rule(name, Group("all", (Condition(field, "one_of", values),)))


def shown(app, dataset, rules, *, opened=True):
    app.session_state[KEY] = Choices(
        dataset_key=dataset.key, sets=(SegmentSet.of(rules),), segmentation=f"@{rules.name}"
    )
    app.session_state[HELD] = dataset
    if opened:
        app.session_state[segments_overlaps.KEY] = True
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app):
    kinds = (app.main.markdown, app.main.caption)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return text.replace("\\", "").replace("\u200b", "")


def titles(app):
    specs = (json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart"))
    return [" ".join(spec["title"]["text"]) for spec in specs]


THREE = Rules(
    (
        rule("Loyal", "visitor", "returning"),
        rule("Phone", "device", "mobile"),
        rule("South", "region", "South", "West"),
    ),
    name="Over",
)


def test_who_fits_several_is_counted_and_drawn_in_pairs_and_circles(app):
    shown(app, store.sample(), THREE)
    people = store.sample().customers
    loyal, phone, south = (
        people["visitor"].eq("returning"),
        people["device"].eq("mobile"),
        people["region"].isin(["South", "West"]),
    )
    both, taken = int((phone & south).sum()), int((phone & south & ~loyal).sum())
    assert f"**{both:,}** of the {int(phone.sum()):,} customers who fit *Phone*" in said(app)
    assert f"{taken:,} of them stand in *Phone*, the others in a segment before it." in said(app)
    assert titles(app)[1:] == [words.MATRIX, words.CIRCLES]
    tables = [table.value for table in app.dataframe]
    parts = next(table for table in tables if "share of all" in table and "fit" in table)
    exactly = int((loyal & phone & south).sum())
    assert int(parts.loc[parts["fit"] == "Loyal, Phone and South", "people"].iloc[0]) == exactly
    assert f"{int((~(loyal | phone | south)).sum()):,} customers fit none of them." in said(app)


def test_rules_that_hold_for_nobody_together_get_a_sentence_and_no_picture(app):
    apart = Rules((rule("new", "visitor", "new"), rule("back", "visitor", "returning")), name="Visitor")
    shown(app, store.sample(), apart)
    assert words.APART in said(app)
    assert words.MATRIX not in titles(app)
    assert words.TITLE not in [box.label for box in app.expander]


def test_nothing_is_counted_until_somebody_opens_it(app, monkeypatch):
    monkeypatch.setattr(work, "pairs", lambda *_: pytest.fail("counted before anybody asked"))
    shown(app, store.sample(), THREE, opened=False)
    assert words.TITLE in [box.label for box in app.expander]
    assert words.APART not in said(app)


def test_of_many_segments_two_or_three_are_picked_to_be_drawn(app):
    regions = [rule(f"Region {name}", "region", name) for name in ("North", "East")]
    shown(app, store.sample(), Rules((*THREE.rules, *regions), name="Many"))
    drawn = app.multiselect(key=segments_overlaps.CHOSEN)
    assert len(drawn.value) == 3
    drawn.set_value(["Loyal", "Region East"]).run()
    assert not app.exception
    circles = json.loads(app.get("vega_lite_chart")[2].proto.spec)
    assert "Region East" in json.dumps(circles)
    assert words.NOT_TO_SCALE not in said(app)
    app.multiselect(key=segments_overlaps.CHOSEN).set_value(["Loyal"]).run()
    assert words.TOO_FEW in said(app)
    assert words.CIRCLES not in titles(app)


def test_visits_without_ids_are_counted_too_and_names_are_shown_letter_by_letter(app):
    visits = load(
        outcomes=pd.DataFrame(
            {
                "device": ["m", "m", "d", "d"],
                "city": ["x", "y", "x", "y"],
                "people": [40, 30, 20, 10],
                "converters": [4, 3, 2, 1],
            }
        )
    )
    loud, louder = NASTY[0], NASTY[1]
    shown(app, visits, Rules((rule(loud, "device", "m"), rule(louder, "city", "x")), name="V", unit="visit"))
    assert "**40** of the 70 visits that fit" in said(app)
    assert "10 visits fit none of them." in said(app)
    for element in (*app.main.markdown, *app.main.caption):
        assert "![x](" not in element.value
        assert "**bold**" not in element.value
