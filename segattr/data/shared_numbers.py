"""Conversions that share their number: rows of one order, each counted until somebody says otherwise."""

from __future__ import annotations

import pandas as pd

from segattr.io.different import all_different


def shared_numbers(conversions: pd.DataFrame) -> tuple[str, ...]:
    """Return what to say where rows share the number of their conversion; nothing where each has its own.

    Examples
    --------
    >>> lines = pd.DataFrame({"conversion_id": ["1", "1", "2"], "value": [30.0, 30.0, 5.0]})
    >>> shared_numbers(lines)[0][:60]
    '3 rows have only 2 different numbers of the conversion, with'
    """
    if "conversion_id" not in conversions or all_different(conversions["conversion_id"]):
        return ()
    numbered = conversions[conversions["conversion_id"].notna()]
    many = numbered["conversion_id"].duplicated(keep=False)
    different = numbered["conversion_id"].nunique()
    return (
        f"{len(numbered):,} rows have only {different:,} different numbers of the conversion"
        f"{_worth(numbered[many])}: each row counts as a conversion. Where a row is one line of an order, "
        "the checks of the data offer to put its lines together.",
    )


def _worth(repeated: pd.DataFrame) -> str:
    """Return how the value stands on rows that share a number: as a total on each, or as parts."""
    if "value" not in repeated or repeated["value"].isna().all():
        return ""
    values = repeated.groupby("conversion_id", observed=True)["value"].nunique()
    same = float((values <= 1).mean())
    return ", with the same value on all rows of a number" if same == 1 else ", with values of their own"
