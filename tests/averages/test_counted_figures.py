import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.averages.cells import cells, dimensions
from segattr.averages.counted_figures import figures_among
from segattr.averages.units import units_of

CHANNELS = ["Organic Search", "Direct", "Paid Search", "Email", "Referral", "Display"]
REPORT = pd.DataFrame(
    {
        "Session primary channel group": CHANNELS,
        "Sessions": ["1,500", "1,200", "900", "300", "200", "800"],
        "Engaged sessions": [750, 600, 401, 200, 80, 100],
        "Engagement rate": ["50.0%", "50.1%", "45.2%", "66.7%", "40.0%", "12.5%"],
        "Average engagement time per session": [45.2, 33.1, 21.0, 60.5, 30.0, 5.5],
        "Bounce duration": ["00:01:20", "00:00:20", "1m 21s", "0:45", "2 min 3 s", "12s"],
        "Event count": ["12,000", "9,000", "5,000", "2,100", "900", "1,500"],
        "Key events": [30, 12, 40, 14, 2, 0],
    }
)


def counted(**columns):
    """A counted table of 24 rows: six channels, each four times."""
    table = pd.DataFrame({"channel": CHANNELS * 4, **columns})
    return table.assign(people=range(100, 124), converters=range(24))


def test_a_channel_report_is_split_by_its_channels_and_not_by_its_figures():
    report = sa.load(outcomes=REPORT)
    assert {"people", "converters"} <= set(report.outcomes)
    assert dimensions(report) == ("Session primary channel group",)
    assert set(units_of(report).labels) == {"Session primary channel group"}
    assert [name for name in cells(report) if not name.startswith("Σ")] == [
        "Session primary channel group",
        "people",
        "converters",
    ]


def test_a_figure_asked_for_by_name_still_splits_the_rates():
    found = sa.rates(sa.load(outcomes=REPORT), by="Engaged sessions")
    assert found.loc[found["Engaged sessions"].astype("str") == "750", "people"].tolist() == [1_500]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("year", [2024] * 6 + [2025] * 17 + [2026]),
        ("is_app", [0] * 20 + [1] * 4),
        ("age_band", ["18-24", "25-34", "35-44", "45+"] * 6),
        ("lead_time band", [1] * 6 + [2] * 6 + [3] * 6 + [4] * 6),
        ("score", [*range(8)] * 3),
        ("Hour", range(24)),
        ("Day of week", [1, 2, 3, 4, 5, 6, 7] + [None] * 17),
        ("postcode", [f"0{n}701" for n in range(10, 34)]),
    ],
)
def test_numbers_that_name_groups_stay_offered(name, values):
    table = counted(**{name: list(values)})
    assert name in dimensions(sa.load(outcomes=table))
    assert not figures_among(table, ["channel", name])


def test_many_numbers_that_come_again_in_other_rows_become_bands():
    ages = [age for age in range(20, 50) for _ in range(4)]
    table = pd.DataFrame({"channel": CHANNELS * 20, "years old": ages}).assign(people=90, converters=9)
    units = units_of(sa.load(outcomes=table))
    assert "years old" in units.banded
    assert 2 <= len(units.labels["years old"].categories) <= 6


def test_the_one_number_rows_are_of_stays_unless_a_day_stands_beside_it():
    table = pd.DataFrame({"visits before": range(9), "people": range(20, 29), "converters": range(9)})
    assert dimensions(sa.load(outcomes=table)) == ("visits before",)
    dated = table.assign(seen=pd.date_range("2026-03-01", periods=9))
    assert figures_among(dated, ["visits before"]) == {"visits before"}
    assert figures_among(table.assign(clicks=range(9)), ["visits before", "clicks"]) == {
        "visits before",
        "clicks",
    }


def test_rows_that_are_people_keep_their_numbers():
    people = REPORT.drop(columns=["Sessions", "Key events"]).assign(converted=[0, 1, 1, 0, 1, 0])
    assert "Engaged sessions" in dimensions(sa.load(outcomes=people))


@given(st.lists(st.floats(0, 1e6, width=32), min_size=2, max_size=20, unique=True), st.integers(2, 4))
def test_numbers_all_different_are_figures_and_the_same_each_met_again_are_groups(numbers, times):
    report = pd.DataFrame({"channel": [f"c{n}" for n in range(len(numbers))], "x": numbers})
    assert figures_among(report, ["channel", "x"]) == {"x"}
    assert not figures_among(pd.concat([report] * times), ["channel", "x"])
