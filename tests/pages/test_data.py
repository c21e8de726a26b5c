import re
from dataclasses import replace
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
ADMISSIONS = (
    b"Admit,Gender,Freq\nAdmitted,Male,40\nRejected,Male,10\nAdmitted,Female,20\nRejected,Female,30\n"
)
CONTACTS = (
    b"Record ID,Create Date,Original Source,Latest Source,Latest Source Date,Became a Customer Date,"
    b"Recent Deal Amount\n"
    b"11,2025-01-02 10:00,Paid Search,Email,2025-02-02 09:00,2025-02-02,100\n"
    b"12,2025-01-03 10:00,Direct Traffic,Direct Traffic,,,\n"
)
MAILED = (
    b"Email,Phone,ts,channel\nAnn@example.com,+49 30 1234567,2025-01-05,Email\n"
    b"bob@example.com,030 7654321,2025-01-06,Search\n"
)
PAID = b"Email,ts,value\nann@example.com ,2025-01-08,10\n"
SPEND = b"Day,Cost,Clicks,Impressions\n2025-01-05,10,5,900\n2025-01-06,12,6,950\n"
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
    kinds = (app.subheader, app.markdown, app.caption, app.warning, app.error, app.info, app.success)
    return "\n".join(element.value for kind in kinds for element in kind)


def plain(text):
    return text.replace("\\", "")


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


def radio(app, label):
    return next(radio for radio in app.radio if radio.label == label)


def choose(app, label, value):
    radio(app, label).set_value(value).run()
    assert not app.exception


def test_without_data_there_are_two_doors_and_nothing_else_to_decide(app):
    assert [heading.value for heading in app.subheader] == [
        "Drop your exports here",
        "Try it with a shop's data",
    ]
    assert [button.label for button in app.button] == ["Open the sample shop"]
    assert app.file_uploader[0].accept_multiple_files


def test_the_sample_is_one_click_away_and_a_finding_two_more(app):
    press(app, "Open the sample shop")
    assert "**21,729 touchpoints** and **247 conversions** of **7,000 customers**" in said(app)
    assert app.session_state[KEY].project == "Sample shop"
    bills = next(table.value for table in app.dataframe if "clicks" in table.value)
    assert not bills["clicks"].str.endswith(".0").any()  # as the file has it
    press(app, "See what the average hides")
    assert app.title[0].value == "What does the average hide?"


def test_two_files_dropped_together_are_put_together_without_another_click(app):
    drop(app, visits=VISITS, orders=ORDERS)
    assert not app.exception
    assert (
        "**3 touchpoints** and **2 conversions** of **2 customers**, 5 – 9 Jan 2025. "
        "You can compare conversion by segment and share out credit."
    ) in [element.value for element in app.markdown]
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
    assert "**300 people or visits**" in said(app)
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
    assert "**3 touchpoints** and **2 conversions**" in said(app)


