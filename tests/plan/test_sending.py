import json
import logging
import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr.plan.sending
from segattr.errors import BadSetting, FileRefused, UnsuitableData
from segattr.plan.call_files import read_calls
from segattr.plan.calls import to_json, to_lines, with_message_id
from segattr.plan.endpoint import Endpoint, configured, endpoint
from segattr.plan.sending import ADDED, LARGEST, MOST, Sent, portions, sending
from segattr.reduce.extras import extra
from tests.platform_server import CLIENT, KEY, platform

DAY = "2026-08-31T00:00:00.000Z"


def identify(who, **traits):
    return with_message_id({"type": "identify", "userId": who, "traits": traits, "timestamp": DAY})


def track(who, **about):
    call = {"type": "track", "userId": who, "event": "Audience Entered", "properties": about}
    return with_message_id({**call, "timestamp": DAY})


def some(number):
    return [make(f"C{i}", segment="gold") for i in range(number // 2) for make in (identify, track)]


def end(calls, to, *, retries=1):
    return list(sending(calls, Endpoint(to.url, KEY), retries=retries))[-1]


@pytest.fixture
def small_portions(monkeypatch):
    monkeypatch.setattr(segattr.plan.sending, "MOST", 4)


@CLIENT
def test_every_call_arrives_once_with_its_id_its_day_and_what_is_told():
    calls = some(20)
    with platform() as there:
        sent = end(calls, there)
    assert (sent.accepted, sent.left, sent.reasons, sent.over) == (20, (), (), True)
    assert sorted(there.ids) == sorted(call["messageId"] for call in calls)
    first = next(call for call in there.taken if call["messageId"] == calls[0]["messageId"])
    assert first["type"] == "identify"
    assert first["userId"] == "C0"
    assert first["traits"] == {"segment": "gold"}
    assert first["timestamp"] == "2026-08-31T00:00:00.000+00:00"
    tracked = next(call for call in there.taken if call["messageId"] == calls[1]["messageId"])
    assert (tracked["event"], tracked["properties"]) == ("Audience Entered", {"segment": "gold"})


@CLIENT
@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_failure_that_may_pass_is_tried_again_and_counts_once(status):
    calls = some(6)
    with platform(status) as there:
        assert end(calls, there).accepted == 6
    assert sorted(there.ids) == sorted(call["messageId"] for call in calls)
    assert any(head.get("X-Retry-Count") == "1" for head in there.heads)


@CLIENT
def test_a_wait_that_is_asked_for_is_waited():
    with platform(429, Retry_After="1") as there:
        assert end(some(2), there).accepted == 2


@CLIENT
def test_a_longer_wait_than_there_is_patience_for_ends_it(monkeypatch):
    monkeypatch.setattr(segattr.plan.sending, "PATIENCE", 1)
    with platform(429, Retry_After="200") as there:
        sent = end(some(2), there)
    assert (sent.accepted, dict(sent.reasons), sent.left) == (0, {"busy": 2}, (0, 1))


@CLIENT
def test_a_faulty_batch_is_not_tried_again_and_the_next_one_goes_out(small_portions):
    calls = some(8)
    faulty = calls[0]["messageId"].encode()
    with platform(*[lambda body: 400 if faulty in body else 200] * 9) as there:
        sent = end(calls, there)
    told = [json.loads(body)["batch"] for body in there.bodies]
    refused = next([c["messageId"] for c in batch] for batch in told if faulty in str(batch).encode())
    assert sum(faulty in body for body in there.bodies) == 1
    assert [calls[place]["messageId"] for place in sent.left] == refused
    assert dict(sent.reasons) == {"400": len(refused)}
    assert sent.accepted == len(there.taken) == 8 - len(refused)


@CLIENT
def test_a_key_that_is_turned_away_ends_it_at_once(small_portions):
    with platform(*[401] * 20) as there:
        sent = end(some(40), there)
    assert sent.tried == 4
    assert (sent.accepted, len(sent.left), sent.over) == (0, 40, True)
    assert len(there.bodies) <= 4


@CLIENT
def test_a_server_that_is_gone_ends_it_with_everything_left(small_portions):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        gone = Endpoint(f"http://127.0.0.1:{free.getsockname()[1]}", KEY)
    sent = list(sending(some(8), gone, retries=1))[-1]
    assert (sent.accepted, sent.tried, len(sent.left)) == (0, 4, 8)
    assert dict(sent.reasons) == {"silent": 4}


@CLIENT
def test_a_redirect_is_no_acceptance():
    with platform(302, 302, 302, 302, Location="/elsewhere") as there:
        sent = end(some(2), there, retries=0)
    assert (sent.accepted, dict(sent.reasons)) == (0, {"elsewhere": 2})


@CLIENT
def test_the_rest_sent_later_makes_everything_arrive_once(small_portions):
    calls = some(12)
    with platform(200, *[500] * 2) as there:
        sent = end(calls, there, retries=1)
        assert 0 < sent.accepted < 12
        assert end([calls[place] for place in sent.left], there).left == ()
    assert sorted(there.ids) == sorted(call["messageId"] for call in calls)


@CLIENT
def test_a_call_that_is_too_long_is_named_and_the_others_go_out():
    calls = [identify("a", text="ü" * 6_000), identify("b")]  # 6 bytes a letter, as the client writes it
    with platform() as there:
        sent = end(calls, there)
    assert (sent.left, dict(sent.reasons)) == ((0,), {"long": 1})
    assert there.ids == [calls[1]["messageId"]]


@CLIENT
def test_stopping_keeps_what_was_known_and_leaves_no_thread(small_portions):
    with platform() as there:
        steps = sending(some(12), Endpoint(there.url, KEY))
        first = next(steps)
        steps.close()
        assert (first.accepted, first.left, first.over) == (4, tuple(range(4, 12)), False)
        assert len(there.taken) == 4
    assert not [each for each in threading.enumerate() if type(each).__name__ == "Consumer"]


@CLIENT
def test_the_key_is_in_no_log_and_no_report(caplog, capfd):
    caplog.set_level(logging.DEBUG)
    with platform(500, 400) as there:
        sent = end(some(2), there)
    assert KEY in there.bodies[0].decode()
    out = capfd.readouterr()
    assert KEY not in f"{sent} {Endpoint(there.url, KEY)} {caplog.text} {out.out} {out.err}"


@given(st.lists(st.integers(0, 40_000), max_size=60))
def test_portions_hold_every_call_in_order_within_the_bounds(lengths):
    calls = [{"userId": "x" * length} for length in lengths]
    cut = list(portions(calls))
    assert [place for start, stop in cut for place in range(start, stop)] == list(range(len(calls)))
    for start, stop in cut:
        assert stop - start <= MOST
        assert (
            stop - start == 1 or sum(len(json.dumps(call)) + ADDED for call in calls[start:stop]) <= LARGEST
        )


def test_nothing_to_send_is_an_end(monkeypatch):
    monkeypatch.setattr(segattr.plan.sending, "_Post", lambda *_: pytest.fail("no client is needed"))
    assert list(sending([], Endpoint("https://a.io", KEY))) == [Sent(0, over=True)]


def test_without_the_client_the_line_to_type_is_said(monkeypatch):
    monkeypatch.setattr(
        segattr.plan.sending, "extra", lambda _, name, needs: extra("not_there", name, needs=needs)
    )
    with pytest.raises(UnsuitableData, match=r'pip install "segattr\[send\]"'):
        next(sending(some(2), Endpoint("https://a.io", KEY)))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com",
        "ftp://example.com",
        "example.com",
        "https:///nowhere",
        "https://me:pass@example.com",
        "https://example.com?key=1",
        "https://exam ple.com",
        "https://[::1",
    ],
)
def test_an_address_the_key_is_not_safe_on_is_refused_without_repeating_it(url):
    with pytest.raises(BadSetting) as refused:
        Endpoint(url, KEY)
    assert url not in str(refused.value)
    assert KEY not in str(refused.value)


