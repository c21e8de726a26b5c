import re
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from segattr.ui.mapping_editor import OPENED
from segattr.ui.shell import ROOT
from segattr.ui.state import KEY
from segattr.ui.store import HELD
from segattr.ui.uploads import DESK
from tests.ui.nasty import NASTY

FILES = Path("tests/data_files")
VISITS = b"user_id,ts,channel,page\n1,2025-01-05,Email,a\n1,2025-01-06,Search,b\n2,2025-01-07,Email,a\n"
ORDERS = b"user_id,ts,value,paid\n1,2025-01-08,10,7\n2,2025-01-09,30,9\n"
OPEN_DATES = b"user_id,when,channel\n1,03/04/2025,Email\n2,05/06/2025,Search\n"


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=30).run()


def drop(app, **files):
    named = [(f"{name}.csv", content, "text/csv") for name, content in files.items()]
    return app.file_uploader[0].set_value(named).run()


def button(app, label):
    return next(button for button in app.button if button.label == label)


def press(app, label):
    app = button(app, label).click().run()
    assert not app.exception
    return app


def said(app):
    """Everything the page says in Markdown, one text."""
    kinds = (app.subheader, app.markdown, app.caption, app.warning, app.error, app.info)
    return "\n".join(element.value for kind in kinds for element in kind)


def desk(app):
    return app.session_state[DESK]


def file(app, name):
    return next(upload for upload in desk(app).uploads if upload.name == name)


def loaded(app):
    return app.session_state[HELD]


def field(app, name, label):
    """Return the selectbox of a field on a file's card; the card's columns are opened first."""
    if not any(file(app, name).id in str(box.key) for box in app.selectbox):
        app.session_state[OPENED][file(app, name).id] = True
        app.run()
    boxes = [box for box in app.selectbox if file(app, name).id in str(box.key)]
    return next(box for box in boxes if box.label == label)


def test_without_data_there_are_two_doors_and_nothing_else_to_decide(app):
    assert [heading.value for heading in app.subheader] == [
        "Drop your exports here",
        "Try it with a shop's data",
    ]
    assert [button.label for button in app.button] == ["Open the sample shop"]
    assert app.file_uploader[0].accept_multiple_files


def test_the_sample_is_one_click_away_and_a_finding_two_more(app):
    press(app, "Open the sample shop")
    assert "**21,729 touchpoints** and **247 conversions** of **7,000 customers**" in app.subheader[0].value
    assert app.session_state[KEY].project == "Sample shop"
    press(app, "See what the average hides")
    assert app.title[0].value == "What does the average hide?"


def test_two_files_dropped_together_are_put_together_without_another_click(app):
    drop(app, visits=VISITS, orders=ORDERS)
    assert not app.exception
    assert app.subheader[0].value == (
        "**3 touchpoints** and **2 conversions** of **2 customers**, 5 – 9 Jan 2025. "
        "You can compare conversion by segment and share out credit."
    )
    assert "Taken for **touchpoints**: 3 rows" in said(app)
    assert (
        "Customer from **user\\_id**, When from **ts**, Value from **value**. Kept as they are: paid."
        in said(app)
    )
    assert not button(app, "See who earned the credit").disabled


def test_the_project_is_named_by_the_visitor_and_keeps_its_name(app):
    drop(app, visits=VISITS)
    app.text_input[0].set_value("Client X").run()
    drop(app, orders=ORDERS)
    assert app.session_state[KEY].project == "Client X"


def test_what_the_data_do_not_allow_is_closed_and_says_what_it_takes(app):
    drop(app, shoppers=(FILES / "online_shoppers_intention_head.csv").read_bytes())
    assert "**300 people or visits**" in app.subheader[0].value
    assert not button(app, "See what the average hides").disabled
    credit = button(app, "See who earned the credit")
    assert credit.disabled
    assert "touchpoints and conversions" in credit.help


def test_a_corrected_column_changes_the_data(app):
    drop(app, visits=VISITS, orders=ORDERS)
    assert loaded(app).conversions["value"].sum() == 40
    field(app, "orders.csv", "Value").select("paid").run()
    assert not app.exception
    assert loaded(app).conversions["value"].sum() == 16
    assert "Value from **paid**. Kept as they are: value." in said(app)


