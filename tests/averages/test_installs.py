"""Installs by group beside loops: how far each goes, and who bears which bill."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.averages.install_costs import install_spend
from segattr.averages.install_steps import (
    CAME_BACK,
    CONVERSION,
    activations_there,
    payments_there,
    proposed_steps,
)
from segattr.averages.install_table import FIGURES, NOT_PLACED, OTHER_DAYS
from segattr.averages.installs import FIELDS, install_report
from segattr.data.installs import NO, UNKNOWN
from segattr.errors import UnknownName, UnsuitableData
from segattr.statistics.intervals import wilson
from tests.data.test_installs import attributed, data, event, installed

DAY = pd.Timestamp("2026-03-01", tz="UTC")


def bills(*rows, **more):
    table = pd.DataFrame(rows, columns=["channel", "campaign", "spend"]).assign(start=DAY, **more)
    return table.astype({"spend": "float64"})


def app(costs=None, **tables):
    """Return four installs: two of an advert (one active and paying), one of another, one of nobody."""
    rows = [
        installed(anonymous="a", user="ann"),
        installed(0.1, anonymous="b", **{"os.name": "Android"}),
        installed(0.2, anonymous="c"),
        installed(0.3, anonymous="d"),
        attributed(0.4, anonymous="a"),
        attributed(0.4, anonymous="b"),
        attributed(0.4, anonymous="c", **{"campaign.name": "Banner"}),
        event("Application Opened", 0.5, anonymous="a"),
        event("Application Opened", 0.5, anonymous="c"),
        event("Signed Up", 1, anonymous="a", user="ann"),
        event("Signed Up", 1, anonymous="b"),
        event("Order Completed", 2, user="ann"),
    ]
    return data(*rows, costs=costs, **tables)


def figures(table, *names):
    return table.set_index(table.columns[0])[list(names)].T.to_dict("list")


def test_each_step_counts_those_who_did_every_step_before():
    found = sa.installs(app(), by="campaign")
    assert figures(found, "installs", "opened", "activated", "paid") == {
        "Video": [2, 1, 1, 1],
        "Banner": [1, 1, 0, 0],
        NO: [1, 0, 0, 0],
    }
    assert list(found) == ["campaign", *FIGURES]
    assert found["spend"].isna().all()


def test_rates_are_of_all_installs_with_wilsons_interval():
    found = sa.installs(app()).iloc[0]
    low, high = wilson(np.array([1.0]), np.array([4.0]))
    assert (found["segment"], found["installs"], found["active_rate"]) == ("everybody", 4, 0.25)
    assert (found["active_low"], found["active_high"]) == (low[0], high[0])


def test_spend_goes_to_the_installs_it_names_and_the_rest_is_shown():
    costs = bills(("Ads", "Video", 10), ("Ads", "Banner", 3), ("Ads", "TV", 4), ("Ads", None, 6))
    late = bills(("Ads", "Video", 5)).assign(start=DAY + pd.Timedelta(days=99))
    found = sa.installs(app(pd.concat([costs, late])), by="campaign")
    spend = figures(found, "spend", "cost_per_install", "cost_per_active")
    assert spend["Video"] == [14.0, 7.0, 14.0]
    assert spend["Banner"][:2] == [5.0, 5.0]
    assert spend[NO][0] == 0.0
    assert (spend[NOT_PLACED][0], spend[OTHER_DAYS][0]) == (4.0, 5.0)
    assert found["spend"].sum() == 28.0
    notes = found.set_index("campaign")["note"]
    assert "divided by installs" in notes["Video"]
    assert "no spend" in notes[NO]


def test_the_range_of_the_cost_follows_from_that_of_the_rate():
    found = sa.installs(app(bills(("Ads", "Video", 10))), by="source").iloc[0]
    assert found["cost_per_active"] == pytest.approx(10 / found["activated"])
    assert found["cost_per_active_low"] == pytest.approx(10 / found["installs"] / found["active_high"])
    assert found["cost_per_active_high"] == pytest.approx(10 / found["installs"] / found["active_low"])


def test_channels_called_otherwise_leave_the_campaign_to_name_installs():
    found = install_report(app(bills(("Paid social", "Video", 10))), "campaign")
    assert found.spend.keys == {"campaign": "campaign"}
    assert figures(found.table, "spend")["Video"] == [10.0]


def test_a_column_of_the_customers_and_layers_tell_installs_apart():
    people = pd.DataFrame({"customer_id": ["ann"], "plan": ["plus"]})
    found = sa.installs(app(customers=people), by="plan")
    assert figures(found, "installs") == {UNKNOWN: [3], "plus": [1]}
    layers = sa.installs(app(), by=["platform", "campaign"])
    assert layers[["platform", "campaign", "installs"]].values.tolist()[0] == ["Android", "Video", 1]
    assert layers["installs"].sum() == 4


@pytest.mark.parametrize("by", FIELDS)
def test_every_field_parts_all_installs(by):
    assert sa.installs(app(), by=by)["installs"].sum() == 4


def test_steps_are_proposed_by_name_and_can_be_chosen():
    assert proposed_steps(app()) == ("Signed Up", "Order Completed")
    found = sa.installs(app(), activate="Order Completed", pay="Signed Up").iloc[0]
    assert (found["activated"], found["paid"]) == (1, 0)
    with pytest.raises(UnknownName, match="no event 'Flown'"):
        sa.installs(app(), activate="Flown")
    with pytest.raises(UnknownName, match="told apart by 'shoe'"):
        sa.installs(app(), by="shoe")


def test_without_a_named_event_coming_back_a_day_later_is_being_active():
    rows = [installed(anonymous="a"), installed(anonymous="b")]
    opens = [event("Application Opened", days, anonymous="a") for days in (0.1, 1.5)]
    opens += [event("Application Opened", 0.9, anonymous="b")]
    found = install_report(data(*rows, *opens))
    assert found.steps == (CAME_BACK, "")
    assert found.table["activated"].tolist() == [1]
    assert found.table["paid"].isna().all()
    assert activations_there(data(*rows, *opens)) == (CAME_BACK,)


def test_orders_of_a_file_of_their_own_are_payments():
    orders = pd.DataFrame({"customer_id": ["ann", "bob"], "ts": [DAY + pd.Timedelta(days=5)] * 2})
    rows = [installed(anonymous="a", user="ann"), event("Application Opened", 0.1, anonymous="a")]
    loaded = data(*rows, event("Signed Up", 1, user="ann"), conversions=orders)
    assert payments_there(loaded)[-1] == CONVERSION
    assert sa.installs(loaded)["paid"].tolist() == [1]


def test_data_without_installs_are_refused():
    with pytest.raises(UnsuitableData, match="no app installs"):
        sa.installs(data(event("Signed Up", user="u")))


names = st.sampled_from(["", "A", "B", "C"])
charges = st.lists(st.tuples(names, names, st.integers(0, 90)), min_size=1, max_size=8)
adverts = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("ABC")), min_size=1, max_size=9)


@given(charges, adverts)
def test_every_bill_is_borne_by_the_installs_it_names_or_shown(costs, rows):
    """Loop over bills and installs; a column that names no install at all is no name."""
    table = bills(*costs).assign(channel=lambda t: t["channel"].replace("", None))
    known = pd.DataFrame(rows, columns=["source", "campaign"])
    got = install_spend(table, known, np.arange(len(rows)), since=DAY, until=DAY)
    counts = [any(bill[k] and bill[k] == row[k] for bill in costs for row in rows) for k in (0, 1)]
    borne, left = [0.0] * len(rows), 0.0
    for bill in costs:
        said = [k for k in (0, 1) if counts[k] and bill[k]]
        meant = [i for i, row in enumerate(rows) if said and all(row[k] == bill[k] for k in said)]
        for i in meant:
            borne[i] += bill[2] / len(meant)
        left += 0 if meant else bill[2]
    assert got.placed == pytest.approx(borne)
    assert got.unplaced["spend"].sum() == pytest.approx(left)
    assert got.placed.sum() + got.unplaced["spend"].sum() + got.outside == pytest.approx(got.total)
