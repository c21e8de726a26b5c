"""Calls sent to a customer data platform in batches, through the vendor's own client.

The client puts batches together, tries again with a growing pause (and waits as long as the other side asks
for, within bounds), and reports what it gave up. Here it is given a portion at a time, so that what happened
so far is always known, and nothing more is tried once the other side is gone or turns the key away.
"""

from __future__ import annotations

import atexit
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from segattr.plan.calls import Call
from segattr.plan.endpoint import Endpoint
from segattr.reduce.extras import extra
from segattr.words.sending import NEEDS

RETRIES: Final = 6  # pauses of 0, 0.5, 1, 2, 4 and 8 seconds
PATIENCE: Final = 120  # seconds a platform may ask to wait in all
MOST: Final = 1_000  # calls of a request; the spec allows 2,500
LARGEST: Final = 400_000  # bytes of a request; the spec allows 500 kB, the client adds to each call
ADDED: Final = 200  # bytes the client adds to a call
BUSY, SILENT, ELSEWHERE, LONG = "busy", "silent", "elsewhere", "long"
OWN_FAULT: Final = {"400", "413", "422", LONG}  # something in the batch; the next one may do


@dataclass(frozen=True)
class Sent:
    """How far sending got.

    Attributes
    ----------
    calls : to be sent. tried : how many of them were tried, from the first on.
    refused : places of those that were tried in vain.
    reasons : (reason, calls), the most frequent first: the status answered, or `BUSY`, `SILENT`, `ELSEWHERE`
        and `LONG`.
    over : nothing more is tried.

    Examples
    --------
    >>> sent = Sent(5, tried=4, refused=(1,))
    >>> sent.accepted, list(sent.left)
    (3, [1, 4])
    """

    calls: int
    tried: int = 0
    refused: tuple[int, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
    over: bool = False

    @property
    def accepted(self) -> int:
        """How many calls the other side took."""
        return self.tried - len(self.refused)

    @property
    def left(self) -> tuple[int, ...]:
        """Places of the calls that were not accepted: refused, or not tried."""
        return (*self.refused, *range(self.tried, self.calls))


def sending(calls: Sequence[Call], to: Endpoint, *, retries: int = RETRIES) -> Iterator[Sent]:
    """Send calls, and yield how far it got after each portion; the last one is ``over``.

    Parameters
    ----------
    calls : each with its ``messageId``: a platform that got one twice counts it once.
    retries : how often a batch is tried again.

    Raises
    ------
    UnsuitableData : the vendor's client is not installed; the message is the line to type.

    Notes
    -----
    Accepted means that the other side answered 2xx. Segment does so to a wrong key and to calls it drops
    later on as well: whether they arrived is seen in its debugger.
    """
    sent = Sent(len(calls), over=not calls)
    if sent.over:
        yield sent
        return
    post = _Post(to, retries)
    try:
        for start, end in portions(calls):
            sent = _after(sent, post.portion(calls[start:end]), end)
            yield sent
            if sent.over:
                return
    finally:
        post.close()


def portions(calls: Sequence[Call]) -> Iterator[tuple[int, int]]:
    """Yield where each request starts and ends.

    Examples
    --------
    >>> list(portions([{"userId": "a"}] * 1200))
    [(0, 1000), (1000, 1200)]
    """
    start = size = 0
    for place, call in enumerate(calls):
        length = len(json.dumps(call)) + ADDED
        if place > start and (size + length > LARGEST or place - start == MOST):
            yield start, place
            start, size = place, 0
        size += length
    if start < len(calls):
        yield start, len(calls)


def _after(sent: Sent, refused: dict[int, str], end: int) -> Sent:
    """Return how far it got once a portion has been tried."""
    reasons = Counter(dict(sent.reasons))
    reasons.update(refused.values())
    places = (sent.tried + place for place in sorted(refused))
    return replace(
        sent,
        tried=end,
        refused=(*sent.refused, *places),
        reasons=tuple(reasons.most_common()),
        over=end == sent.calls or not set(refused.values()) <= OWN_FAULT,
    )


class _Post:
    """The vendor's client, told to keep still: its log holds whole requests, the key among them."""

    def __init__(self, to: Endpoint, retries: int) -> None:
        client = extra("segment.analytics.client", "send", needs=NEEDS)
        logging.getLogger("segment").setLevel(logging.CRITICAL + 1)
        # A redirected POST becomes a GET, whose 200 would be taken for an acceptance.
        extra("segment.analytics.request", "send", needs=NEEDS)._session.max_redirects = 0
        self._failed: list[tuple[str, str]] = []
        self._client = client.Client(
            to.key,
            host=to.url,
            on_error=self._note,
            max_queue_size=0,
            max_retries=retries,
            max_total_backoff_duration=PATIENCE,
            max_rate_limit_duration=PATIENCE,
            upload_size=MOST,
            upload_interval=0.1,
        )

    def portion(self, calls: Sequence[Call]) -> dict[int, str]:
        """Send some calls and wait for the end; return the places of those refused, and why."""
        self._failed.clear()
        refused = {place: LONG for place, call in enumerate(calls) if not self._queued(call)}
        self._client.flush()
        failed = dict(self._failed)
        return refused | {
            place: failed[call["messageId"]]
            for place, call in enumerate(calls)
            if place not in refused and call["messageId"] in failed
        }

    def close(self) -> None:
        """End the client's thread, and let nothing hold on to the key."""
        self._client.join()
        atexit.unregister(self._client.join)

    def _queued(self, call: Call) -> bool:
        told: dict[str, Callable[..., object]] = {
            "identify": self._client.identify,
            "track": self._client.track,
        }
        when = call.get("timestamp")
        about = (
            {"traits": call.get("traits")}
            if call["type"] == "identify"
            else {"event": call["event"], "properties": call.get("properties")}
        )
        try:
            told[call["type"]](
                call["userId"],
                **about,
                context=dict(call.get("context") or {}),
                integrations=call.get("integrations"),
                timestamp=datetime.fromisoformat(when) if when else None,
                message_id=call["messageId"],
            )
        except RuntimeError:  # the client's word for a call that is too long
            return False
        return True

    def _note(self, error: Exception, batch: Sequence[dict[str, Any]]) -> None:
        self._failed.extend((call["messageId"], _reason(error)) for call in batch)


def _reason(error: Exception) -> str:
    """Return why a batch was given up, without a word of what was answered: it may repeat the key."""
    status = getattr(error, "status", None)
    if status is not None:
        return ELSEWHERE if 300 <= int(status) < 400 else str(status)
    if type(error).__name__ == "TooManyRedirects":
        return ELSEWHERE
    return BUSY if "ate limit" in str(error) else SILENT