def test_another_role_and_back_loses_no_correction(app):
    drop(app, orders=ORDERS)
    field(app, "orders.csv", "Value").select("paid").run()
    field(app, "orders.csv", "What is in this file?").select("customers").run()
    assert loaded(app).conversions is None
    assert len(loaded(app).customers) == 2
    field(app, "orders.csv", "What is in this file?").select("conversions").run()
    assert loaded(app).conversions["value"].sum() == 16


def test_a_required_field_left_out_is_asked_for_and_the_other_file_stays_in_use(app):
    drop(app, visits=VISITS, orders=ORDERS)
    field(app, "visits.csv", "Channel · required").select("").run()
    assert "No column was found for **Channel**" in said(app)
    assert "Not used yet: **visits\\.csv**. See below what it needs." in said(app)
    assert list(loaded(app).tables) == ["conversions"]


def test_a_file_left_aside_is_not_used_and_not_complained_about(app):
    drop(app, visits=VISITS, orders=ORDERS)
    field(app, "orders.csv", "What is in this file?").select("").run()
    assert "Left aside, as you set: 2 rows." in said(app)
    assert list(loaded(app).tables) == ["touchpoints"]
    assert not app.warning


def test_everything_is_still_there_after_a_look_at_another_page(app):
    drop(app, visits=VISITS, orders=ORDERS)
    field(app, "orders.csv", "Value").select("paid").run()
    app.switch_page(str(ROOT / "pages" / "averages.py")).run()
    app.switch_page(str(ROOT / "pages" / "data.py")).run()
    assert field(app, "orders.csv", "Value").value == "paid"
    assert loaded(app).conversions["value"].sum() == 16


def test_a_bad_file_says_what_is_wrong_and_costs_no_other_file(app):
    drop(app, visits=VISITS, empty=b"", orders=ORDERS)
    assert [error.value for error in app.error] == [
        "empty\\.csv is empty\\. Export it again, or choose another file\\."
    ]
    assert "**3 touchpoints** and **2 conversions**" in app.subheader[0].value


