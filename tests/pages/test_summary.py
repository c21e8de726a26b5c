"""A Summary opened in the app: the same figures as from the exports, and a sentence where it takes those."""

from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import segattr as sa
from segattr.ui import parts, store
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import SAMPLE
from segattr.ui.summary_opened import OpenedSummary
from segattr.ui.uploads import DESK
from segattr.words import summaries as words

EXPORTS = {
    name: (SAMPLE / name).read_bytes()
    for name in ("touchpoints.csv", "orders.csv", "customers.csv", "costs.csv")
}
MODELS = ("first", "last_non_direct", "linear", "time_decay", "u_shaped", "markov", "shapley")
JOURNEYS = ("paths", "time", "next", "roles", "engagement", "one")
CHECKS = ("fit", "memory", "participation")


@pytest.fixture(scope="module")
def summary():
    return sa.summarise(store.sample(), "visitor", sa.Window(lookback_days=45))


@pytest.fixture(scope="module")
def content(summary, tmp_path_factory):
    return summary.save(tmp_path_factory.mktemp("made") / "client.summary").read_bytes()


def fresh():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=120).run()


@pytest.fixture
def app():
    return fresh()


@pytest.fixture
def files(monkeypatch):
    """The tables behind the buttons of files, as they were drawn last."""
    drawn = {}

    def keep(table, *, name, settings, **_):
        drawn[name] = (table, tuple(settings))

    monkeypatch.setattr(parts, "downloads", keep)
    return drawn


def drop(app, **contents):
    app.file_uploader[0].set_value([(n, c, "application/octet-stream") for n, c in contents.items()]).run()
    assert not app.exception
    return app


def opened(app, content):
    return drop(app, **{"client.summary": content})


def visit(app, page, **choices):
    app.session_state[KEY] = replace(app.session_state[KEY], **choices)
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception
    return app


def said(app):
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error, app.success)
    return "\n".join(element.value for kind in kinds for element in kind).replace("\\", "")


def labels(app):
    return [button.label for button in app.button]


def test_credit_is_the_same_from_the_exports_and_from_their_summary(app, content, files):
    chosen = {"models": MODELS, "segmentation": "visitor", "measure": "value"}
    visit(drop(app, **EXPORTS), "attribution", lookback_days=45.0, **chosen)
    (wanted, settings), beside = files.pop("credit"), files.pop("models_side_by_side")[0]
    visit(opened(fresh(), content), "attribution", **chosen)
    found, own = files["credit"]
    pd.testing.assert_frame_equal(found, wanted, rtol=1e-9, atol=1e-9)
    pd.testing.assert_frame_equal(files["models_side_by_side"][0], beside, rtol=1e-9, atol=1e-9)
    assert len(found) == len(MODELS) * 2 * 10  # nine channels and no touch
    assert own[: len(settings)] == settings
    assert own[len(settings)].startswith("from the Summary client.summary, made on ")


def test_the_data_page_says_what_it_is_what_it_allows_and_who_is_not_in_it(app, content):
    opened(app, content)
    held = "**Summary of 7,057 journeys** with **247 conversions** of **7,000 customers**, by **visitor**"
    assert held.replace("7,057", f"{app.session_state[store.HELD].contents.journeys:,}") in said(app)
    assert "No customer is in it." in said(app)
    assert "Not in it: single journeys, other segments or windows" in said(app)
    assert "45-day lookback" in said(app)
    assert "**client.summary**" in said(app)
    assert "segments: visitor · a Summary: no rows to check" in said(app)
    assert {"See who earned the credit", "See what the average hides"} <= set(labels(app))
    inside = next(frame.value for frame in app.dataframe if "no_touch" in frame.value)
    assert inside["conversions"].sum() == 247


def test_the_averages_split_by_its_own_segments(app, content):
    visit(opened(app, content), "averages")
    assert "**returning** converts at **8.0 %** (6.9–9.3), **new** at **1.0 %** (0.8–1.3)" in said(app)
    assert "from the Summary client.summary" in said(app)
    assert "What else hides" not in said(app)
    assert "Make this a segment" not in labels(app)


def test_what_takes_rows_says_so_page_by_page_and_offers_the_ways_to_them(app, content):
    opened(app, content)
    for sight in ("found", "compare", "funnel"):
        assert words.NEEDS_ROWS in said(visit(app, "averages", sight=sight))
    for page in ("segments", "value"):
        assert said(visit(app, page)).count(words.NEEDS_ROWS) == 1
        assert "Try it with a shop's data" in labels(app)


