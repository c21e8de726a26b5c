"""Whose a call is that was made before somebody signed in."""

import pandas as pd

import segattr as sa

CALLS = pd.DataFrame(
    {
        "userId": [None, "7", None, None, "8", "9", None],
        "anonymousId": ["x", "x", "y", "s", "s", "s", None],
        "messageId": list("abcdefg"),
        "type": "track",
        "event": "Application Opened",
        "timestamp": [f"2026-05-0{day}T10:00:00Z" for day in range(1, 8)],
    }
)


def test_calls_before_signing_in_are_of_the_one_user_of_that_anonymous_id():
    loaded = sa.load(events=CALLS)
    assert loaded.events["customer_id"].tolist() == ["7", "7", "y", "s", "8", "9"]
    notes = " ".join(loaded.receipts["events"].notes)
    assert "Without 'userId', counted to the one seen under the same 'anonymousId': 1 row." in notes
    assert "Without 'userId', kept under the 'anonymousId': 2 rows." in notes
    assert "1 row left out" in notes


def test_a_mapping_to_another_column_leaves_all_as_it_is():
    loaded = sa.load(events=CALLS, mapping={"events": {"customer_id": "anonymousId"}})
    assert loaded.events["customer_id"].tolist() == ["x", "x", "y", "s", "s", "s"]
