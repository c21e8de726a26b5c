"""The audit on the Data page: lights, findings, fixes there and back, the list to take along."""

from io import BytesIO

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.checks.audit import findings_table
from segattr.exports.document import Document
from segattr.exports.workbook import to_workbook
from segattr.ui import store
from segattr.ui.project_form import desk_of, project_of
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.ui.uploads import DESK
from segattr.words import audit as words

VISITS = "user_id,ts,channel,source\n" + "".join(
    f"u{place},2026-01-{1 + place % 28:02d} 1{place % 10}:00:00,Social,{'fb' if place < 5 else 'Facebook'}\n"
    for place in range(60)
)
ORDER = "A1,u7,2026-01-28 21:00:00,50\n"
ORDERS = f"order_id,user_id,ts,value\n{ORDER}{ORDER}A2,u9,2026-01-28 22:00:00,20\n"
TWICE = "leave_out:repeated_orders:conversions:conversion_id"
SPELLED = "rename:spellings:touchpoints:source"


@pytest.fixture
def app():
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60).run()
    files = {"visits.csv": VISITS, "orders.csv": ORDERS}
    app.file_uploader[0].set_value([(n, text.encode(), "text/csv") for n, text in files.items()]).run()
    assert not app.exception
    return app


def said(app):
    return "\n".join(element.value for kind in (app.markdown, app.caption, app.subheader) for element in kind)


def fix(app, kind):
    button = next(b for b in app.button if b.label == words.FIX[kind])
    app = button.click().run()
    assert not app.exception
    return app


def test_the_section_says_what_was_found_and_what_it_makes_doubtful(app):
    text = said(app)
    assert words.TITLE in text
    assert "1 conversion (33 %) repeats the number, customer and value" in text.replace("\\", "")
    assert "not yet" in text
    assert "1 conversion worth 50.00 hangs on it" in text.replace("\\", "")


def test_a_fix_changes_the_data_and_undo_brings_them_back(app):
    before = app.session_state[KEY].dataset_key
    app = fix(app, "leave_out")
    fixed = app.session_state[HELD]
    assert fixed.fixes == (TWICE,)
    assert len(fixed.conversions) == 2
    assert app.session_state[KEY].dataset_key == fixed.key != before
    assert words.DONE in said(app)
    assert "1 thing put right" in said(app)
    next(b for b in app.button if b.label == words.UNDO).click().run()
    assert app.session_state[KEY].dataset_key == before
    assert len(app.session_state[HELD].conversions) == 3


def test_a_project_keeps_its_fixes(app):
    app = fix(app, "rename")
    desk = app.session_state[DESK]
    assert desk.fixes == (SPELLED,)
    again = desk_of(project_of("k" * 22, desk, app.session_state[KEY]))
    assert again.fixes == desk.fixes
    later = project_of("k" * 22, desk, app.session_state[KEY])
    unknown = {**later.settings, "fixes": [*later.settings["fixes"], "mend:everything::"]}
    assert desk_of(type(later)(later.key, files=later.files, settings=unknown)).fixes == desk.fixes


def test_the_file_taken_along_says_what_the_screen_says(app, monkeypatch):
    dataset = app.session_state[HELD]
    monkeypatch.setattr(store, "loaded", lambda _key: dataset)
    table = findings_table(store.findings(dataset.key))
    assert [title for title in table["title"] if title.replace(" ", "") not in plain(said(app))] == []
    made = to_workbook(Document(table, name="audit", title=words.TITLE, shares=["share"]))
    sheets = pd.read_excel(BytesIO(made), sheet_name=None, header=None, engine="openpyxl")
    cells = {str(cell) for sheet in sheets.values() for cell in sheet.to_numpy().ravel()}
    assert set(table["title"]) <= cells


def plain(text):
    return text.replace("\\", "").replace("\u200b", "").replace(" ", "")


def test_pages_with_doubtful_figures_say_so_and_lead_to_the_list(app):
    app.switch_page(str(ROOT / "pages" / "averages.py")).run()
    assert not app.exception
    assert "These figures rest on data with open questions" in said(app)
    assert "1 blocker in the data" in said(app)


def test_the_sample_is_green_and_offers_no_fix():
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60).run()
    next(b for b in app.button if b.label == "Open the sample shop").click().run()
    assert not app.exception
    assert words.NOTHING_FOUND in said(app)
    assert "checks passed" in said(app)
    assert not [b for b in app.button if b.label in words.FIX.values()]


CRM = "customer_id,email,plan,country\n" + "".join(
    f"c{n},{'c0' if n == 1 else f'c{n}'}@mail.de,a,France\n" for n in range(12)
)
CRM += "c5,c5@mail.de,b,France\n"
MERGE = "merge:same_person:customers:e-mail address"


@pytest.fixture
def crm():
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=60).run()
    app.file_uploader[0].set_value([("crm.csv", CRM.encode(), "text/csv")]).run()
    assert not app.exception
    return app


def test_ids_of_one_person_are_listed_put_together_counted_and_taken_apart(crm):
    before = crm.session_state[KEY].dataset_key
    pairs = next(frame.value for frame in crm.dataframe if list(frame.value.columns) == list(words.PAIRS))
    assert pairs.to_numpy().tolist() == [["c1", "c0", "c…@mail.de"]]
    app = fix(crm, "merge")
    assert app.session_state[HELD].fixes == (MERGE,)
    assert "12 customer ids before, 11 after" in said(app)
    app = next(b for b in app.button if b.label == words.UNDO).click().run()
    assert app.session_state[KEY].dataset_key == before


def test_of_two_ways_to_settle_a_customer_told_differently_one_is_taken(crm):
    labels = [button.label for button in crm.button]
    assert {words.FIX["latest"], words.FIX["usual"]} <= set(labels)
    app = fix(crm, "latest")
    assert app.session_state[HELD].customers.set_index("customer_id")["plan"]["c5"] == "b"
    assert not {words.FIX["latest"], words.FIX["usual"]} & {button.label for button in app.button}
    app = next(b for b in app.button if b.label == words.UNDO).click().run()
    assert app.session_state[HELD].customers.set_index("customer_id")["plan"]["c5"] == "a"