def test_every_part_of_attribution_is_drawn_or_says_what_it_takes(app, content, files):
    visit(opened(app, content), "attribution", part="agreement")
    assert "places_over_models" in files
    assert words.NO_SPEND in said(visit(app, "attribution", part="cost"))
    views = {view: looked_at(app, "journeys", "journeys", view) for view in JOURNEYS}
    assert [view for view in JOURNEYS if words.NEEDS_ROWS in views[view]] == ["one"]
    checks = {check: looked_at(app, "models", "check", check) for check in CHECKS}
    assert "This takes a Summary made with: Markov remembers 4 touches" in checks["memory"]
    assert {"ways", "lengths", "days_to_convert", "next_touch", "roles", "engagement"} <= set(files)
    assert {"additivity_gap_markov", "participation"} <= set(files)


def looked_at(app, part, widget, value):
    app.session_state[f"attribution.{widget}"] = value
    return said(visit(app, "attribution", part=part))


def test_what_the_summary_fixes_is_shown_as_fixed_and_the_rest_can_be_set(app, content):
    visit(opened(app, content), "attribution", lookback_days=90.0)
    assert "Fixed, because the tables of this Summary were counted under it: 45-day lookback" in said(app)
    drawn = {box.label for kind in (app.number_input, app.selectbox, app.multiselect) for box in kind}
    assert not drawn & {
        "Lookback, days",
        "Half-life, days",
        "Direct channels",
        "Credit by",
        "Markov remembers",
    }
    segments = next(box for box in app.multiselect if box.label == "Segments")
    assert segments.options == ["visitor"]
    assert segments.help == words.FIXED_SEGMENTS
    next(radio for radio in app.radio if radio.label == "Conversions").set_value("first")
    next(button for button in app.button if button.label == "Apply").click().run()
    assert not app.exception
    assert "first conversions of a customer only" in said(app)
    assert app.session_state[KEY].lookback_days == 90  # what was set for other data is as it was
    next(box for box in app.multiselect if box.label == "Segments").set_value([]).run()
    assert "client** · data up to 30 August 2026 · everyone as one group" in said(app)


def test_segments_of_a_link_that_it_does_not_know_are_named(app, content):
    visit(opened(app, content), "attribution", segmentation="device")
    assert "counted by visitor, and cannot be split by device" in said(app)
    next(button for button in app.button if button.label == "Everyone as one group").click().run()
    assert "Credit adds up to **247 conversions**" in said(app)


def test_counted_paths_say_what_they_lack(app, tmp_path):
    paths = pd.DataFrame({"path": ["A > B", "B"], "conversions": [30, 220], "nulls": [300, 400]})
    drop(app, **{"paths.summary": sa.summarise(sa.load(paths=paths)).save(tmp_path / "p").read_bytes()})
    assert "**Summary of 950 journeys** with **250 conversions**, everyone as one group" in said(app)
    assert "and conversion by" not in said(app)
    visit(app, "attribution")
    assert "Credit adds up to **250 conversions**" in said(app)
    assert "under it: journeys as they were cut in your file of paths" in said(app)
    memory = looked_at(app, "models", "check", "memory")
    assert "This takes a Summary made with: Markov remembers 4 touches." in memory
    assert "These are counted conversion paths: they carry no people" in said(visit(app, "averages"))


def test_a_refused_file_says_why_on_the_page(app):
    drop(app, **{"late.summary": b"PK\x03\x04 no summary"})
    assert "**Your file cannot be used.**" in said(app)
    assert "late.summary is not a segattr Summary, or it is damaged" in said(app)


def test_of_two_summaries_the_visitor_says_which(app, content, summary, tmp_path):
    other = sa.summarise(store.sample()).save(tmp_path / "b.summary").read_bytes()
    drop(app, **{"client.summary": content, "all.summary": other})
    assert words.SEVERAL in said(app)
    assert words.ANOTHER in said(app)
    first = app.session_state[store.HELD]
    next(radio for radio in app.radio if radio.label == words.WHICH).set_value(
        _id(app, "client.summary")
    ).run()
    assert not app.exception
    assert (first.name, app.session_state[store.HELD].name) == ("all.summary", "client.summary")
    assert app.session_state[KEY].segmentation == "visitor"


def _id(app, name):
    return next(upload.id for upload in app.session_state[DESK].uploads if upload.name == name)


def test_a_summary_beside_its_exports_waits_and_says_so(app, content):
    drop(app, **EXPORTS, **{"client.summary": content})
    assert words.INSTEAD in said(app)
    assert not isinstance(app.session_state[store.HELD], OpenedSummary)


def test_hostile_names_are_shown_letter_by_letter(app, summary, tmp_path):
    nasty = replace(summary, segmentation="![x](http://x.example) `a`, *b* :red[c]")
    drop(app, **{"[a](b).summary": nasty.save(tmp_path / "n.summary").read_bytes()})
    shown = "\n".join(element.value for element in app.markdown)
    assert "![x](" not in shown
    assert "[a](b)" not in shown
    visit(app, "attribution")
    visit(app, "averages")
    assert "**returning** converts at" in said(app)
