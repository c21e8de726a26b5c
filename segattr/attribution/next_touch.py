"""Where journeys go from each channel: to which other one, to a conversion, or nowhere."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from segattr.reduce.summary import Summary
from segattr.reduce.tables import CONVERTED, LOST, STATE_BITS

STARTS: Final = "(start)"
CONVERTS: Final = "(conversion)"
LEAVES: Final = "(no conversion)"
_ONE = (1 << STATE_BITS) - 1


def next_touch(summary: Summary, *, most: int = 12) -> pd.DataFrame:
    """Return how often one channel follows another, per segment.

    Parameters
    ----------
    summary : with ``transitions``, of any Markov order.
    most : channels shown, those with most moves; the rest stand together as ``n others``.

    Returns
    -------
    DataFrame ``segment, origin, target, moves, share``: moves from ``(start)`` or a channel to a channel, to
    a ``(conversion)`` or to ``(no conversion)``, and their share of all moves from there in the segment, 0 to
    1. Journeys that may still convert count among the latter unless the window leaves them out.

    Examples
    --------
    >>> import segattr as sa
    >>> paths = pd.DataFrame({"path": ["Ads > Email"], "conversions": [3], "nulls": [1]})
    >>> moves = next_touch(sa.summarise(sa.load(paths=paths)))
    >>> moves[["origin", "target", "share"]].to_numpy().tolist()[-1]
    ['Email', '(no conversion)', 0.25]
    """
    cells = summary.transitions
    names, kept = _shown(summary, most)
    origin = cells["origin"].to_numpy("int64") & _ONE
    target = cells["target"].to_numpy("int64")
    ends = {CONVERTED: len(kept) + 1, LOST: len(kept) + 2}
    there = np.select([target == end for end in ends], list(ends.values()), names[np.maximum(target, 0)])
    moves = pd.DataFrame(
        {"segment": cells["segment"], "_from": names[origin], "_to": there, "moves": cells["moves"]}
    )
    keys = ["segment", "_from", "_to"]
    rows = moves.groupby(keys, observed=True, sort=True)["moves"].sum().reset_index()
    rows["share"] = rows["moves"] / rows.groupby(["segment", "_from"], observed=True)["moves"].transform(
        "sum"
    )
    words = np.array([STARTS, *kept, CONVERTS, LEAVES], dtype=object)
    named = rows.assign(origin=words[rows["_from"]], target=words[rows["_to"]]).astype({"segment": "str"})
    return named[["segment", "origin", "target", "moves", "share"]].astype({"origin": "str", "target": "str"})


def touches_of(summary: Summary) -> pd.DataFrame:
    """Return ``segment, channel, touches`` of all journeys, converted or not.

    Parameters
    ----------
    summary : with ``transitions``; the open journeys its window leaves out are not among them.
    """
    cells = summary.transitions
    onward = cells[cells["target"] > 0]
    channel = np.array(["", *summary.channels], dtype=object)[onward["target"].to_numpy("int64")]
    rows = pd.DataFrame(
        {"segment": onward["segment"].astype("str"), "channel": channel, "touches": onward["moves"]}
    ).astype({"channel": "str"})
    return rows.groupby(["segment", "channel"])["touches"].sum().reset_index()


def _shown(summary: Summary, most: int) -> tuple[np.ndarray, list[str]]:
    """Return the place of every channel code among the names shown (0 is the start), and the names."""
    cells = summary.transitions
    onward = cells["target"].to_numpy("int64")
    moves = np.bincount(np.maximum(onward, 0), cells["moves"], len(summary.channels) + 1)[1:]
    ranked = sorted(range(len(moves)), key=lambda code: (-moves[code], summary.channels[code]))
    alone = ranked if len(ranked) <= most else ranked[: most - 1]
    place = np.full(len(moves) + 1, len(alone) + 1)
    place[0] = 0
    for rank, code in enumerate(alone, start=1):
        place[code + 1] = rank
    left = len(ranked) - len(alone)
    return place, [*(summary.channels[code] for code in alone), *([f"{left} others"] if left else [])]
