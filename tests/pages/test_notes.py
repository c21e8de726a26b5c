"""Notes on the pages: written under the answer, read there, removed and brought back."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.data.load import load
from segattr.project.notes import Note
from segattr.ui import notes
from segattr.ui.choices import Choices
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD

PLACES = ("value", "attribution", "averages", "segments")
EVIL = "![x](http://192.0.2.1/x.png) **bold**\n=1+1"


@pytest.fixture(scope="module")
def shop():
    days = pd.date_range("2026-01-05", "2026-06-30", freq="31h")
    ids = [f"c{n * n % 61}" for n in range(len(days))]
    seen = pd.DataFrame(
        {
            "customer_id": ids,
            "ts": days,
            "channel": ["Email" if n % 3 else "Search" for n in range(len(days))],
        }
    )
    people = pd.DataFrame({"customer_id": [f"c{n}" for n in range(61)], "plan": ["pro"] * 30 + ["free"] * 31})
    return load(touchpoints=seen, conversions=seen.iloc[::3].assign(value=40.0), customers=people)


def opened(shop, place, **choices):
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=120)
    app.session_state[KEY] = Choices(dataset_key=shop.key, segmentation="plan", **choices)
    app.session_state[HELD] = shop
    app.session_state[notes.BOX] = True
    app.run()
    app.switch_page(str(ROOT / "pages" / f"{place}.py")).run()
    app.session_state[notes.BOX] = True
    app.run()
    assert not app.exception
    return app


def kept(app):
    return app.session_state[KEY].notes


@pytest.mark.parametrize("place", PLACES)
def test_a_note_is_written_under_the_answer_of_a_page_about_what_it_found(shop, place):
    app = opened(shop, place)
    app.text_area(key=notes.TEXT).set_value(EVIL).run()
    app.button(key="note-keep").click().run()
    assert not app.exception
    (note,) = kept(app)
    assert note.pinned_to == "finding"
    assert "**" not in note.about
    assert note.text == EVIL
    app.session_state[notes.BOX] = True
    app.run()
    shown = [each.value for each in app.main.markdown]
    assert any("http" in text and "![" not in text for text in shown)
    assert app.text_area(key=notes.TEXT).value == ""


def test_a_note_may_be_about_a_segment_or_the_picture(shop):
    app = opened(shop, "value")
    options = app.selectbox(key=notes.ABOUT).options
    assert [text.split(":")[0] for text in options] == ["Finding", "Picture", "Segment", "Segment"]
    app.selectbox(key=notes.ABOUT).select_index(3)
    app.text_area(key=notes.TEXT).set_value("They moved house.").run()
    app.button(key="note-keep").click().run()
    assert (kept(app)[0].pinned_to, kept(app)[0].about) in {("segment", "free"), ("segment", "pro")}


def test_an_empty_note_is_none(shop):
    app = opened(shop, "value")
    app.text_area(key=notes.TEXT).set_value(" \u202e ").run()
    app.button(key="note-keep").click().run()
    assert not app.exception
    assert kept(app) == ()


def test_a_note_is_removed_and_brought_back_to_its_place(shop):
    three = tuple(Note("segment", name, "x", "2026-05-04") for name in ("pro", "free", "gone"))
    app = opened(shop, "value", notes=three)
    app.button(key="note-remove-1").click().run()
    assert kept(app) == (three[0], three[2])
    app.session_state[notes.BOX] = True
    app.run()
    app.button(key="note-undo").click().run()
    assert kept(app) == three


def pressed_twice():
    import streamlit as st

    from segattr.project.notes import Note
    from segattr.ui import notes, state

    note = Note("segment", "pro", "x", "2026-05-04")
    state.change(notes=(note,))
    for _ in range(2):
        notes._remove(note)
    assert state.get().notes == ()
    for _ in range(2):
        notes._bring_back()
    st.session_state["kept"] = state.get().notes == (note,)


def test_a_second_press_before_the_page_is_drawn_anew_does_nothing_more():
    app = AppTest.from_function(pressed_twice).run()
    assert not app.exception
    assert app.session_state["kept"]
