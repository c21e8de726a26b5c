"""Which customers the tables share, on the Data page."""

import re
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from segattr.ui.project_form import choices_of, project_of
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.uploads import DESK

SEEN = b"user_id,ts,channel\n1,2025-01-05,Email\n1,2025-01-14,Search\n2,2025-01-07,Email\n"
BOUGHT = b"user_id,ts,value\n1,2025-01-08,10\n2,2025-01-09,30\n3,2025-01-09,30\n4,2025-01-15,5\n"
LEADS = b"visitor,device,converted\nNew,mobile,1\nNew,desktop,0\nReturning,mobile,1\nNew,mobile,0\n"


def dropped(**files):
    app = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=30).run()
    named = [(f"{name}.csv", content, "text/csv") for name, content in files.items()]
    app.file_uploader[0].set_value(named).run()
    assert not app.exception
    return app


def said(app):
    return [element.value for element in app.markdown]


def test_the_sentence_names_how_many_buyers_the_visits_know():
    app = dropped(visits=SEEN, orders=BOUGHT)
    assert "Of the 4 customers who **convert**, **50 %** are found in touchpoints." in said(app)
    assert "Do my sources agree on who my customers are?" in [each.value for each in app.subheader]


def test_by_week_each_week_has_its_own_rate():
    app = dropped(visits=SEEN, orders=BOUGHT)
    app.segmented_control(key="data.matches.by").set_value("week").run()
    table = next(frame.value for frame in app.dataframe if "week" in frame.value)
    bought = table[table["source"] == "conversions"]
    bought = bought.set_index(bought["week"].dt.strftime("%d"))
    assert bought["found"].to_dict() == {"06": 2, "13": 0}
    assert bought["people"].to_dict() == {"06": 3, "13": 1}


def test_tables_without_a_common_customer_say_so():
    strangers = BOUGHT.replace(b"\n1,", b"\nx,").replace(b"\n2,", b"\ny,")
    sentence = "Nobody stands in two of these tables: their customer ids do not match."
    assert sentence in said(dropped(visits=SEEN, orders=strangers))


def test_one_table_has_nothing_to_be_matched_with():
    app = dropped(leads=LEADS)
    assert not [text for text in said(app) if re.search("found in|customer ids do not match", text)]


def test_finance_figures_stand_beside_the_months_and_are_kept_with_the_project():
    app = dropped(orders=BOUGHT)
    assert not [text for text in said(app) if "finance" in text]
    app.session_state[KEY] = replace(app.session_state[KEY], control=(("2025-01", 100.0),))
    app.run()
    assert not app.exception
    assert (
        "In the 1 month finance gave figures for, these data hold 75.00: 25 % less than its 100.00."
        in said(app)
    )
    kept = project_of("k" * 22, app.session_state[DESK], app.session_state[KEY])
    assert choices_of(kept).control == (("2025-01", 100.0),)
