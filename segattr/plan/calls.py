"""An audience as `identify` and `track` calls of the customer-data-platform spec, in batches of its size."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from segattr.errors import UnsuitableData
from segattr.plan.audiences import CONTROL, Audience

LARGEST_BATCH: Final = 500_000  # bytes of one request
LARGEST_CALL: Final = 32_000  # bytes of one event
MOST_CALLS: Final = 2_500  # events of one request
JOINED: Final = "Audience Entered"
HELD_OUT: Final = "Audience Held Out"
Call = dict[str, Any]
_WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def audience_calls(
    found: Audience, *, people: pd.DataFrame | None = None, traits: Sequence[str] = ()
) -> list[Call]:
    """Return two calls per person: who they are (`identify`), and that they entered, or were held out.

    Parameters
    ----------
    people : rows of the customers, for the traits.
    traits : columns of theirs to tell.

    Notes
    -----
    ``messageId`` follows from the call's content, so the same audience of the same day sent twice counts
    once. Nothing else names the person: e-mails and phone numbers are no traits here.

    References
    ----------
    Twilio Segment, Spec: Identify; Spec: Track; HTTP Tracking API (500 kB and 2,500 events a batch, 32 kB an
    event).

    Examples
    --------
    >>> rows = [("a", "VIP", "gold", "reached", "2026-08-31")]
    >>> columns = ["customer_id", "audience", "segment", "group", "exported"]
    >>> [call["type"] for call in audience_calls(Audience("VIP", pd.DataFrame(rows, columns=columns)))]
    ['identify', 'track']
    """
    told = _traits(people, traits)
    calls = []
    for who, name, segment, group, day in found.rows.itertuples(index=False, name=None):
        when = {"timestamp": f"{day}T00:00:00.000Z"} if day else {}
        known = told.get(who, {}) | {"segment": segment}
        event = HELD_OUT if group == CONTROL else JOINED
        about = {"audience": name, "segment": segment, "group": group}
        calls.append(with_message_id({"type": "identify", "userId": who, "traits": known, **when}))
        calls.append(
            with_message_id({"type": "track", "userId": who, "event": event, "properties": about, **when})
        )
    return calls


def install_calls(installs: pd.DataFrame) -> list[Call]:
    """Return an `Install Attributed` per install, with the campaign that earned its credit.

    Parameters
    ----------
    installs : from `segattr.plan.installs.credited_installs`.
    """
    fields = {"source": "source", "name": "campaign", "ad_creative": "creative", "ad_group": "ad_group"}
    calls = []
    for row in installs.to_dict("records"):
        campaign = {to: str(row[name]) for to, name in fields.items() if _known(row[name])}
        about = {"provider": str(row["provider"]), "campaign": campaign}
        who = {"userId": str(row["customer_id"]), "timestamp": _iso(row["ts"])}
        calls.append(
            with_message_id({"type": "track", "event": "Install Attributed", **who, "properties": about})
        )
    return calls


def batches(calls: Iterable[Call]) -> Iterator[bytes]:
    """Yield the bodies of requests, each within the bounds of the spec, in the order of the calls.

    Raises
    ------
    UnsuitableData : one call alone is larger than an event may be.
    """
    start, end = b'{"batch":[', b"]}"
    held: list[bytes] = []
    size = len(start) + len(end)
    for call in calls:
        text = _text(call)
        if len(text) > LARGEST_CALL:
            raise UnsuitableData(
                f"What would be told of {call['userId']!r:.60} takes {len(text):,} bytes; a data platform "
                f"takes {LARGEST_CALL:,}. Leave out columns with long texts."
            )
        if held and (size + len(text) + 1 > LARGEST_BATCH or len(held) == MOST_CALLS):
            yield start + b",".join(held) + end
            held, size = [], len(start) + len(end)
        held.append(text)
        size += len(text) + 1
    if held:
        yield start + b",".join(held) + end


def to_json(calls: Iterable[Call]) -> bytes:
    """Return a JSON file: a list of request bodies, to be sent one by one.

    Examples
    --------
    >>> to_json([])
    b'[]'
    """
    bodies = b",\n".join(batches(calls))
    return b"[" + bodies + b"]"


def to_lines(calls: Iterable[Call]) -> bytes:
    r"""Return a file with a call a line.

    Examples
    --------
    >>> to_lines([{"type": "identify", "userId": "a"}])
    b'{"type":"identify","userId":"a"}\n'
    """
    return b"".join(_text(call) + b"\n" for call in calls)


def with_message_id(content: Call) -> Call:
    """Return a call with the id that follows from its content, so that sending it twice counts once.

    Examples
    --------
    >>> with_message_id({"type": "identify", "userId": "a"})["messageId"]
    'segattr-60f59aa05601571564fd2250383f8d96'
    """
    digest = hashlib.sha256(_text(content)).hexdigest()[:32]
    return {**content, "messageId": f"segattr-{digest}"}


def _text(content: Call) -> bytes:
    return _WRITER.encode(content).encode()


def _traits(people: pd.DataFrame | None, traits: Sequence[str]) -> Mapping[str, dict[str, Any]]:
    if people is None or not len(people) or not traits:
        return {}
    rows = people[[*dict.fromkeys(traits)]].to_dict("records")
    return {
        str(who): {str(name): _plain(value) for name, value in row.items() if _known(value)}
        for who, row in zip(people["customer_id"], rows, strict=True)
    }


def _known(value: Any) -> bool:  # noqa: ANN401 - whatever a cell holds
    return value is not None and not bool(pd.isna(value)) and value != ""


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return _iso(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value if isinstance(value, bool | int | float) else str(value)


def _iso(moment: pd.Timestamp) -> str:
    return moment.tz_convert("UTC").isoformat(timespec="milliseconds").replace("+00:00", "Z")
