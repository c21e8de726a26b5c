import json

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.segments.conditions import Condition, Group
from segattr.segments.registry import read_segmentation, text_of_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.ui import segment_sets, store
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words.segments import QUESTION
from tests.ui.nasty import NASTY

PAGE = str(ROOT / "pages" / "segments.py")
LOYAL = Rules((Rule("loyal", Group("all", (Condition("visitor", "is", ("returning",)),))),), name="Loyalty")


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)


def shown(app, dataset=None, **choices):
    """Open the page over a dataset, as somebody who has chosen that much."""
    if dataset is not None:
        app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
        app.session_state[HELD] = dataset
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def headline(app):
    return app.main.markdown[0].value


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.error)
    text = "\n".join(element.value for kind in kinds for element in kind)
    return text.replace("\\", "").replace("\u200b", "")


def drawn(app):
    """Return the segments of the picture, from top to bottom."""
    spec = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    return next(
        layer["encoding"]["y"]["scale"]["domain"]
        for layer in spec["layer"]
        if layer["mark"]["type"] in ("point", "bar") and "scale" in layer["encoding"].get("y", {})
    )


def press(app, key):
    app.button(key=f"segments.{key}").click().run()
    assert not app.exception
    return app


def names(app):
    return [box.value for box in app.text_input if box.key.endswith(".name") and box.key != "segments.name"]


def new_segment(app, field, value, *, place=0):
    press(app, "add")
    app.selectbox(key=f"segments.{place}.0.field").set_value(field).run()
    app.selectbox(key=f"segments.{place}.0.value").set_value(value).run()
    return app


def test_without_data_the_page_sells_the_next_step(app):
    shown(app)
    assert app.title[0].value == QUESTION
    assert "Different customers, one average" in headline(app)


def test_the_sample_opens_with_the_column_in_use_value_by_value(app):
    shown(app, store.sample(), segmentation="visitor")
    assert headline(app).startswith("**2 segments** of 7,000 customers, who convert at **3.0 %** together:")
    assert "**returning** (29 % of them) converts at **8.0 %** (6.9–9.3)" in headline(app)
    assert drawn(app) == ["new", "returning"]
    assert names(app) == ["new", "returning"]


def test_with_nothing_in_use_everybody_is_one_group_until_a_segment_is_built(app):
    shown(app, store.sample())
    assert headline(app).startswith("**7,000 customers** in one group, who convert at **3.0 %** (2.6–3.4).")
    press(app, "add")
    assert "Not counted yet" in said(app)
    app.selectbox(key="segments.0.0.field").set_value("device").run()
    app.selectbox(key="segments.0.0.value").set_value("mobile").run()
    assert drawn(app) == ["Segment 1", "everyone else"]
    assert "customers** · " in said(app)


def test_another_column_gives_a_segment_per_value_and_undo_brings_the_old_back(app):
    shown(app, store.sample(), segmentation="visitor")
    app.selectbox(key="segments.column").set_value("device").run()
    assert set(names(app)) == {"desktop", "mobile", "tablet"} & set(names(app))
    assert len(names(app)) >= 2
    press(app, "undo")
    assert names(app) == ["new", "returning"]


def test_the_order_decides_and_what_a_segment_loses_is_said(app):
    shown(app, store.sample(), segmentation="visitor")
    new_segment(app, "device", "mobile", place=2)
    assert "went to an earlier segment" in said(app)
    assert "fit more than one segment" in said(app)
    assert "**Nobody** fits" not in said(app)
    before = drawn(app)
    press(app, "2.earlier")
    press(app, "1.earlier")
    assert drawn(app)[0] == "Segment 3"
    assert set(drawn(app)) >= set(before) - {"Segment 3"}


def test_a_removed_segment_comes_back_and_a_name_can_be_given(app):
    shown(app, store.sample(), segmentation="visitor")
    app.text_input(key="segments.0.name").set_value("fresh").run()
    assert drawn(app) == ["fresh", "returning"]
    press(app, "0.remove")
    assert drawn(app) == ["returning", "everyone else"]
    assert app.button(key="segments.undo").label == "Undo: removed fresh"
    press(app, "undo")
    assert drawn(app) == ["fresh", "returning"]


def test_groups_stand_in_groups_and_say_all_any_none(app):
    shown(app, store.sample())
    new_segment(app, "visitor", "returning")
    press(app, "0.group")
    app.selectbox(key="segments.0.1.0.field").set_value("device").run()
    app.selectbox(key="segments.0.1.0.question").set_value("one_of").run()
    app.multiselect(key="segments.0.1.0.value").set_value(["mobile", "tablet"]).run()
    app.segmented_control(key="segments.0.1.how").set_value("none").run()
    who = app.session_state[segment_sets.DRAFT].finished.rules[0].who
    assert who.parts[1] == Group("none", (Condition("device", "one_of", ("mobile", "tablet")),))
    expected = store.sample().customers
    inside = expected[(expected["visitor"] == "returning") & ~expected["device"].isin(["mobile", "tablet"])]
    assert f"**{len(inside):,} customers**" in said(app)