def test_nothing_is_set_up_until_there_is_an_address_and_then_it_needs_a_key():
    assert configured({}) is None
    assert configured({"SEGATTR_WRITE_KEY": KEY}) is None
    with pytest.raises(BadSetting, match="SEGATTR_WRITE_KEY"):
        configured({"SEGATTR_SEND_TO": "https://api.segment.io"})
    with pytest.raises(BadSetting, match="SEGATTR_SEND_TO"):
        endpoint(environment={"SEGATTR_WRITE_KEY": KEY})
    there = {"SEGATTR_SEND_TO": " http://localhost:8080/v1/batch ", "SEGATTR_WRITE_KEY": f"{KEY}\n"}
    assert configured(there) == Endpoint("http://localhost:8080", KEY)


@pytest.mark.parametrize("write", [to_json, to_lines, lambda calls: json.dumps(calls).encode()])
def test_a_file_of_calls_is_read_as_it_was_written(write, tmp_path):
    calls = [*some(6), identify("ü\u2028", name="Ä")]
    path = tmp_path / "calls.json"
    path.write_bytes(write(calls))
    assert read_calls(path) == calls


def test_a_call_without_an_id_gets_the_one_of_its_content(tmp_path):
    path = tmp_path / "calls.ndjson"
    call = {"type": "identify", "userId": "a"}
    path.write_bytes(to_lines([call]) * 2)
    assert read_calls(path) == [with_message_id(call)] * 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no calls"),
        ("[]", "holds no calls"),
        ("not json", "line 1"),
        ('{"type":"page","userId":"a"}', "call 1 is none of identify or track"),
        ('{"type":"identify","userId":""}', "names nobody"),
        ('{"type":"identify","userId":7}', "names nobody"),
        ('{"type":"track","userId":"a"}', "without an event"),
        ('{"type":"identify","userId":"a","traits":[1]}', "in traits"),
        ('{"type":"identify","userId":"a","timestamp":"2026-08-31"}', "timestamp"),
        ('[{"batch":[3]}]', "call 1"),
    ],
)
def test_other_files_are_refused_in_words(text, says, tmp_path):
    path = tmp_path / "calls.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileRefused, match=says):
        read_calls(path)


def test_a_file_that_is_no_text_is_refused_in_words(tmp_path):
    path = tmp_path / "calls.json"
    path.write_bytes(b"\xff\xfe\x00x")
    with pytest.raises(FileRefused, match="UTF-8"):
        read_calls(path)
