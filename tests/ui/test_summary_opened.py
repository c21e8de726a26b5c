"""A Summary that stands where a Dataset is expected: what it gives, and what it says it cannot."""

import io
import json
import zipfile
from dataclasses import replace

import pandas as pd
import pytest

import segattr as sa
from segattr.attribution.attribute import attribute
from segattr.averages.cells import cells, rates_of
from segattr.averages.units import units_of
from segattr.errors import FileRefused, UnsuitableData
from segattr.reduce.window import Window
from segattr.ui import attribution_store, store
from segattr.ui.asks import ASKS
from segattr.ui.summary_opened import OpenedSummary
from segattr.ui.summary_reading import is_summary, read_summary

WINDOW = Window(lookback_days=20, direct=())
MODELS = ("first", "linear", "time_decay", "markov", "shapley")


@pytest.fixture(scope="module")
def dataset():
    people = [f"c{place}" for place in range(60)]
    days = pd.date_range("2026-03-01", periods=20, freq="D")
    touches = pd.DataFrame(
        {
            "customer_id": people * 2,
            "ts": [*days, *days, *days, *(days + pd.Timedelta("3h")), *days, *days],
            "channel": ["Email", "Search", "Direct"] * 40,
        }
    )
    orders = pd.DataFrame({"customer_id": people[::3], "ts": pd.Timestamp("2026-03-22"), "value": 10.0})
    tiers = pd.DataFrame({"customer_id": people, "tier": ["gold", "plain", "plain"] * 20})
    return sa.load(touchpoints=touches, conversions=orders, customers=tiers)


@pytest.fixture(scope="module")
def content(dataset, tmp_path_factory):
    return saved(sa.summarise(dataset, "tier", WINDOW), tmp_path_factory)


def saved(summary, folder, **settings):
    return summary.save(folder.mktemp("made") / "client.summary", **settings).read_bytes()


@pytest.fixture
def opened(content, monkeypatch):
    monkeypatch.setattr(store.st, "session_state", {})
    found = read_summary(content, name="client.summary")
    assert store.put(found) == found.key
    return found


def with_settings(content, **changes):
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, json.dumps(json.loads(part) | changes) if name == "settings.json" else part)
    return packed.getvalue()


def test_credit_is_that_of_the_rows_for_segments_and_for_everybody(opened, dataset):
    for segmentation in ("tier", ""):
        found = store.credit(opened.key, segmentation, WINDOW, "channel", MODELS, interval=True)
        wanted = attribute(
            sa.summarise(dataset, segmentation or None, WINDOW), MODELS, interval=True, margin=True
        )
        pd.testing.assert_frame_equal(found, wanted, rtol=1e-9)


def test_rates_are_those_of_the_rows(opened, dataset):
    found = rates_of(store.cells(opened.key), ("tier",))
    wanted = rates_of(cells(dataset), ("tier",))
    pd.testing.assert_frame_equal(found, wanted)
    assert units_of(dataset).amounts["people"].sum() == opened.contents.people == 60


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("segmentation", ["tier", ""])
def test_journeys_are_those_of_the_rows(ask, segmentation, opened, dataset):
    found = attribution_store.asked(opened.key, segmentation, WINDOW, "channel", ask)
    wanted = ASKS[ask].answer(sa.summarise(dataset, segmentation or None, WINDOW))
    pd.testing.assert_frame_equal(found, wanted, rtol=1e-9)


def test_a_summary_of_everyone_has_no_segments_to_split_by(dataset, tmp_path_factory, monkeypatch):
    monkeypatch.setattr(store.st, "session_state", {})
    everyone = read_summary(saved(sa.summarise(dataset), tmp_path_factory), name="all.summary")
    assert (everyone.by, everyone.contents.by) == ("", "")
    assert everyone.cells().to_dict("list") == {"people": [60], "converters": [20]}
    assert everyone.reduced("", Window(), "channel").segments == ("all",)


def test_work_on_rows_says_that_nobody_is_in_it(opened):
    for work in (store.loaded, store.units, store.findings, lambda key: store.population(key, "customer")):
        with pytest.raises(UnsuitableData, match=r"nobody's journey is in it.*bring the exports"):
            work(opened.key)
    assert store.findings_if_quick(opened.key) is None
    assert opened.tables == {}


