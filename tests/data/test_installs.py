"""One install per app instance, and its attribution: by hand, beside slow loops, in any order of the rows."""

import random
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import segattr as sa
from segattr.data.app_events import app_events
from segattr.data.app_names import holds_installs, kind_of, names_of_events
from segattr.data.dataset import Dataset
from segattr.data.installs import NO, UNKNOWN, YES, InstallRule, Installs, installs_of, opened
from segattr.errors import BadSetting, UnsuitableData
from tests.data.install_oracle import slow_installs

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
APP = {"app.name": "Trail", "os.name": "iOS", "library.name": "analytics-ios"}
SERVER = {"library.name": "provider-server"}
ADVERT = {"campaign.source": "Ads", "campaign.name": "Video", "provider": "Branch"}


def event(name, days=0.0, anonymous="", user="", device="", **more):
    ids = {"anonymousId": anonymous or None, "userId": user or None, "device.id": device or None}
    return {"event": name, "ts": START + timedelta(days=days), "customer_id": user or anonymous} | ids | more


def installed(days=0.0, **more):
    return event("Application Installed", days, **(APP | more))


def attributed(days=0.0, **more):
    return event("Install Attributed", days, **(ADVERT | SERVER | more))


def data(*rows, **tables):
    table = pd.DataFrame(rows)
    return Dataset(events=table.assign(ts=pd.to_datetime(table["ts"], utc=True)), **tables)


def found(*rows, **rule):
    return installs_of(data(*rows), InstallRule(**rule))


def test_an_install_delivered_by_the_app_and_by_a_server_counts_once():
    got = found(
        installed(anonymous="x", device="d"),
        installed(0.01, anonymous="x", **SERVER),
        installed(0.02, device="d", **SERVER),
    )
    assert got.rows[["delivery", "app", "platform"]].values.tolist() == [["both", "Trail", "iOS"]]
    assert (got.counts["delivered"], got.counts["repeated"], got.counts["both_modes"]) == (3, 2, 1)
    assert got.rows["ts"][0] == pd.Timestamp(START)


def test_a_later_install_of_the_same_device_is_a_reinstall():
    got = found(installed(anonymous="x", device="d"), installed(30, anonymous="y", device="d"))
    assert (len(got.rows), got.counts["reinstalls"], got.counts["repeated"]) == (1, 1, 0)
    same = found(installed(anonymous="x", device="d"), installed(30, anonymous="y", device="d"), same_days=40)
    assert (same.counts["reinstalls"], same.counts["repeated"]) == (0, 1)


def test_two_phones_of_one_person_and_two_apps_on_one_phone_are_installs_each():
    phones = found(installed(anonymous="x", user="u"), installed(1, anonymous="y", user="u"))
    assert len(phones.rows) == 2
    apps = found(installed(device="d"), installed(0.1, device="d", **{"app.name": "Other"}))
    assert apps.rows["app"].tolist() == ["Trail", "Other"]


def test_a_delivery_with_a_user_id_alone_goes_to_the_users_one_install():
    one = found(installed(anonymous="x", user="u"), installed(0.1, user="u", **SERVER))
    assert len(one.rows) == 1
    unclear = [installed(anonymous="x", user="u"), installed(1, anonymous="y", user="u")]
    assert len(found(*unclear, installed(0.1, user="u"), installed(0.2, user="u")).rows) == 3


def test_ids_of_zeros_are_nobodys():
    zeros = {"device": "00000000-0000-0000-0000-000000000000"}
    assert len(found(installed(anonymous="x", **zeros), installed(1, anonymous="y", **zeros)).rows) == 2


@pytest.mark.parametrize(
    ("ids", "days", "kind"),
    [
        ({"anonymous": "x"}, 0.0, YES),
        ({"device": "d"}, 7.0, YES),
        ({"user": "u"}, 6.9, YES),
        ({"user": "u"}, 7.01, NO),
        ({"anonymous": "x"}, -0.001, NO),
        ({"user": "stranger"}, 1.0, NO),
    ],
)
def test_an_attribution_belongs_to_its_install_within_the_window(ids, days, kind):
    got = found(installed(anonymous="x", device="d", user="u"), attributed(days, **ids))
    assert got.rows["attribution"].tolist() == [kind]
    assert got.rows["campaign"].tolist() == ["Video" if kind == YES else NO]
    assert sum(got.counts[name] for name in ("attributed", "late", "early", "homeless")) == 1