def test_a_file_nobody_thought_of_is_a_message_too(app, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("segattr.ui.uploads.read_table", broken)
    drop(app, odd=VISITS)
    assert not app.exception
    assert app.error[0].value == "odd\\.csv could not be read\\. Save it as CSV and try again\\."


def test_values_that_are_none_are_said_on_the_files_card_and_the_others_are_used(app):
    drop(app, visits=VISITS, orders=ORDERS)
    field(app, "orders.csv", "When · required").select("paid").run()
    assert app.error[0].value.startswith("orders\\.csv\\: no date could be read in 'paid'")
    assert list(loaded(app).tables) == ["touchpoints"]
    field(app, "orders.csv", "When · required").select("ts").run()
    assert not app.error
    assert list(loaded(app).tables) == ["touchpoints", "conversions"]


def test_ambiguous_dates_are_asked_once_for_all_files_with_a_date_of_the_file(app):
    drop(app, may=OPEN_DATES, june=OPEN_DATES.replace(b"1,", b"7,").replace(b"channel", b"channel,x"))
    first, second = app.radio
    assert first.value is None
    assert first.options == second.options == ["Day first", "Month first"]
    assert "holds dates that read both as day/month and as month/day" in app.warning[1].value
    first.set_value("day first").run()
    assert not app.exception
    orders = [radio for radio in app.radio if radio.label == "Which comes first?"]
    assert [radio.value for radio in orders] == ["day first", "day first"]
    assert loaded(app).touchpoints["ts"].dt.month.tolist() == [4, 6]
    orders[0].set_value("month first").run()
    assert loaded(app).touchpoints["ts"].dt.month.tolist() == [3, 5]


def test_of_two_files_for_one_role_the_visitor_chooses_one_or_both(app):
    drop(app, january=VISITS, february=VISITS.replace(b"2025-01", b"2025-02"))
    assert "**january\\.csv** and **february\\.csv** both look like touchpoints." in said(app)
    assert "Not in use: another file stands for the touchpoints." in said(app)
    assert len(loaded(app).touchpoints) == 3
    choice = app.radio[0]
    choice.set_value(file(app, "february.csv").id).run()
    assert loaded(app).touchpoints["ts"].dt.month.unique().tolist() == [2]
    app.radio[0].set_value("all").run()
    assert len(loaded(app).touchpoints) == 6
    assert not app.exception


def test_the_same_file_twice_is_taken_once_and_said_so(app):
    drop(app, visits=VISITS, copy=VISITS)
    assert len(desk(app).uploads) == 1
    assert "copy\\.csv holds the same as visits\\.csv and was not added again\\." in said(app)


def test_a_file_taken_out_can_be_put_back_with_its_corrections(app):
    drop(app, visits=VISITS, orders=ORDERS)
    field(app, "orders.csv", "Value").select("paid").run()
    app.button(f"out.{file(app, 'orders.csv').id}").click().run()
    assert list(loaded(app).tables) == ["touchpoints"]
    press(app, "Put it back")
    assert loaded(app).conversions["value"].sum() == 16


def test_the_only_file_taken_out_can_be_put_back_too(app):
    drop(app, visits=VISITS)
    app.button(f"out.{file(app, 'visits.csv').id}").click().run()
    assert app.session_state[KEY].dataset_key == ""
    press(app, "Put it back")
    assert len(loaded(app).touchpoints) == 3


def test_the_next_export_of_the_same_kind_is_read_as_the_last_was_corrected(app):
    drop(app, orders=ORDERS)
    field(app, "orders.csv", "Value").select("paid").run()
    app.button(f"out.{file(app, 'orders.csv').id}").click().run()
    drop(app, corrected=ORDERS.replace(b",7", b",100"))
    assert loaded(app).conversions["value"].sum() == 109


def test_another_sheet_of_a_workbook_can_be_chosen(app):
    workbook = BytesIO()
    with pd.ExcelWriter(workbook) as book:
        for month, value in (("Jan", 10), ("Feb", 20)):
            rows = {"user_id": ["1", "2"], "ts": [f"2025-01-0{value // 10}"] * 2, "value": [value] * 2}
            pd.DataFrame(rows).to_excel(book, sheet_name=month, index=False)
    app.file_uploader[0].set_value([("orders.xlsx", workbook.getvalue(), "")]).run()
    sheet = field(app, "orders.xlsx", "Which sheet?")
    assert (sheet.value, sheet.options) == ("Jan", ["Jan", "Feb"])
    sheet.select("Feb").run()
    assert not app.exception
    assert loaded(app).conversions["value"].sum() == 40


def test_the_raw_upload_is_let_go_and_the_uploader_comes_back_empty(app):
    drop(app, visits=VISITS)
    assert app.file_uploader[0].value == []
    assert file(app, "visits.csv").raw == b""


def test_own_exports_take_the_place_of_the_sample(app):
    press(app, "Open the sample shop")
    drop(app, visits=VISITS)
    assert app.session_state[KEY].project == "Your data"
    assert "sample" not in said(app)
    assert len(loaded(app).touchpoints) == 3


def test_segments_of_data_gone_are_not_kept(app):
    press(app, "Open the sample shop")
    assert app.session_state[KEY].segmentation == "visitor"
    drop(app, visits=VISITS)
    assert app.session_state[KEY].segmentation == ""


def test_starting_over_leaves_nothing_and_asks_first(app):
    drop(app, visits=VISITS, orders=ORDERS)
    assert app.session_state[KEY].dataset_key
    press(app, "Yes, start over")
    assert app.session_state[KEY].dataset_key == ""
    assert desk(app).uploads == ()
    assert app.subheader[0].value == "Drop your exports here"


@pytest.mark.parametrize("name", NASTY)
def test_no_name_and_no_cell_brings_markup(app, name):
    table = pd.DataFrame({name: ["1", "2"], "ts": ["2025-01-01"] * 2, f"v {name}": [name] * 2})
    content = table.to_csv(index=False).encode()
    app.file_uploader[0].set_value([(f"{name}.csv", content, "text/csv"), (f"{name}.bad", b"", "")]).run()
    assert not app.exception
    plain = re.sub(r"\\.", "", said(app))  # what is left has no backslash before it
    assert not re.search(r"[<\[$`|~]|:/|:red|:smile", plain)
