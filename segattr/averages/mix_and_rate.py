"""Why a rate moved: because segments changed their ways, or because other people came."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.errors import MissingColumn, UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.reduce.summary import label_order
from segattr.statistics.counts import as_counts

COLUMNS: Final = ("segment", "people", "converters")


def mix_and_rate(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Split the change of the blended rate into other ways of converting and other people.

    Parameters
    ----------
    before, after : frames ``segment, people, converters``, one per period; equal segments are added up, and
        further columns (of `segattr.rates`, say) are left alone.

    Returns
    -------
    DataFrame ``segment, rate_effect, mix_effect, total``, as shares: 0.01 is one percentage point. All of
    ``total`` together are exactly the change of the blended rate.

    Raises
    ------
    MissingColumn : a frame lacks one of the three columns.
    UnsuitableData : a period without people, or with more converters than people.

    Notes
    -----
    A segment's ``mix_effect`` is measured against the average of both blended rates: positive where a segment
    better than that grew, or a worse one shrank. A segment that one period does not have is all mix. Which
    segments are looked at decides the answer: other splits of the same people give other parts.

    References
    ----------
    Kitagawa (1955), Components of a difference between two rates, JASA 50:1168.
    doi:10.1080/01621459.1955.10501299

    Examples
    --------
    >>> q1 = pd.DataFrame({"segment": ["new", "old"], "people": [500, 200], "converters": [5, 16]})
    >>> q2 = pd.DataFrame({"segment": ["new", "old"], "people": [750, 150], "converters": [9, 12]})
    >>> mix_and_rate(q1, q2).round(4)
      segment  rate_effect  mix_effect   total
    0     new       0.0015     -0.0019 -0.0003
    1     old       0.0000     -0.0063 -0.0063
    """
    old, new = _counts(before, "before").add_suffix("_a"), _counts(after, "after").add_suffix("_b")
    both = old.join(new, how="outer").fillna(0.0)
    both = both.loc[sorted(both.index, key=label_order)]
    share_a, share_b = (both[f"people_{side}"] / both[f"people_{side}"].sum() for side in "ab")
    rate_a, rate_b = (
        both[f"converters_{side}"] / both[f"people_{side}"].where(lambda n: n > 0) for side in "ab"
    )
    rate_a, rate_b = rate_a.fillna(rate_b).fillna(0.0), rate_b.fillna(rate_a).fillna(0.0)
    middle = ((share_a * rate_a).sum() + (share_b * rate_b).sum()) / 2
    rate = (rate_b - rate_a) * (share_a + share_b) / 2
    mix = (share_b - share_a) * ((rate_a + rate_b) / 2 - middle)
    parts = pd.DataFrame({"rate_effect": rate, "mix_effect": mix, "total": rate + mix})
    return parts.rename_axis("segment").reset_index()


def _counts(period: pd.DataFrame, name: str) -> pd.DataFrame:
    missing = [column for column in COLUMNS if column not in period]
    if missing:
        raise MissingColumn(
            f"The frame of the period {name} has no column {', '.join(missing)}. Found: "
            f"{', '.join(map(str, period.columns)) or 'none'}. It needs segment, people and converters.",
            table=name,
            column=missing[0],
        )
    segments = period["segment"].astype("str").where(period["segment"].notna(), UNKNOWN)
    counts = (
        period[["people", "converters"]]
        .astype("float64")
        .fillna(0.0)
        .groupby(segments.rename("segment"))
        .sum()
    )
    as_counts(counts["converters"], counts["people"])  # says what cannot be counted
    if not counts["people"].sum() > 0:
        raise UnsuitableData(f"Nobody is counted in the period {name}, so there is no rate to compare.")
    return counts
