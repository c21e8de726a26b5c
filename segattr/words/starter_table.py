"""The traits of the best customers as a table: for files in numbers, for paper in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from segattr.words.numbers import count, points, share

if TYPE_CHECKING:
    from segattr.averages.common_traits import CommonTraits

MOST_SHOWN: Final = 8
EVIDENCE: Final = {"confirmed": "confirmed", "one half": "in one half only", "chance": "not told from chance"}
COLUMNS: Final = {
    "trait": "trait",
    "value": "value",
    "people": "people of the top",
    "share": "share of the top",
    "rest": "people of the others",
    "rest_share": "share of the others",
    "difference": "difference (held out)",
    "low": "from",
    "high": "to",
    "p": "p (searched)",
    "adjusted": "p adjusted (searched)",
    "held_out": "p adjusted (held out)",
    "evidence": "evidence",
}
SHARES: Final = ("share of the top", "share of the others", "difference (held out)", "from", "to")


def exported(found: CommonTraits) -> pd.DataFrame:
    """Return every trait tried with its figures, unrounded."""
    rows = found.rows.assign(evidence=found.rows["evidence"].map(EVIDENCE))
    return rows[list(COLUMNS)].rename(columns=COLUMNS)


def printed(found: CommonTraits) -> pd.DataFrame:
    """Return the traits worth showing as they are read."""
    rows = worth_showing(found)
    return pd.DataFrame(
        {
            "trait": (rows["trait"] + ": " + rows["value"].astype("str")).tolist(),
            "of the top": _counted(rows["people"], rows["share"]),
            "of the others": _counted(rows["rest"], rows["rest_share"]),
            "difference, held out": [
                difference(*row) for row in rows[["difference", "low", "high"]].itertuples(index=False)
            ],
            "evidence": rows["evidence"].map(EVIDENCE).tolist(),
        }
    )


def worth_showing(found: CommonTraits) -> pd.DataFrame:
    """Return the rows a picture holds: what is confirmed, then what leads among the rest."""
    return found.rows[(found.rows["evidence"] == "confirmed") | (found.rows["difference"] > 0)].head(
        MOST_SHOWN
    )


def difference(apart: float, low: float, high: float) -> str:
    """Return a difference of shares and its range.

    Examples
    --------
    >>> difference(0.608, 0.437, 0.682), difference(-0.02, -0.1, 0.05)
    ('+60.8 points (+43.7 to +68.2)', '−2.0 points (−10.0 to +5.0)')
    """
    ends = [points(end).removesuffix(" points") for end in (low, high)]
    return f"{points(apart)} ({ends[0]} to {ends[1]})"


def _counted(people: pd.Series, shares: pd.Series) -> list[str]:
    return [f"{count(n)} ({share(part)})" for n, part in zip(people, shares, strict=True)]
