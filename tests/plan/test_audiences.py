import hashlib
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

import segattr as sa
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnknownName, UnsuitableData
from segattr.plan.audiences import audience, traits_offered
from segattr.plan.calls import LARGEST_BATCH, MOST_CALLS, audience_calls, batches, install_calls, to_json
from segattr.plan.control import Control
from segattr.plan.hashed import (
    PLATFORMS,
    Contacts,
    contacts,
    full_number,
    hashed_email,
    hashed_phone,
    match_list,
    to_list,
)
from segattr.plan.installs import OURS, credited_installs

IDS = [f"C{i:06d}" for i in range(5_000)]
LABELS = pd.Series(["gold" if i % 2 else "plain" for i in range(5_000)], index=IDS)


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2, 0.5])
@pytest.mark.parametrize("seed", [0, 7])
def test_as_many_are_held_out_as_a_fair_draw_would_hold_out(share, seed):
    held = int(Control(share, seed).held_out(IDS, "VIP").sum())
    low, high = binom.interval(0.9999, len(IDS), share)
    assert low <= held <= high


@given(st.lists(st.text(), min_size=1, max_size=50, unique=True), st.floats(0, 0.4), st.integers(0, 99))
def test_who_is_held_out_depends_on_nobody_else_and_a_larger_share_keeps_them(ids, share, seed):
    alone = [bool(Control(share, seed).held_out([each], "VIP")[0]) for each in ids]
    assert Control(share, seed).held_out(ids, "VIP").tolist() == alone
    more = Control(share + 0.1, seed).held_out(ids, "VIP")
    assert all(later or not now for now, later in zip(alone, more, strict=True))


def test_the_draw_is_the_one_that_is_written_down():
    texts = [f"7\0VIP\0{each}" for each in IDS[:200]]
    numbers = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") for text in texts]
    assert Control(0.25, 7).held_out(IDS[:200], "VIP").tolist() == [n < 2**62 for n in numbers]


def test_audiences_draw_independently_of_each_other():
    one, other = (Control(0.5).held_out(IDS, name) for name in ("VIP", "New"))
    both = int((one & other).sum())
    low, high = binom.interval(0.9999, len(IDS), 0.25)
    assert low <= both <= high


def test_nobody_or_more_than_half_is_held_out_only_within_bounds():
    assert not Control(0).held_out(IDS, "VIP").any()
    for share in (-0.1, 0.6, float("nan")):
        with pytest.raises(BadSetting):
            Control(share)


def test_an_audience_is_the_segments_people_each_once_in_one_of_two_groups():
    found = audience(Dataset(), LABELS.sample(frac=1, random_state=1), "gold", control=Control(0.1))
    assert found.rows["customer_id"].tolist() == sorted(LABELS.index[LABELS == "gold"])
    assert sorted([*found.reached, *found.held_out]) == found.rows["customer_id"].tolist()
    assert found.name == "gold"
    again = audience(Dataset(), LABELS, "gold", control=Control(0.1))
    pd.testing.assert_frame_equal(again.rows, found.rows)
    with pytest.raises(UnknownName):
        audience(Dataset(), LABELS, "silver")


# Published examples: Meta, Customer information parameters (Marketing API); TikTok, Customer file audiences.
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (" John_Smith@gmail.com ", "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f"),
        ("janedoe@gmail.com", "d6117306485ed0e50afab3ac871e98f81699151f30281527d63ff5f233656c69"),
        ("Jane Doe@gmail.com", "d6117306485ed0e50afab3ac871e98f81699151f30281527d63ff5f233656c69"),
    ],
)
def test_emails_hash_as_published(written, expected):
    assert hashed_email(written) == expected
    assert hashed_email(expected.upper()) == expected  # brought hashed already


@pytest.mark.parametrize(
    ("written", "country", "expected"),
    [
        ("1 (650) 555-1212", "", ""),
        ("+1 (650) 555-1212", "", "e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176"),
        ("(650)555-1212", "1", "e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176"),
        ("+374 93 828222", "", "65b7e6dcf6f4310f8d7cbfbd78289a753062fb054d6664fb9aaac5df66a422d4"),
    ],
)
def test_phone_numbers_hash_as_published(written, country, expected):
    assert hashed_phone(written, sign=PLATFORMS["meta"].phone_sign, country=country) == expected


def test_google_wants_the_plus_before_the_number():
    plus = hashlib.sha256(b"+16505551212").hexdigest()
    assert hashed_phone("+1 650 555 1212", sign=PLATFORMS["google"].phone_sign) == plus


@pytest.mark.parametrize("text", ["", "ask Ann", "12", "+1", "030 123456", "+49 " + "1" * 20])
def test_what_is_no_whole_number_is_left_out(text):
    assert full_number(text) == ""


def a_list():
    return pd.DataFrame(
        {
            "customer_id": ["a", "b", "c", "d"],
            "Mail": ["ann@example.com", "bob@example.com", None, "ann@example.com"],
            "Phone": ["+49 30 1234567", "030 7654321", None, "+49 30 1234567"],
            "plan": ["pro", "free", "pro", "pro"],
            "created_ts": "2026-01-01",
        }
    )