def test_other_segments_and_settings_are_refused_by_name(opened):
    with pytest.raises(UnsuitableData, match="counted by tier, and cannot be split by device"):
        store.summary(opened.key, "device", WINDOW, "channel")
    longer = replace(WINDOW, lookback_days=90, markov_order=2)
    with pytest.raises(UnsuitableData, match="made with: 90-day lookback, Markov remembers 2 touches"):
        store.summary(opened.key, "tier", longer, "channel")
    with pytest.raises(UnsuitableData, match="made with: credit by campaign"):
        store.summary(opened.key, "tier", WINDOW, "campaign")


def test_a_table_it_was_made_without_is_named(dataset, tmp_path_factory, monkeypatch):
    monkeypatch.setattr(store.st, "session_state", {})
    short = sa.summarise(dataset, "tier", WINDOW, tables=("positions",))
    found = read_summary(saved(short, tmp_path_factory), name="short.summary")
    store.put(found)
    with pytest.raises(UnsuitableData, match="no table 'transitions'"):
        store.credit(found.key, "", WINDOW, "channel", ("markov",))
    with pytest.raises(UnsuitableData, match="no table 'rates'"):
        store.cells(found.key)
    assert found.median_days is None


def test_what_it_holds_is_counted(opened):
    held = opened.contents
    assert (held.journeys, held.conversions, held.segments) == (60, 20, 2)
    assert opened.rules[:1] == ("20-day lookback",)
    assert opened.rules[-1] == "credit by channel"
    assert opened.median_days == 11  # of 2 to 20 days; the one of 21 is beyond the window
    assert opened.source == (f"from the Summary client.summary, made on {held.made}",)
    assert opened.with_(currency="EUR").summary is opened.summary


@pytest.mark.parametrize(
    ("named", "by"),
    [("tier", "tier"), ("@VIP, others", "VIP; others"), (" a  b\n", "a b"), ("all", ""), ("{x}", "x}")],
)
def test_a_segmentation_of_any_name_can_be_chosen(named, by, content):
    assert read_summary(with_settings(content, segmentation=named), name="x.summary").by == by


def test_a_summary_is_known_by_its_content_or_its_name(content):
    assert is_summary("renamed.zip", content)
    assert is_summary("Client.SUMMARY", b"anything")
    assert not is_summary("orders.zip", b"PK\x03\x04" + bytes(60))
    assert not is_summary("orders.csv", b"customer_id,ts\n")


def test_two_files_have_two_keys(content):
    other = with_settings(content, as_of="2026-03-23")
    keys = {read_summary(each, name="x.summary").key for each in (content, content, other)}
    assert len(keys) == 2


@pytest.mark.parametrize("least", [0, 10])
def test_cells_left_out_are_told(least, content):
    found = read_summary(with_settings(content, min_count=least), name="x.summary")
    assert ("cells under 10 left out" in found.source) is (least == 10)


def broken(content, table):
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            if name != "conversions.parquet":
                new.writestr(name, old.read(name))
        if table is not None:
            table.to_parquet(part := io.BytesIO(), index=False)
            new.writestr("conversions.parquet", part.getvalue())
    return packed.getvalue()


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda _: b"",
        lambda content: content[: len(content) // 2],
        lambda content: broken(content, None),
        lambda content: broken(content, pd.DataFrame({"conversions": [1]})),
        lambda content: with_settings(content, min_count="few"),
        lambda content: with_settings(content, touch_by="smell"),
        lambda content: with_settings(content, segmentation=["tier"]),
        lambda content: with_settings(content, as_of=7.5),
        lambda content: with_settings(content, timed="yes"),
    ],
)
def test_a_file_that_is_no_sound_summary_is_refused_by_its_name(spoiled, content):
    with pytest.raises(FileRefused, match=r"client\.summary is not a segattr Summary, or it is damaged"):
        read_summary(spoiled(content), name="client.summary")


def test_a_later_format_says_to_update(content):
    with pytest.raises(FileRefused, match=r"client\.summary is a Summary of format 2.*Update segattr"):
        read_summary(with_settings(content, format=2), name="client.summary")


def test_an_unknown_moment_is_none(content):
    found = read_summary(with_settings(content, as_of=""), name="x.summary")
    assert (found.as_of, found.contents.as_of) == (None, "")
    assert isinstance(found, OpenedSummary)