def test_the_users_last_install_before_the_attribution_has_it():
    rows = [installed(0, anonymous="x", user="u"), installed(3, anonymous="y", user="u")]
    assert found(*rows, attributed(4, user="u")).rows["attribution"].tolist() == [NO, YES]
    assert found(*rows, attributed(2, user="u")).rows["attribution"].tolist() == [YES, NO]


def test_of_several_attributions_the_first_counts_and_others_are_told():
    other = {"campaign.name": "Banner"}
    got = found(
        installed(anonymous="x"), attributed(0.2, anonymous="x", **other), attributed(0.1, anonymous="x")
    )
    assert got.rows["campaign"].tolist() == ["Video"]
    assert (got.counts["attributions_repeated"], got.counts["conflicting"]) == (1, 1)


def test_organic_and_no_attribution_are_the_same_and_never_direct():
    organic = {"campaign.source": "Organic", "campaign.name": None}
    got = found(installed(anonymous="x"), attributed(0.1, anonymous="x", **organic), installed(anonymous="y"))
    assert set(got.rows["source"]) == {NO}
    assert not got.rows.isin(["Direct"]).any().any()


def test_what_an_attribution_leaves_open_is_unknown():
    got = found(installed(anonymous="x"), attributed(0.1, anonymous="x", **{"campaign.name": None}))
    assert got.rows[["source", "campaign"]].values.tolist() == [["Ads", UNKNOWN]]


def test_warehouse_columns_and_json_paths_say_the_same():
    names = {
        "anonymousId": "anonymous_id",
        "userId": "user_id",
        "device.id": "context_device_id",
        "app.name": "context_app_name",
        "os.name": "context_os_name",
        "library.name": "context_library_name",
        "campaign.source": "campaign_source",
        "campaign.name": "campaign_name",
    }
    rows = [installed(anonymous="x", user="u"), attributed(0.1, anonymous="x")]
    one = data(*rows)
    other = one.with_(events=one.events.rename(columns=names))
    pd.testing.assert_frame_equal(installs_of(one).rows, installs_of(other).rows)


def test_events_before_and_after_someone_signs_in_are_the_same_install():
    got = found(
        installed(anonymous="x"),
        event("Application Opened", 1, user="u", anonymous="x"),
        event("Order Completed", 2, user="u"),
    )
    assert got.happened["install"].tolist() == [0, 0, 0]
    assert got.rows["customer_id"].tolist() == ["u"]
    assert opened(got)["ts"].tolist() == [pd.Timestamp(START + timedelta(days=1))]


def test_an_appsflyer_row_is_an_install_with_its_advert(tmp_path):
    header = "Attributed Touch Type,Attributed Touch Time,Install Time,Event Time,Event Name,Event Revenue,"
    header += "Media Source,Campaign,Adset,Ad,AppsFlyer ID,Platform,App Name"
    touched = "click,2026-08-10 09:05:00,2026-08-10 09:15:00"
    rows = [
        f"{touched},2026-08-10 09:15:00,install,,Ads,Brand,G,A,1-1,ios,Trail",
        ",,2026-08-11 09:15:00,2026-08-11 09:15:00,install,,organic,,,,1-2,android,Trail",
        f"{touched},2026-08-12 09:15:00,af_purchase,9,Ads,Brand,G,A,1-1,ios,Trail",
    ]
    (tmp_path / "a.csv").write_text("\n".join([header, *rows]))
    loaded = sa.load(conversions=tmp_path / "a.csv")
    got = installs_of(loaded)
    assert got.rows[["campaign", "ad_group", "creative", "platform"]].values.tolist() == [
        ["Brand", "G", "A", "iOS"],
        [NO, NO, NO, "Android"],
    ]
    assert names_of_events(loaded) == ("af_purchase",)


