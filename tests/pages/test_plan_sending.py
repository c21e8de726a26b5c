"""Sending from the Plan page: off until the server's owner sets it up and somebody ticks and presses."""

import json

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import segattr.plan.sending
from segattr.data.load import load
from segattr.plan.endpoint import SEND_TO, WRITE_KEY
from segattr.plan.sending import Sent
from segattr.reduce.extras import extra
from segattr.ui.choices import Choices
from segattr.ui.desk import Desk
from segattr.ui.plan_kept import Plan
from segattr.ui.plan_sending import BUTTON, Kept, Parcel
from segattr.ui.project_form import project_of
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY as CHOICES
from segattr.ui.store import HELD
from segattr.words import sending as words
from tests.platform_server import CLIENT, KEY, platform

PAGE = str(ROOT / "pages" / "plan.py")


@pytest.fixture(autouse=True)
def nothing_set_up(monkeypatch):
    for name in (SEND_TO, WRITE_KEY):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def set_up(monkeypatch):
    def to(url):
        monkeypatch.setenv(SEND_TO, url)
        monkeypatch.setenv(WRITE_KEY, KEY)

    return to


def shown(ids="k{}", **fields):
    people = pd.DataFrame({"customer_id": [ids.format(i) for i in range(40)]})
    people["tier"] = ["gold *1*" if i % 4 else "plain" for i in range(40)]
    people["city"] = "Köln"
    bought = pd.DataFrame({"customer_id": people["customer_id"][::3], "ts": "2026-03-05", "value": 4.0})
    dataset = load(conversions=bought, customers=people)
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)
    plan = Plan(part="audiences", **fields)
    app.session_state[CHOICES] = Choices(dataset_key=dataset.key, plan=plan, segmentation="tier")
    app.session_state[HELD] = dataset
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app):
    kinds = (app.main.markdown, app.main.caption, app.main.success, app.main.warning, app.main.error)
    text = "\n".join(e.value for kind in kinds for e in kind)
    return text.replace("\\", "").replace("\u200b", "")


def ticks(app):
    return [box for box in app.checkbox if box.key.startswith("plan.send.")]


def button(app):
    return next((each for each in app.button if each.key == BUTTON), None)


def pressed(app):
    ticks(app)[0].check().run()
    button(app).click().run()
    assert not app.exception
    return said(app)


@pytest.mark.parametrize("only", [None, WRITE_KEY])
def test_it_is_off_until_it_is_set_up(only, monkeypatch):
    if only:
        monkeypatch.setenv(only, KEY)
    app = shown()
    assert button(app) is None
    assert not ticks(app)
    assert words.NOTHING_SENT in said(app)


def test_the_first_page_promises_that_nothing_is_sent_only_where_that_holds(set_up):
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60)
    assert words.BUT not in said(app.run())
    set_up("https://api.example.com")
    assert words.BUT in said(app.run())


def test_what_is_set_up_wrongly_is_said_and_nothing_can_be_sent(set_up):
    set_up("http://example.com")
    app = shown()
    assert button(app) is None
    assert words.IN_THE_CLEAR in said(app)


def test_nothing_is_ticked_and_the_page_says_what_would_go_where(set_up):
    set_up("https://api.example.com")
    app = shown(traits=("city",))
    assert button(app).disabled
    assert [box.value for box in ticks(app)] == [False]
    told = said(app)
    assert "Send to **api.example.com**" in told
    assert "reached or held out, day of the data, city." in told
    ticks(app)[0].check().run()
    assert button(app).label.replace("\\", "").replace("\u200b", "") == "Send 60 calls to api.example.com"


def test_a_tick_is_for_what_was_seen_and_for_nothing_else(set_up):
    set_up("https://api.example.com")
    app = shown()
    ticks(app)[0].check().run()
    app.multiselect(key="plan.traits").set_value(["city"]).run()
    assert [box.value for box in ticks(app)] == [False]
    assert button(app).disabled


def test_ids_that_are_addresses_are_sent_only_when_that_is_ticked_too(set_up):
    set_up("https://api.example.com")
    app = shown(ids="k{}@example.com")
    ticks(app)[0].check().run()
    assert button(app).disabled
    assert ticks(app)[1].label == words.EMAIL_IDS
    ticks(app)[1].check().run()
    assert not button(app).disabled


def test_without_the_client_the_line_to_type_is_said(set_up, monkeypatch):
    set_up("https://api.example.com")
    monkeypatch.setattr(
        segattr.plan.sending, "extra", lambda _, name, needs: extra("not_there", name, needs=needs)
    )
    assert 'pip install "segattr[send]"' in pressed(shown())


def test_what_is_left_of_what_was_left_is_known_by_its_place_in_the_whole():
    kept = Kept(Parcel("mark", audience=True, installs=False), 60, [7, 9, 20], Sent(3, tried=2, refused=(0,)))
    assert kept.left == [7, 20]


@CLIENT
def test_what_is_ticked_is_sent_when_the_button_is_pressed(set_up):
    with platform() as there:
        set_up(there.url)
        told = pressed(shown(traits=("city",)))
    assert "accepted all 60 calls." in told
    assert words.PROOF in told
    assert len(there.ids) == len(set(there.ids)) == 60
    traits = [call["traits"] for call in there.taken if call["type"] == "identify"]
    assert traits == [{"city": "Köln", "segment": "gold *1*"}] * 30


@CLIENT
def test_what_was_left_is_kept_and_sent_next_and_the_key_is_nowhere(set_up, monkeypatch, caplog, capfd):
    caplog.set_level("DEBUG")
    monkeypatch.setattr(segattr.plan.sending, "MOST", 20)
    with platform(200, *[403] * 20) as there:
        set_up(there.url)
        app = shown()
        told = pressed(app)
        accepted = len(there.taken)
        assert f"accepted {accepted} of 60 calls." in told
        assert "the key was turned away (403)" in told
        assert "not tried" in told
        assert any(element.proto.label == words.REST for element in app.get("download_button"))
        there.answers.clear()
        assert button(app).label.startswith(f"Send the {60 - accepted} calls left")
        button(app).click().run()
        assert "accepted all 60 calls." in said(app)
        assert len(there.ids) == len(set(there.ids)) == 60
    project = json.dumps(dict(project_of("k" * 22, Desk(), app.session_state[CHOICES]).settings))
    out = capfd.readouterr()
    assert KEY in there.bodies[0].decode()
    assert KEY not in f"{app} {project} {app.session_state} {caplog.text} {out.out} {out.err}"
