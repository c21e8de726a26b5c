import pandas as pd
import pytest

import segattr as sa
from segattr.errors import MissingColumn

CRM = pd.DataFrame(
    {
        "Record ID": ["1", "2", "3", "4"],
        "Create Date": ["2025-01-02 10:00", "2025-01-03 09:00", "2025-01-04 08:00", None],
        "Original Source": ["Paid Search", "Direct", "Email", "Email"],
        "Latest Source": ["Email", "Direct", None, None],
        "Latest Source Date": ["2025-02-02 09:00", None, None, None],
        "Close Date": ["2025-02-02", None, "2025-01-03", None],
        "Amount": ["100", None, "50", None],
    }
)
FIELDS = {
    "customer_id": "Record ID",
    "first_source": "Original Source",
    "latest_source": "Latest Source",
    "latest_source_ts": "Latest Source Date",
    "converted_ts": "Close Date",
    "deal_value": "Amount",
}


def loaded(crm=CRM, without=(), **files):
    fields = {name: column for name, column in FIELDS.items() if name not in without}
    return sa.load(customers=crm, mapping={"customers": fields}, **files)


def touches(dataset):
    rows = dataset.touchpoints
    return list(zip(rows["customer_id"], rows["channel"], rows["ts"].dt.strftime("%m-%d"), strict=True))


def test_first_and_latest_source_are_touches_at_their_dates():
    assert touches(loaded()) == [
        ("1", "Paid Search", "01-02"),
        ("1", "Email", "02-02"),
        ("2", "Direct", "01-03"),
        ("3", "Email", "01-04"),
    ]


def test_the_conversion_comes_after_the_touches_of_its_day_where_its_date_has_no_time():
    dataset = loaded()
    assert dataset.conversions["customer_id"].tolist() == ["1", "3"]
    assert dataset.conversions["value"].tolist() == [100, 50]
    credit = sa.attribute(sa.summarise(dataset, window=sa.Window(lookback_days=90)), models=["first", "last"])
    earned = credit[credit["conversions"] > 0].set_index(["model", "channel"])["conversions"]
    assert earned["first", "Paid Search"] == 1
    assert earned["last", "Email"] == 1
    assert earned["last", "(no touch)"] == 1  # customer 3 bought before anybody knew them


def test_nothing_happens_unless_somebody_maps_it():
    dataset = sa.load(customers=CRM)
    assert list(dataset.tables) == ["customers"]
    assert "Original Source" in dataset.customers


def test_a_column_called_like_such_a_field_keeps_its_name_and_makes_nothing():
    dataset = sa.load(customers=CRM.rename(columns={"Original Source": "first_source"}))
    assert list(dataset.tables) == ["customers"]
    assert dataset.customers["first_source"].tolist() == ["Paid Search", "Direct", "Email", "Email"]


def test_what_was_made_and_how_long_it_is_at_most_is_told():
    notes = " ".join(loaded().receipts["customers"].notes)
    assert "4 touches of 3 customers" in notes
    assert "customers with two: 1." in notes
    assert "at most 2 touches" in notes
    assert "1 row with a source but no date made no touch of it." in notes


def test_a_latest_source_without_a_date_stands_at_the_conversion_or_the_beginning():
    crm = CRM.assign(**{"Latest Source": ["Email", "Ads", "Ads", None]})
    made = touches(loaded(crm, without=["latest_source_ts"]))
    assert ("1", "Email", "02-02") in made
    assert made.index(("2", "Direct", "01-03")) < made.index(("2", "Ads", "01-03"))


def test_a_source_without_any_date_is_refused():
    with pytest.raises(MissingColumn, match="makes a journey only with a date"):
        loaded(CRM.drop(columns=["Create Date"]), without=["latest_source_ts", "converted_ts"])


def test_whole_journeys_of_a_file_of_their_own_come_first():
    visits = pd.DataFrame({"user_id": ["1"], "ts": ["2025-01-01"], "channel": ["Search"]})
    dataset = loaded(touchpoints=visits)
    assert dataset.touchpoints["channel"].tolist() == ["Search"]
    assert any("Other files hold the touchpoints" in note for note in dataset.receipts["customers"].notes)
    assert len(dataset.conversions) == 2


def test_a_latest_source_after_the_conversion_is_told():
    crm = CRM.assign(**{"Latest Source Date": ["2025-03-01 09:00", None, None, None]})
    assert any("1 row with a latest source after" in note for note in loaded(crm).receipts["customers"].notes)