def test_a_file_nobody_thought_of_is_a_message_too(app, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("segattr.ui.upload_read.read_table", broken)
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
    assert "june" in str(desk(app).cast("touchpoints")[0].name)
    orders[1].set_value("month first").run()
    assert loaded(app).touchpoints["ts"].dt.month.tolist() == [3, 5]


def test_monthly_exports_are_used_below_each_other_and_one_can_be_chosen(app):
    drop(app, january=VISITS, february=VISITS.replace(b"2025-01", b"2025-02"))
    assert "**february\\.csv** and **january\\.csv** both look like touchpoints." in said(app)
    assert "Same columns and no row in both" in said(app)
    assert len(loaded(app).touchpoints) == 6
    choose(app, "Which file holds the touchpoints?", file(app, "february.csv").id)
    assert loaded(app).touchpoints["ts"].dt.month.unique().tolist() == [2]
    assert "Not in use: another file stands for the touchpoints." in said(app)


def test_files_with_rows_in_common_are_used_together_only_when_chosen(app):
    drop(app, january=VISITS, quarter=VISITS + b"3,2025-02-01,Email,b\n")
    assert "3 rows stand in both. Below each other, these count twice." in said(app)
    assert len(loaded(app).touchpoints) in (3, 4)
    both = next(
        option for option in radio(app, "Which file holds the touchpoints?").options if "below" in option
    )
    assert both
    ids = [upload.id for upload in desk(app).candidates("touchpoints")]
    choose(app, "Which file holds the touchpoints?", " + ".join(ids))
    assert len(loaded(app).touchpoints) == 7


def test_breakdowns_of_one_report_are_never_added_up(app):
    by = {"device": b"device,visitors,orders\nPhone,90,3\nDesktop,60,4\n"}
    by["country"] = b"country,visitors,orders\nDE,100,5\nFR,50,2\n"
    drop(app, **by)
    assert "They count the same people by different columns." in said(app)
    options = radio(app, "Which file holds the outcomes?").options
    assert options == ["country\\.csv", "device\\.csv"]
    assert loaded(app).outcomes["people"].sum() == 150


def test_the_order_files_come_in_changes_nothing(app):
    files = {"visits": VISITS, "more": VISITS.replace(b"2025-01", b"2025-02"), "orders": ORDERS}
    drop(app, **files)
    key = app.session_state[KEY].dataset_key
    press(app, "Yes, start over")
    drop(app, **dict(reversed(files.items())))
    assert app.session_state[KEY].dataset_key == key


def test_another_clients_file_is_not_combined_until_somebody_says_so(app):
    drop(app, visits=VISITS, orders=ORDERS)
    drop(app, shoppers=(FILES / "online_shoppers_intention_head.csv").read_bytes())
    assert list(loaded(app).tables) == ["touchpoints", "conversions"]
    assert "they share no customer and no channel" in said(app)
    press(app, "Start a new project with these")
    assert list(loaded(app).tables) == ["outcomes"]
    assert app.session_state[KEY].project == "shoppers"
    assert [upload.name for upload in desk(app).uploads] == ["shoppers.csv"]
    press(app, "Back to it")
    assert list(loaded(app).tables) == ["touchpoints", "conversions"]
    press(app, "Back to it")
    assert list(loaded(app).tables) == ["outcomes"]


def test_files_that_belong_together_all_the_same_can_be_said_to(app):
    drop(app, visits=VISITS)
    drop(app, orders=ORDERS.replace(b"1,", b"x1,").replace(b"2,", b"x2,"))
    assert list(loaded(app).tables) == ["touchpoints"]
    press(app, "They belong together")
    assert list(loaded(app).tables) == ["touchpoints", "conversions"]


def test_strangers_can_be_left_out(app):
    drop(app, visits=VISITS)
    drop(app, shoppers=(FILES / "online_shoppers_intention_head.csv").read_bytes())
    press(app, "Leave them out")
    assert [upload.name for upload in desk(app).uploads] == ["visits.csv"]
    assert not app.warning


def test_nothing_chosen_about_one_client_reaches_the_next(app):
    drop(app, shoppers=(FILES / "online_shoppers_intention_head.csv").read_bytes())
    app.session_state[KEY] = replace(app.session_state[KEY], split_by=("Month",), decision="waste")
    drop(app, bank=(FILES / "bank_marketing_10pct_head.csv").read_bytes())
    press(app, "Start a new project with these")
    assert (app.session_state[KEY].split_by, app.session_state[KEY].decision) == ((), "")


def test_an_outcome_in_words_of_its_own_is_asked_once(app):
    drop(app, admissions=ADMISSIONS)
    assert "**Your file waits for an answer.**" in said(app)
    answer = radio(app, "Which value counts as converted?")
    assert answer.value is None
    assert [plain(option) for option in answer.options] == ["Admitted (2 rows)", "Rejected (2 rows)"]
    answer.set_value("Admitted").run()
    assert not app.exception
    assert "**100 people or visits**, of which **60** (60 %) with Admit" in said(app)
    assert "'Admitted' in 'Admit' counts as converted, 'Rejected' as not" in plain(said(app))


def test_first_and_latest_source_become_short_journeys_on_confirmation(app):
    drop(app, contacts=CONTACTS)
    assert list(loaded(app).tables) == ["customers"]
    assert "came from: first **Original Source** and latest **Latest Source**" in plain(said(app))
    press(app, "Make short journeys of it")
    assert loaded(app).touchpoints["channel"].tolist() == ["Paid Search", "Email", "Direct Traffic"]
    assert loaded(app).conversions["value"].tolist() == [100]
    assert "at most two touches per customer" in said(app)
    assert "hold at most 2 touches" in said(app)
    press(app, "Make no journeys of it")
    assert list(loaded(app).tables) == ["customers"]


def test_a_report_of_one_platform_gets_its_channel_from_the_visitor(app):
    drop(app, google=SPEND)
    assert "No column was found for **Channel**" in said(app)
    field(app, "google.csv", "Channel · required").select("= ").run()
    assert loaded(app).costs["channel"].tolist() == ["google", "google"]
    box = next(box for box in app.text_input if box.label == "In all rows")
    box.set_value("Google Ads").run()
    assert not app.exception
    assert loaded(app).costs["channel"].tolist() == ["Google Ads", "Google Ads"]
    assert "Channel is **Google Ads** in all rows" in said(app)


def test_how_sure_each_column_is_stands_in_words_and_figures(app):
    drop(app, orders=ORDERS)
    assert re.search(r"Quite sure \(\d+ %\)\.", said(app))
    field(app, "orders.csv", "Value").select("paid").run()
    assert "as you set" in said(app)
    assert re.search(r"quite sure, \d+ %", said(app))


def test_another_file_arriving_loses_no_correction(app):
    drop(app, orders=ORDERS)
    field(app, "orders.csv", "Value").select("paid").run()
    drop(app, visits=VISITS)
    assert loaded(app).conversions["value"].sum() == 16


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
    assert app.session_state[KEY].project == "visits"
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


def test_the_sample_in_between_sets_own_files_aside_and_mixes_nothing(app):
    drop(app, visits=VISITS, orders=ORDERS)
    own = app.session_state[KEY].dataset_key
    app.session_state[KEY] = replace(app.session_state[KEY], split_by=("channel",), decision="credit")
    press(app, "Look at the sample shop instead")
    chosen = app.session_state[KEY]
    assert (chosen.project, chosen.split_by, chosen.decision) == ("Sample shop", (), "")
    assert "The project before is set aside: **visits" in said(app)
    assert "Take out" not in [button.label for button in app.button]
    press(app, "Back to it")
    chosen = app.session_state[KEY]
    assert (chosen.project, chosen.split_by, chosen.decision) == ("visits", ("channel",), "credit")
    assert chosen.dataset_key == own


def on_disk(folder):
    """Everything saved, one text: tables as CSV, pages as they are."""
    tables = [pd.read_parquet(path).to_csv() for path in folder.rglob("*.parquet")]
    raw = [path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()]
    return "\n".join([*tables, *raw]).lower()


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("SEGATTR_HOME", str(tmp_path))
    return tmp_path


def test_emails_found_in_a_file_are_offered_to_be_hashed_and_are_gone_from_the_disk_at_once(home, app):
    app = drop(app, visits=MAILED)
    assert "visits.csv** (Email, Phone) holds e-mails or phone numbers" in plain(said(app))
    assert "ann@example.com" in on_disk(home)
    before = app.query_params["project"]
    app = press(app, "Hash them")
    assert app.query_params["project"] == before
    assert "@example" not in on_disk(home)
    assert "1234567" not in on_disk(home)
    assert "E-mails and phone numbers are hashed" in said(app)
    assert "Hashed: 2 e-mails in 'Email'." in plain(said(app))
    app = drop(app, orders=PAID)
    assert "@example" not in on_disk(home)
    assert "of **2 customers**" in said(app)


def test_hashing_chosen_first_saves_and_shows_no_address_ever(home, app):
    app = app.toggle[0].set_value(True).run()
    app = drop(app, visits=MAILED, orders=PAID)
    assert not app.exception
    assert "@example" not in on_disk(home) + said(app)
    assert "Hash them" not in [button.label for button in app.button]
    assert loaded(app).conversions.customer_id[0] == loaded(app).touchpoints.customer_id[0]
    again = AppTest.from_file(ROOT / "segattr" / "ui" / "shell.py", default_timeout=30)
    again.query_params["project"] = app.query_params["project"]
    again = drop(again.run(), more=MAILED.replace(b"2025-01-05", b"2025-02-05"))
    assert loaded(again).touchpoints.customer_id.nunique() == 2
    assert "@example" not in on_disk(home)


def test_hashing_chosen_and_taken_back_before_any_file_changes_nothing(home, app):
    app = app.toggle[0].set_value(True).run().toggle[0].set_value(False).run()
    drop(app, visits=MAILED)
    assert "ann@example.com" in on_disk(home)


def test_a_file_without_addresses_is_offered_nothing(app):
    app = drop(app, visits=VISITS)
    assert "Hash them" not in [button.label for button in app.button]