def test_using_a_set_names_it_on_every_page_and_in_the_address(app):
    shown(app, store.sample(), segmentation="visitor")
    app.text_input(key="segments.name").set_value("Loyalty").run()
    press(app, "use")
    assert "segments: Loyalty (customers, at first touch)" in said(app)
    assert app.query_params["segments"] == "@Loyalty"
    rules = read_segmentation(app.query_params["sets"])
    assert rules.labels_in_order == ("new", "returning", "everyone else")
    assert app.button(key="segments.use").disabled
    choices = app.session_state[KEY]
    assert segment_sets.text_of(choices) == text_of_segmentation(rules)


def test_a_link_with_a_set_opens_it_and_nonsense_in_it_is_left_out(app):
    app.query_params["sets"] = [text_of_segmentation(LOYAL), '{"format":1,"kind":"rules","segments":[]}']
    app.query_params["segments"] = "@Loyalty"
    app.session_state[HELD] = store.sample()
    app.run()
    opened = app.session_state[KEY]
    app.session_state[KEY] = Choices(
        dataset_key=store.sample().key, sets=opened.sets, segmentation=opened.segmentation
    )
    app.switch_page(PAGE).run()
    assert drawn(app) == ["loyal", "everyone else"]


def test_a_deleted_set_can_be_brought_back_with_its_use(app):
    shown(app, store.sample(), sets=(SegmentSet.of(LOYAL),), segmentation="@Loyalty")
    press(app, "delete")
    assert app.session_state[KEY].sets == ()
    assert app.session_state[KEY].segmentation == ""
    press(app, "undo")
    assert app.session_state[KEY].sets == (SegmentSet.of(LOYAL),)
    assert app.session_state[KEY].segmentation == "@Loyalty"


def test_what_was_built_survives_another_page(app):
    shown(app, store.sample())
    new_segment(app, "visitor", "returning")
    app.switch_page(str(ROOT / "pages" / "data.py")).run()
    app.switch_page(PAGE).run()
    assert drawn(app) == ["Segment 1", "everyone else"]


def test_a_file_is_opened_and_one_that_does_not_fit_says_why(app):
    shown(app, store.sample())
    app.file_uploader(key="segments.file").upload("loyal.json", text_of_segmentation(LOYAL).encode()).run()
    assert drawn(app) == ["loyal", "everyone else"]
    foreign = text_of_segmentation(Rules(LOYAL.rules, unit="visit")).encode()
    for name, content, reason in [
        ("visits.json", foreign, "tells visits apart"),
        ("x.json", b"\xff\xfe", "it is no text"),
        ("y.json", b"[]", "is not a segment definition"),
        ("z.json", b'{"format":1,"kind":"columns","columns":["a"]}', "holds no rules"),
    ]:
        app.file_uploader(key="segments.file").upload(name, content).run()
        assert reason in said(app)
        assert drawn(app) == ["loyal", "everyone else"]


def test_two_segments_of_one_name_are_refused_in_words(app):
    shown(app, store.sample(), segmentation="visitor")
    app.text_input(key="segments.0.name").set_value("returning").run()
    assert "every segment needs a name of its own" in said(app)
    assert app.button(key="segments.use").disabled


def test_visits_are_visits_and_numbers_and_days_have_their_widgets(app):
    visits = pd.DataFrame(
        {
            "pages": ["1", "2", "30", "4"] * 50,
            "day": ["2026-03-01", "2026-03-02"] * 100,
            "converted": ["yes", "no", "no", "no"] * 50,
        }
    )
    shown(app, load(outcomes=visits))
    assert headline(app).startswith("**200 visits** in one group")
    press(app, "add")
    app.selectbox(key="segments.0.0.field").set_value("pages").run()
    app.selectbox(key="segments.0.0.question").set_value("at_least").run()
    app.number_input(key="segments.0.0.value").set_value(4.0).run()
    assert "**100 visits** · 50 %" in said(app)
    app.selectbox(key="segments.0.0.field").set_value("day").run()
    app.selectbox(key="segments.0.0.question").set_value("after").run()
    app.date_input(key="segments.0.0.value").set_value(pd.Timestamp("2026-03-01").date()).run()
    assert "**100 visits** · 50 %" in said(app)


def test_what_counts_has_the_word_the_file_has_for_it(app):
    stays = pd.DataFrame({"hotel": ["city", "beach"] * 200, "is_canceled": ["yes", "no", "no", "no"] * 100})
    dataset = load(outcomes=stays, mapping={"outcomes": {"converted": "is_canceled"}})
    shown(app, dataset, segmentation="hotel")
    assert "**25.0 %** of them with is\\_canceled: **city** (50 % of them) at **50.0 %**" in headline(app)
    assert "converted" not in said(app)