@pytest.mark.parametrize(("platform", "headers"), [("google", "Email,Phone"), ("meta", "email,phone")])
def test_a_list_has_the_platforms_headers_and_nothing_but_hashes(platform, headers):
    dataset = sa.load(customers=a_list())
    found = contacts(dataset)
    assert (found.emails, found.phones) == (("Mail",), ("Phone",))
    table = match_list(dataset.customers, found, platform=platform)
    written = to_list(table).decode().splitlines()
    assert written[0] == headers
    assert len(written) == 3  # c has no address, d is a once more
    cells = [cell for line in written[1:] for cell in line.split(",") if cell]
    assert all(len(cell) == 64 for cell in cells)
    assert len(cells) == 3  # b's number has no country
    more = match_list(dataset.customers, found, platform=platform, country="49")
    assert (more != "").all(axis=None)


def test_a_list_of_nobody_has_its_header():
    empty = match_list(a_list().head(0), Contacts(("Mail",)), platform="meta")
    assert to_list(empty) == b"email\n"


def test_addresses_that_were_hashed_on_import_are_told_from_those_that_were_not():
    ours = pd.DataFrame({"customer_id": ["a", "b"], "Mail": ["h" + "0a" * 12, "h" + "1b" * 12]})
    assert contacts(Dataset(customers=ours)) == Contacts(hashed_on_import=("Mail",))
    theirs = ours.assign(Mail=["0a" * 32, "1B" * 32])
    assert contacts(Dataset(customers=theirs)).emails == ("Mail",)
    assert contacts(Dataset()) == Contacts()


def test_a_data_platform_is_told_neither_addresses_nor_dates():
    assert traits_offered(sa.load(customers=a_list())) == ["plan"]


def some_calls():
    dataset = sa.load(customers=a_list())
    labels = pd.Series("all", index=dataset.customers["customer_id"])
    found = audience(dataset, labels, "all", name="Q4 =list", control=Control(0.5))
    return found, audience_calls(found, people=dataset.customers, traits=["plan"])


def test_each_person_is_identified_and_enters_or_is_held_out():
    found, calls = some_calls()
    assert [call["type"] for call in calls] == ["identify", "track"] * 4
    held = {call["userId"] for call in calls if call.get("event") == "Audience Held Out"}
    assert held == set(found.held_out)
    assert calls[0]["traits"] == {"plan": "pro", "segment": "all"}
    assert calls[1]["properties"]["audience"] == "Q4 =list"
    assert "example.com" not in json.dumps(calls)


def test_message_ids_are_the_same_again_and_another_for_anything_else():
    (_, one), (_, other) = some_calls(), some_calls()
    assert [call["messageId"] for call in one] == [call["messageId"] for call in other]
    assert len({call["messageId"] for call in one}) == len(one)


@settings(max_examples=10)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=30), st.integers(1, 120))
def test_batches_hold_every_call_in_order_within_the_bounds(texts, times):
    calls = [{"type": "track", "userId": str(i), "event": text} for i, text in enumerate(texts)] * times
    bodies = list(batches(calls))
    assert all(len(body) <= LARGEST_BATCH for body in bodies)
    read = [json.loads(body)["batch"] for body in bodies]
    assert all(1 <= len(batch) <= MOST_CALLS for batch in read)
    assert [call for batch in read for call in batch] == calls


def test_many_calls_take_several_batches_and_the_file_is_a_list_of_them():
    calls = [{"type": "track", "userId": str(i), "event": "x" * 900} for i in range(1_500)]
    read = json.loads(to_json(calls))
    assert len(read) == 3
    assert all(len(body) <= LARGEST_BATCH for body in batches(calls))
    assert [call for body in read for call in body["batch"]] == calls
    with pytest.raises(UnsuitableData, match="Leave out columns"):
        to_json([{"type": "track", "userId": "a", "event": "x" * 40_000}])


def test_installs_carry_the_campaign_that_was_credited_or_touched_last():
    when = pd.to_datetime(["2026-03-05", "2026-03-06", "2026-03-07"], utc=True)
    events = pd.DataFrame(
        {
            "customer_id": ["a", "b", "c"],
            "ts": when,
            "event": "Application Installed",
            "source": "",
            "campaign": "",
        }
    )
    seen = pd.DataFrame(
        {
            "customer_id": ["b", "b", "b", "c"],
            "ts": pd.to_datetime(["2026-03-01", "2026-03-04", "2026-03-08", "2025-01-01"], utc=True),
            "channel": "Social",
            "source": "fb",
            "campaign": ["Old", "Spring", "Later", "Long ago"],
        }
    )
    given_credit = pd.DataFrame(
        {
            "customer_id": ["a"],
            "ts": pd.to_datetime(["2026-03-05"], utc=True),
            "event": "Install Attributed",
            "provider": "AppsFlyer",
            "source": "Network",
            "campaign": "Boots",
        }
    )
    dataset = sa.load(touchpoints=seen, events=pd.concat([events, given_credit]))
    found = credited_installs(dataset)
    assert found["customer_id"].tolist() == ["a", "b"]  # c was touched too long ago
    assert found["campaign"].tolist() == ["Boots", "Spring"]
    calls = install_calls(found)
    assert calls[0]["event"] == "Install Attributed"
    assert calls[0]["properties"]["campaign"]["name"] == "Boots"
    assert calls[1]["properties"] == {"provider": OURS, "campaign": {"source": "fb", "name": "Spring"}}
    assert calls[1]["timestamp"] == "2026-03-06T00:00:00.000Z"


def test_data_without_installs_have_none_to_tell():
    assert credited_installs(Dataset()).empty
    assert np.array_equal(credited_installs(Dataset()).columns[:2], ["customer_id", "ts"])
