"""The visits that lead to an order, and the many that lead to none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.sample.allocate import Counts, Labels, dealt, evenly, picked
from segattr.sample.story import END, FLIGHT, QUIET, START, WINNER
from segattr.sample.ways import BOOKS, EARLIER, EARLIER_DAYS, EARLIER_SHARE, LEADS, Book

DAY = 86_400
LONGEST = 26 * DAY
"""A journey's touches lie this close to its end (seconds): well inside the lookback window of 30 days."""

_SOONEST = 600
"""Two touches of a customer are at least this far apart (seconds), so that their order is never in doubt."""


def seconds(moment: pd.Timestamp) -> int:
    """Return the whole seconds from the start of the story.

    Examples
    --------
    >>> seconds(START + pd.Timedelta(days=1))
    86400
    """
    return int((moment - START).total_seconds())


def first_journeys(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Give everybody the journey they begin with: what kind it is and when it ends.

    Parameters
    ----------
    rng : where chance comes from.
    people : visitor, converted; the row number is the customer.

    Returns
    -------
    frame : customer, visitor, converted, lead, book (see `segattr.sample.ways.BOOKS`), at (end, in seconds),
        room (seconds before the end in which its touches lie).

    Examples
    --------
    >>> one = pd.DataFrame({"visitor": ["new"], "converted": [False]})
    >>> first_journeys(np.random.default_rng(0), one)["book"].tolist()
    ['visit new other']
    """
    parts = []
    for (goal, visitor), leads in LEADS.items():
        mine = (people["converted"] == (goal == "order")) & (people["visitor"] == visitor)
        rows = people.loc[mine, ["visitor", "converted"]].rename_axis("customer").reset_index()
        rows["lead"] = dealt(rng, len(rows), leads)
        rows["book"] = np.where(rows["lead"] == "none", "none", f"{goal} {visitor} " + rows["lead"])
        parts += [_timed(rng, rows[rows["lead"] == lead], str(lead)) for lead in leads]
    return pd.concat(parts, ignore_index=True)


def _timed(rng: np.random.Generator, rows: pd.DataFrame, lead: str) -> pd.DataFrame:
    start, end = (seconds(moment) for moment in (FLIGHT if lead in (WINNER, QUIET) else (START, END)))
    earliest = start + 2 * DAY
    at = earliest + (evenly(rng, len(rows)) * (end - earliest)).astype(np.int64)
    return rows.assign(at=at, room=np.minimum(LONGEST, at - start))


def touches(rng: np.random.Generator, journeys: pd.DataFrame) -> pd.DataFrame:
    """Walk every journey that has touches.

    Parameters
    ----------
    rng : where chance comes from.
    journeys : customer, book, at, room (seconds); a book that does not exist (``none``) has no touches.

    Returns
    -------
    frame : one row per touch: journey (row number in ``journeys``), customer, place (0 = first in the
        window, -1 = before it), at (seconds), spot.

    Examples
    --------
    >>> one = pd.DataFrame({"customer": [5], "lead": ["other"], "book": ["repeat"]}).assign(at=DAY, room=DAY)
    >>> walked = touches(np.random.default_rng(0), one)
    >>> bool((walked["at"] < DAY).all()), walked["place"].is_monotonic_increasing
    (True, True)
    """
    rows = journeys.reset_index(drop=True).groupby("book", sort=False).indices
    walked = [
        _walk(rng, journeys, np.asarray(rows[name]), book) for name, book in BOOKS.items() if name in rows
    ]
    return pd.concat([*walked, _earlier(rng, journeys)], ignore_index=True)


def _walk(rng: np.random.Generator, journeys: pd.DataFrame, rows: Counts, book: Book) -> pd.DataFrame:
    lengths = dealt(rng, len(rows), book.lengths).astype(np.int64)
    ends = np.cumsum(lengths)
    journey = np.repeat(rows, lengths)
    longest_gap = journeys["room"].to_numpy()[journey] // np.repeat(lengths, lengths)
    gaps = _SOONEST + (rng.random(len(journey)) * (longest_gap - _SOONEST)).astype(np.int64)
    so_far = np.cumsum(gaps)
    back = np.repeat(so_far[ends - 1], lengths) - so_far + gaps
    return pd.DataFrame(
        {
            "journey": journey,
            "customer": journeys["customer"].to_numpy()[journey],
            "place": np.arange(len(journey)) - np.repeat(ends - lengths, lengths),
            "at": journeys["at"].to_numpy()[journey] - back,
            "spot": _spots(rng, lengths, book),
        }
    )


def _spots(rng: np.random.Generator, lengths: Counts, book: Book) -> Labels:
    ends = np.cumsum(lengths)
    spots = dealt(rng, int(ends[-1]), book.middles)
    closing = ends[lengths > 1] - 1
    spots[closing] = dealt(rng, len(closing), book.closers)
    spots[ends - lengths] = dealt(rng, len(lengths), book.openers)
    return spots


def _earlier(rng: np.random.Generator, journeys: pd.DataFrame) -> pd.DataFrame:
    """One touch before the lookback window for a share of the first orders neither campaign opened."""
    firsts = journeys["book"].str.startswith("order").to_numpy()
    shortest, longest = (days * DAY for days in EARLIER_DAYS)
    eligible = firsts & (journeys["lead"] == "other").to_numpy() & (journeys["at"] > longest).to_numpy()
    chosen = np.flatnonzero(picked(rng, eligible, round(EARLIER_SHARE * int(firsts.sum()))))
    back = shortest + (evenly(rng, len(chosen)) * (longest - shortest)).astype(np.int64)
    rows = journeys.iloc[chosen]
    spots = dealt(rng, len(chosen), EARLIER)
    return pd.DataFrame(
        {"journey": chosen, "customer": rows["customer"], "place": -1, "at": rows["at"] - back, "spot": spots}
    )
