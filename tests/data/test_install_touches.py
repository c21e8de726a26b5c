"""AppsFlyer's rows give their last touch and their contributors as touches, each once."""

import pandas as pd
import pytest

import segattr as sa

HEAD = [
    "AppsFlyer ID",
    "Event Time",
    "Event Name",
    "Event Revenue",
    "Install Time",
    "Platform",
    "Ad",
    "Campaign",
]
LAST = ["Attributed Touch Type", "Attributed Touch Time", "Media Source"]
PARTS = ["Media Source", "Campaign", "Touch Type", "Touch Time"]
HELPED = [f"Contributor {n} {part}" for n in (1, 2, 3) for part in PARTS]


def row(who, event, at, last, *helped):
    cells = dict.fromkeys([*HEAD, *LAST, *HELPED], "")
    cells |= {"AppsFlyer ID": who, "Event Name": event, "Event Time": at, "Install Time": at}
    cells |= dict(zip([*LAST, "Campaign"], last, strict=True))
    for n, touch in enumerate(helped, 1):
        cells |= {f"Contributor {n} {part}": cell for part, cell in zip(PARTS, touch, strict=True)}
    return cells


LAST_TOUCH = ("click", "2026-08-10 09:05:00", "Ads", "Brand")
ROWS = pd.DataFrame(
    [
        row(
            "1",
            "install",
            "2026-08-10 09:15:00",
            LAST_TOUCH,
            ("Video", "Reach", "impression", "2026-08-09 20:00:00"),
            ("Mail", "", "click", "2026-08-08 20:00:00"),
        ),
        row("1", "af_purchase", "2026-08-12 10:00:00", LAST_TOUCH),
        row("2", "install", "2026-08-11 09:15:00", ("", "", "organic", "")),
    ]
)


def touches(loaded):
    table = loaded.touchpoints.sort_values("ts")
    return list(zip(table["customer_id"], table["channel"].astype("str"), strict=True))


def test_installs_bring_their_touches_along():
    loaded = sa.load(conversions=ROWS)
    assert touches(loaded) == [("1", "Mail"), ("1", "Video"), ("1", "Ads")]
    assert loaded.touchpoints["event"].astype("str").tolist() == ["click", "impression", "click"]
    notes = " ".join(loaded.receipts["conversions"].notes)
    assert "3 touches were made" in notes
    assert "count once: 1 row left out" in notes


def test_taken_for_touchpoints_the_contributors_are_added():
    loaded = sa.load(touchpoints=ROWS)
    assert ("1", "Video") in touches(loaded)
    assert "contributors" in " ".join(loaded.receipts["touchpoints"].notes)


def test_touches_of_a_file_of_their_own_come_first():
    own = pd.DataFrame({"customer_id": ["1"], "ts": ["2026-08-01"], "channel": ["Email"]})
    assert touches(sa.load(conversions=ROWS, touchpoints=own)) == [("1", "Email")]


def test_organic_installs_have_no_touch():
    assert sa.load(conversions=ROWS[2:]).touchpoints is None


def test_credit_can_be_shared_over_the_contributors():
    summary = sa.summarise(sa.load(conversions=ROWS[:1]))
    credit = sa.attribute(summary, "linear").set_index("channel")["share"]
    assert credit[["Ads", "Mail", "Video"]].tolist() == pytest.approx([1 / 3] * 3)