def test_data_without_an_install_say_so():
    assert app_events(Dataset()) is None
    assert not holds_installs(data(event("Order Completed", user="u")))
    with pytest.raises(UnsuitableData, match="Found: Order Completed"):
        installs_of(data(event("Order Completed", user="u")))


def test_a_window_below_nothing_is_refused():
    with pytest.raises(BadSetting, match="window_days"):
        InstallRule(window_days=-1)


@pytest.mark.parametrize("name", ["Application Installed", "application_installed", "first_open", "install"])
def test_installs_are_known_by_many_names(name):
    assert kind_of(name) == "install"


ids = st.sampled_from(["", "", "1", "2", "3"])
happenings = st.lists(
    st.tuples(
        st.sampled_from(
            ["Application Installed", "Application Installed", "Install Attributed", "Signed Up"]
        ),
        st.integers(0, 60),
        *(ids,) * 3,
        st.sampled_from(["one", "two"]),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda row: (row[1], row[0]),
)


def world(rows):
    """Return events as the oracle has them and as a dataset; every moment its own, so that nothing ties."""
    plain = [
        {"event": n, "ts": START + timedelta(hours=6 * h), "device": d, "anonymous": a, "user": u, "app": p}
        for n, h, d, a, u, p in rows
    ]
    table = pd.DataFrame(plain).rename(
        columns={"device": "device.id", "anonymous": "anonymousId", "user": "userId", "app": "app.name"}
    )
    for name, letter in (("device.id", "d"), ("anonymousId", "a"), ("userId", "u")):
        table[name] = (letter + table[name]).where(table[name] != "", None)
    return plain, data(*table.assign(customer_id="c", **{"campaign.source": "Ads"}).to_dict("records"))


def test_many_worlds_at_once_are_those_that_loops_count():
    """Sixty worlds as sixty apps of one file: an id of one says nothing in another."""
    rng = random.Random(5)
    names = ["Application Installed"] * 2 + ["Install Attributed", "Signed Up"]
    rows, wanted = [], dict.fromkeys(Installs.COUNTS, 0)
    for app in range(60):
        hours = rng.sample(range(60), 12)
        ids = [[rng.choice(["", "", "1", "2", "3"]) for _ in range(3)] for _ in hours]
        own = [
            (rng.choice(names), hour, *three, f"app {app}") for hour, three in zip(hours, ids, strict=True)
        ]
        own[0] = ("Application Installed", *own[0][1:])
        rows += own
        for name, number in slow_installs(world(own)[0], window_days=3, same_days=1)[1].items():
            wanted[name] += number
    got = installs_of(world(rows)[1], InstallRule(window_days=3, same_days=1)).counts
    told = {
        name: number
        for name, number in wanted.items()
        if name not in ("both_modes", "attributions", "conflicting")
    }
    assert {name: got[name] for name in told} == told
    assert (
        min(got[n] for n in ("early", "late", "homeless", "reinstalls", "repeated", "attributions_repeated"))
        > 0
    )


@settings(max_examples=10)
@given(happenings)
def test_installs_are_those_that_loops_count(rows):
    plain, dataset = world(rows)
    if not any(row["event"] == "Application Installed" for row in plain):
        return
    slow, counts = slow_installs(plain, window_days=3, same_days=1)
    got = installs_of(dataset, InstallRule(window_days=3, same_days=1))
    assert {name: got.counts[name] for name in counts} == counts
    assert sorted(got.rows["ts"]) == sorted(pd.Timestamp(one["ts"]) for one in slow)
    assert set(got.counts) == set(Installs.COUNTS)


@settings(max_examples=8)
@given(happenings, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_plays_no_part(rows, rng: random.Random):
    if not any(row[0] == "Application Installed" for row in rows):
        return
    mixed = list(rows)
    rng.shuffle(mixed)
    one, other = (installs_of(world(each)[1]) for each in (rows, mixed))
    pd.testing.assert_frame_equal(one.rows, other.rows)
    pd.testing.assert_frame_equal(one.happened, other.happened)
    assert one.counts == other.counts
