"""One thing after another in the builder: made by a few choices, counted live, read back, said in words."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.segments.conditions import Condition, Group
from segattr.segments.registry import read_segmentation, text_of_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.segments.sequences import Sequence
from segattr.segments.steps import Follow, Step
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.words.segments_sequence import TIES

PAGE = str(ROOT / "pages" / "segments.py")
PEOPLE = [f"c{i}" for i in range(60)]
TICKET = Step("event", (("event", "*ticket*"),))
SINCE = Sequence(Follow(Step("order"), TICKET, last_days=90))


def client(*, events=True):
    """Everybody is seen, 40 ordered lately, 20 of them opened a ticket since and 10 the day before."""
    done = [*((who, "2026-03-10", "*ticket*") for who in PEOPLE[:20])]
    done += [(who, "2026-02-28", "*ticket*") for who in PEOPLE[20:30]] + [("c50", "2026-03-01", "open")]
    return load(
        touchpoints=pd.DataFrame({"customer_id": PEOPLE, "ts": "2026-03-31", "channel": "Ads"}),
        conversions=pd.DataFrame({"customer_id": PEOPLE[:40], "ts": "2026-03-01", "value": 9.0}),
        events=pd.DataFrame(done, columns=["customer_id", "ts", "event"]).assign(topic="refund")
        if events
        else None,
    )


@pytest.fixture(scope="module")
def data():
    return client()


def shown(dataset, **choices):
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)
    app.session_state[KEY] = Choices(dataset_key=dataset.key, **choices)
    app.session_state[HELD] = dataset
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def with_set(dataset, *parts):
    rules = Rules((Rule("them", Group("all", parts)),), name="Set")
    return shown(dataset, segmentation="@Set", sets=(SegmentSet.of(rules),))


def press(app, key):
    app.button(key=f"segments.{key}").click().run()
    assert not app.exception


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.error)
    return "\n".join(each.value for kind in kinds for each in kind).replace("\\", "")


def choose(app, key, value):
    app.selectbox(key=f"segments.0.0.{key}").set_value(value).run()
    assert not app.exception


def test_who_bought_lately_and_opened_a_ticket_since_takes_four_choices(data):
    app = shown(data)
    press(app, "add")
    press(app, "0.sequence")
    assert "Not counted yet" in said(app)
    app.number_input(key="segments.0.0.first.days").set_value(90).run()
    choose(app, "then.0.value", "*ticket*")
    assert "**20 customers** · 33 %" in said(app)
    assert "an order in the last 90 days, and after it an event *ticket*" in said(app)
    assert TIES in said(app).replace("​", "")
    choose(app, "then.what", ("event", False))
    assert "and after it no event *ticket*" in said(app)
    assert "**20 customers** · 33 %" in said(app)  # the 10 of the day before, and 10 without any


def test_a_saved_set_reads_back_and_every_part_of_it_can_be_changed(data):
    app = with_set(data, SINCE)
    assert "**20 customers**" in said(app)
    assert app.number_input(key="segments.0.0.first.days").value == 90
    assert app.selectbox(key="segments.0.0.then.0.value").value == "*ticket*"
    choose(app, "then.0.value", "open")
    assert "**Nobody** fits" in said(app)
    choose(app, "then.what", ("touch", True))
    choose(app, "then.0.column", "channel")
    assert "Not counted yet" in said(app)
    choose(app, "then.0.column", None)
    assert "**40 customers**" in said(app)
    app.number_input(key="segments.0.0.then.days").set_value(29).run()
    assert "**Nobody** fits" in said(app)
    app.button(key="segments.save").click().run()
    saved = read_segmentation(app.session_state[KEY].sets[0].definition)
    expected = Sequence(Follow(Step("order"), Step("touch"), last_days=90, within_days=29))
    assert saved.rules[0].who.parts == (expected,)
    assert text_of_segmentation(saved) == app.session_state[KEY].sets[0].definition


def test_a_step_is_narrowed_column_by_column_and_a_sequence_can_be_taken_away_and_back(data):
    app = with_set(data, SINCE)
    press(app, "0.0.then.narrow")
    assert "Not counted yet" in said(app)
    assert app.selectbox(key="segments.0.0.then.1.column").value is None
    press(app, "0.0.remove")
    assert "and after it" not in said(app)
    press(app, "undo")
    assert app.selectbox(key="segments.0.0.then.1.column").value is None


def test_why_a_customer_is_in_or_out_is_told_part_by_part_with_dates(data):
    app = with_set(data, Group("any", (SINCE, Condition("channel", "is", ("*Web*",)))))
    app.text_input(key="segments.why").set_value("c3").run()
    assert "**c3** is in **them**, the first segment that fits." in said(app)
    assert ":material/check: yes · an order in the last 90 days, and after it an event *ticket* " in said(app)
    assert "(order 2026-03-01 00:00, then event *ticket* 2026-03-10 00:00)" in said(app)
    assert ":material/close: no · channel is *Web* (Ads)" in said(app)
    app.text_input(key="segments.why").set_value("c25").run()
    assert "**c25** fits no segment, and is in **everyone else**." in said(app)
    assert "(order 2026-03-01 00:00, then none after it)" in said(app)
    app.text_input(key="segments.why").set_value("c55").run()
    assert "an event *ticket* (nothing known)" in said(app)
    app.text_input(key="segments.why").set_value("[nobody](x)").run()
    assert "Nobody known on that day has the id [nobody](x)." in app.warning[0].value.replace("\\", "")


def test_data_without_events_say_so_of_a_set_that_asks_and_offer_none():
    app = with_set(client(events=False), SINCE)
    assert "These data hold no events, so nobody is found." in said(app)
    whats = app.selectbox(key="segments.0.0.first.what").options
    assert whats == ["an order", "a touch"]
