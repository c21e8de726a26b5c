"""``python -m segattr send``: a file of calls sent to a customer data platform, with an honest end."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from segattr.errors import FileRefused
from segattr.exports.files import write_bytes
from segattr.plan.call_files import read_calls
from segattr.plan.calls import Call, to_lines
from segattr.plan.endpoint import SEND_TO, WRITE_KEY, Endpoint, endpoint
from segattr.plan.sending import RETRIES, Sent, sending
from segattr.words import sending as words

TOLD = ("traits", "properties")


def add_send(command: argparse.ArgumentParser) -> None:
    """Let a command take a file of calls, and where they go."""
    command.add_argument("calls", metavar="FILE", type=Path, help="calls of an audience, .json or .ndjson")
    command.add_argument(
        "--endpoint",
        default="",
        metavar="URL",
        help=f"such as https://api.segment.io (${SEND_TO}); the write key is taken from ${WRITE_KEY}",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would be sent, and send nothing")
    command.add_argument(
        "--retries", type=int, default=RETRIES, help="how often a batch is tried again (%(default)s)"
    )
    command.add_argument(
        "--rest", type=Path, metavar="FILE", help="where calls that were not accepted go (FILE.left.ndjson)"
    )


def run_send(chosen: argparse.Namespace) -> int:
    """Send the calls; return 1 where some of them were not accepted.

    Raises
    ------
    FileRefused : the file holds something else, or the rest could not be kept.
    BadSetting : no address, or no key.
    """
    calls = read_calls(chosen.calls)
    rest = chosen.rest or chosen.calls.with_suffix(".left.ndjson")
    if chosen.dry_run:
        print(_summary(calls))
        return 0
    to = endpoint(chosen.endpoint)
    if not rest.parent.is_dir():
        raise FileRefused(f"There is no folder {rest.parent}; make it, or name another with --rest.")
    print(f"{_summary(calls)} {words.TO.format(address=to.url)}")
    sent = _sent(calls, to, max(chosen.retries, 0))
    print(words.outcome(sent.accepted, sent.calls, sent.reasons, to.host))
    if not sent.left:
        print(words.PROOF)
        return 0
    print(f"{words.REST}: {write_bytes(to_lines(calls[place] for place in sent.left), rest)}")
    return 1


def _sent(calls: Sequence[Call], to: Endpoint, retries: int) -> Sent:
    """Return how far it got, also where somebody stopped it."""
    sent = Sent(len(calls))
    try:
        for sent in sending(calls, to, retries=retries):
            if not sent.over:
                print(words.progress(sent.accepted, sent.calls), file=sys.stderr)
    except KeyboardInterrupt:
        print(file=sys.stderr)
    return sent


def _summary(calls: Sequence[Call]) -> str:
    kinds = Counter(call["type"] for call in calls)
    fields = {str(name) for call in calls for part in TOLD for name in call.get(part) or {}}
    return words.summary(
        len(calls), len({call["userId"] for call in calls}), list(kinds.items()), sorted(fields)
    )