def test_customers_without_conversions_are_counted_and_not_rated(app):
    shown(app, load(customers=store.sample().customers.assign(plan="x")), segmentation="visitor")
    assert "Bring conversions to see how often each converts" in headline(app)
    assert drawn(app) == ["new", "returning"]


def test_paths_alone_say_what_the_page_needs(app):
    paths = load(paths=pd.DataFrame({"path": ["A > B"], "conversions": [3]}))
    shown(app, paths)
    assert "Segments of customers need customers, touchpoints, or orders" in "".join(
        i.value for i in app.info
    ).replace("\\", "")


def test_names_from_the_file_are_shown_letter_by_letter(app):
    loud = [name for name in NASTY if "\n" not in name]
    rows = pd.DataFrame(
        [(name, int(i < 20 * (place % 3))) for place, name in enumerate(loud) for i in range(60)],
        columns=[":red[plan]", "converted"],
    )
    shown(app, load(outcomes=rows), segmentation=":red[plan]")
    for element in (*app.main.markdown, *app.main.caption):
        assert "![x](" not in element.value
        assert ":red[" not in element.value


def ready(app, name):
    app.selectbox(key="segments.ready").set_value(name).run()
    assert not app.exception
    return app


def test_a_ready_made_set_shows_its_limits_and_turns_into_rules_that_give_the_same(app):
    ready(shown(app, store.sample(), segmentation="visitor"), "rfm")
    assert headline(app).startswith("**9 segments** of the **210** who ordered (3 % of 7,000 customers):")
    assert "how often each converts says nothing new" in headline(app)
    assert drawn(app)[0] == "champions"
    assert "no order yet" not in drawn(app)
    assert all(
        any(said in table.value.to_string() for table in app.table)
        for said in ("at most 37 days", "referral")
    )
    before = {line for line in said(app).splitlines() if "of the money spent" in line}
    press(app, "as-rules")
    assert names(app)[:2] == ["champions", "loyal"]
    assert {line for line in said(app).splitlines() if "of the money spent" in line} == before


def test_a_ready_made_set_is_used_on_every_page_and_travels_in_the_link(app):
    ready(shown(app, store.sample(), segmentation="visitor"), "tiers")
    app.text_input(key="segments.name").set_value("Tiers of summer").run()
    press(app, "use")
    assert "segments: Tiers of summer (customers, as of the latest day)" in said(app)
    rule = read_segmentation(app.query_params["sets"])
    assert (rule.scheme, rule.name) == ("tiers", "Tiers of summer")
    assert segment_sets.problem(app.session_state[KEY].sets[0], store.sample()) == ""
    press(app, "delete")
    assert app.session_state[KEY].segmentation == ""


def test_the_top_is_a_set_like_any_other_without_rules(app):
    ready(shown(app, store.sample()), "top")
    assert drawn(app) == ["top 20 % by revenue", "other buyers"]
    assert app.text_input(key="segments.name").disabled
    press(app, "save")
    assert [each.name for each in app.session_state[KEY].sets] == [
        "top 20 % by revenue in the last 12 months"
    ]


def test_what_customers_did_is_a_field_as_of_a_day(app):
    shown(app, store.sample())
    press(app, "add")
    app.selectbox(key="segments.0.0.field").set_value("orders so far").run()
    app.selectbox(key="segments.0.0.question").set_value("at_least").run()
    app.number_input(key="segments.0.0.value").set_value(1.0).run()
    assert "**210 customers**" in said(app)
    assert "as of 2026-08-30, the latest day" in said(app)
    app.date_input(key="segments.as-of").set_value(pd.Timestamp("2026-05-31").date()).run()
    orders = store.sample().conversions
    early = orders[orders["ts"] < pd.Timestamp("2026-06-01", tz="UTC")]["customer_id"].nunique()
    assert f"**{early} customers**" in said(app)
    assert app.session_state[segment_sets.DRAFT].finished.moment == "2026-05-31"


def test_a_field_that_is_worked_out_though_not_offered_has_its_widgets(app):
    busy = Group("all", (Condition("orders in the last 45 days", "at_least", (1.0,)),))
    made = SegmentSet("Busy", text_of_segmentation(Rules((Rule("busy", busy),), name="Busy")))
    shown(app, store.sample(), sets=(made,), segmentation="@Busy")
    assert app.number_input(key="segments.0.0.value").value == 1
    assert "have no column" not in said(app)


def test_a_ready_made_set_the_data_cannot_tell_says_why(app):
    shown(app, load(customers=store.sample().customers))
    ready(app, "rfm")
    assert "RFM: how recently, how often, how much: " in said(app)
    assert "cannot be worked out" in said(app)


def test_advice_stands_only_where_every_segment_is_known(app):
    shown(app, store.sample(), segmentation="visitor")
    assert "What to do with each segment" not in [each.label for each in app.expander]
