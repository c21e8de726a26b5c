"""What is said of sending calls to a data platform: what is told, where to, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from segattr.words.numbers import count, many

Name = Callable[[str], str]

NEEDS: Final = "Sending needs the data platform's own client (segment-analytics-python)"
NO_KEY: Final = (
    "There is no write key to send with. Set {name} in the environment; it is never taken from a file "
    "of calls, and never shown."
)
NO_ADDRESS: Final = "Nobody said where to send to. Set {name}, such as https://api.segment.io."
NOT_AN_ADDRESS: Final = (
    "Where to send to is no web address; it reads like https://api.segment.io, without a path."
)
MORE_THAN_AN_ADDRESS: Final = (
    "Where to send to is an address alone, without a user, a question mark or a #; the write key goes "
    "into its own setting."
)
IN_THE_CLEAR: Final = (
    "Where to send to must start with https: over http the write key and the people's data could be "
    "read on the way."
)
NOTHING_SENT: Final = "segattr sends nothing itself: the files are yours to send."
BUT: Final = "Only lists of an audience are, when somebody presses Send on the Plan page."
TICK: Final = "Tick what is to be sent."
EMAIL_IDS: Final = "The customer ids are e-mail addresses. Send them all the same"
SENDING: Final = "Sending; leaving the page stops it after the batch that is on its way."
TO: Final = "They go to {address}."
REST: Final = "What is left (NDJSON)"
PROOF: Final = (
    "Accepted means that it was taken in, which is said to a wrong key as well: look into the platform's "
    "debugger before you rely on it."
)
REASONS: Final = {
    "400": "refused as faulty (400)",
    "401": "the key was turned away (401)",
    "403": "the key was turned away (403)",
    "404": "nothing takes calls at this address (404)",
    "413": "refused as too large (413)",
    "busy": "it asked to wait for longer than two minutes",
    "silent": "no answer",
    "elsewhere": "it points to another address, which is not followed",
    "long": "longer than a call may be (32 kB)",
}
FIELDS: Final = ("customer id", "audience", "segment", "reached or held out", "day of the data")


def title(host: str, *, name: Name = str) -> str:
    """Return what the part is called.

    Examples
    --------
    >>> title("api.segment.io")
    'Send to **api.segment.io**'
    """
    return f"Send to **{name(host)}**"


def told(traits: Sequence[str], *, name: Name = str) -> str:
    """Return what is told of each person.

    Examples
    --------
    >>> told(["plan"])[-52:]
    'segment, reached or held out, day of the data, plan.'
    """
    return f"Told of each person: {', '.join([*FIELDS, *map(name, traits)])}."


def audience(people: int, name: str) -> str:
    """Return what is ticked for an audience.

    Examples
    --------
    >>> audience(200, "VIP")
    'VIP: 200 people, 400 calls (identify, track)'
    """
    return f"{name}: {many(people, 'person', 'people')}, {count(2 * people)} calls (identify, track)"


def installs(calls: int) -> str:
    """Return what is ticked for the installs.

    Examples
    --------
    >>> installs(1)
    'Install Attributed: 1 call (customer id, campaign, provider, time)'
    """
    return f"Install Attributed: {many(calls, 'call')} (customer id, campaign, provider, time)"


def button(calls: int, host: str, *, left: bool = False) -> str:
    """Return what the button says.

    Parameters
    ----------
    left : some were accepted before.

    Examples
    --------
    >>> button(400, "api.segment.io"), button(1, "api.segment.io", left=True)
    ('Send 400 calls to api.segment.io', 'Send the 1 call left to api.segment.io')
    """
    return f"Send {'the ' if left else ''}{many(calls, 'call')}{' left' if left else ''} to {host}"


def progress(accepted: int, calls: int) -> str:
    """Return how far it is.

    Examples
    --------
    >>> progress(1000, 2400)
    '1,000 of 2,400 calls accepted'
    """
    return f"{count(accepted)} of {many(calls, 'call')} accepted"


def outcome(accepted: int, calls: int, reasons: Sequence[tuple[str, int]], host: str) -> str:
    """Return how it ended.

    Parameters
    ----------
    reasons : (reason, calls), see `segattr.plan.sending.Sent`.

    Examples
    --------
    >>> outcome(4, 4, [], "a.io")
    'a.io accepted all 4 calls.'
    >>> outcome(3, 10, [("400", 2), ("500", 1)], "a.io")[:71]
    'a.io accepted 3 of 10 calls. 2 calls: refused as faulty (400). 1 call: '
    """
    if accepted == calls:
        return f"{host} accepted {f'all {count(calls)} calls' if calls != 1 else 'the call'}."
    why = [f"{many(calls_, 'call')}: {reason(each)}." for each, calls_ in reasons]
    untried = calls - accepted - sum(number for _, number in reasons)
    rest = [f"{many(untried, 'call')}: not tried."] if untried else []
    return " ".join([f"{host} accepted {count(accepted)} of {many(calls, 'call')}.", *why, *rest])


def reason(key: str) -> str:
    """Return why calls were not accepted.

    Examples
    --------
    >>> reason("400"), reason("503")
    ('refused as faulty (400)', 'it answered with an error (503)')
    """
    return REASONS.get(key, f"it answered with an error ({key})")


def summary(calls: int, people: int, kinds: Sequence[tuple[str, int]], fields: Sequence[str]) -> str:
    """Return what a file of calls tells.

    Examples
    --------
    >>> summary(4, 2, [("identify", 2), ("track", 2)], ["segment"])
    '4 calls of 2 people: 2 identify, 2 track. Told of them: segment.'
    """
    of = ", ".join(f"{count(number)} {kind}" for kind, number in kinds)
    told_of = f" Told of them: {', '.join(fields)}." if fields else ""
    return f"{many(calls, 'call')} of {many(people, 'person', 'people')}: {of}.{told_of}"
