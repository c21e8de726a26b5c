"""The command sends a file of calls, says how it ended, and keeps what is left."""

import pytest

import segattr.commands.send
import segattr.plan.sending
from segattr.__main__ import main
from segattr.plan.call_files import read_calls
from segattr.plan.calls import to_json, with_message_id
from segattr.plan.endpoint import SEND_TO, WRITE_KEY
from segattr.plan.sending import Sent
from tests.platform_server import CLIENT, KEY, platform


@pytest.fixture(autouse=True)
def a_key_and_no_address(monkeypatch):
    monkeypatch.setenv(WRITE_KEY, KEY)
    monkeypatch.delenv(SEND_TO, raising=False)


@pytest.fixture
def calls(tmp_path):
    people = [{"type": "identify", "userId": f"C{i}", "traits": {"plan": "pro"}} for i in range(6)]
    path = tmp_path / "vip-calls.json"
    path.write_bytes(to_json(with_message_id(call) for call in people))
    return path


@CLIENT
def test_what_is_accepted_ends_well_and_leaves_no_file(calls, capsys):
    with platform(503) as there:
        assert main(["send", str(calls), f"--endpoint={there.url}/v1/batch"]) == 0
    said = capsys.readouterr()
    assert f"6 calls of 6 people: 6 identify. Told of them: plan. They go to {there.url}." in said.out
    assert "accepted all 6 calls." in said.out
    assert len(there.taken) == 6
    assert list(calls.parent.iterdir()) == [calls]
    assert KEY not in said.out + said.err


@CLIENT
def test_what_is_left_is_a_file_that_can_be_sent(calls, capsys, monkeypatch):
    monkeypatch.setattr(segattr.plan.sending, "MOST", 2)
    left = calls.parent / "vip-calls.left.ndjson"
    with platform(200, *[500] * 9) as there:
        monkeypatch.setenv(SEND_TO, there.url)
        assert main(["send", str(calls), "--retries=0"]) == 1
        accepted = len(there.taken)
        said = capsys.readouterr()
        assert f"accepted {accepted} of 6 calls." in said.out
        assert "it answered with an error (500)" in said.out
        assert len(read_calls(left)) == 6 - accepted
        there.answers.clear()
        assert main(["send", str(left)]) == 0
    assert sorted(there.ids) == sorted(call["messageId"] for call in read_calls(calls))
    assert KEY not in said.out + said.err + left.read_text()


def test_stopping_keeps_the_rest(calls, capsys, monkeypatch):
    def stopped(found, *_, **__):
        yield Sent(len(found), tried=4, refused=(1,), reasons=(("400", 1),))
        raise KeyboardInterrupt

    monkeypatch.setattr(segattr.commands.send, "sending", stopped)
    left = calls.parent / "rest.ndjson"
    assert main(["send", str(calls), "--endpoint=https://a.example", f"--rest={left}"]) == 1
    assert (
        "accepted 3 of 6 calls. 1 call: refused as faulty (400). 2 calls: not tried."
        in capsys.readouterr().out
    )
    whole = read_calls(calls)
    assert read_calls(left) == [whole[1], whole[4], whole[5]]


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(calls, capsys, monkeypatch):
    monkeypatch.setattr(segattr.commands.send, "sending", lambda *_, **__: pytest.fail("sent"))
    monkeypatch.delenv(WRITE_KEY)
    assert main(["send", str(calls), "--dry-run"]) == 0
    assert capsys.readouterr().out == "6 calls of 6 people: 6 identify. Told of them: plan.\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], SEND_TO),
        (["--endpoint=http://example.com"], "https"),
        (["--endpoint=https://example.com", "--rest=nowhere/at/all.ndjson"], "--rest"),
    ],
)
def test_what_cannot_be_ends_in_one_line_before_anything_is_sent(calls, capsys, monkeypatch, words, says):
    monkeypatch.setattr(segattr.commands.send, "sending", lambda *_, **__: pytest.fail("sent"))
    assert main(["send", str(calls), *words]) == 2
    said = capsys.readouterr().err
    assert says in said
    assert len(said.strip().splitlines()) == 1
    assert KEY not in said


def test_without_a_key_nothing_is_sent(calls, capsys, monkeypatch):
    monkeypatch.delenv(WRITE_KEY)
    assert main(["send", str(calls), "--endpoint=https://example.com"]) == 2
    assert WRITE_KEY in capsys.readouterr().err
