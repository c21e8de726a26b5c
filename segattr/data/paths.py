"""Aggregated conversion paths: one separator, equal paths added up."""

from __future__ import annotations

import re

import pandas as pd

SEPARATOR = " > "
ARROWS = ("->", "→", "=>", "»", ">")
OTHERS = ("|", ";", " / ", ",")


def merged_paths(paths: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return paths with `` > `` between their channels, equal ones added up, and notes on both.

    Parameters
    ----------
    paths : columns ``path``, ``conversions`` and optionally ``value``, ``nulls`` and dimensions; rows are
        only added up where their dimensions agree too.

    Examples
    --------
    >>> rows = pd.DataFrame({"path": ["A>B", "A > B"], "conversions": [1.0, 2.0]})
    >>> merged_paths(rows)[0].to_dict("records")
    [{'path': 'A > B', 'conversions': 3.0}]
    """
    separator = separator_of(paths["path"])
    named = paths.assign(path=with_separator(paths["path"], separator=separator))
    figures = [name for name in ("conversions", "value", "nulls") if name in paths.columns]
    keys = [name for name in named.columns if name not in figures]
    groups = named.groupby(keys, sort=False, dropna=False, observed=True)[figures]
    merged = groups.sum(min_count=1).reset_index()[list(named.columns)]
    counts = [name for name in ("conversions", "nulls") if name in figures]
    merged = merged.assign(**{name: merged[name].fillna(0.0) for name in counts})
    equal = len(paths) - len(merged)
    notes = {
        f"'{separator.strip()}' was taken as what parts the channels of a path.": separator.strip() != ">",
        f"Rows added up because they hold the same path: {equal:,}.": equal > 0,
    }
    return merged, tuple(note for note, true in notes.items() if true)


def separator_of(paths: pd.Series) -> str:
    """Return what parts the channels of most paths; arrows come before signs that also stand in names.

    Examples
    --------
    >>> separator_of(pd.Series(["Search, Brand > Email", "Email"]))
    '>'
    """
    texts = paths.astype("str").fillna("")
    for candidates in (ARROWS, OTHERS):
        counts = {sign: int(texts.str.contains(sign, regex=False).sum()) for sign in candidates}
        best = max(counts, key=lambda sign: counts[sign])
        if counts[best]:
            return best
    return ">"


def with_separator(paths: pd.Series, *, separator: str) -> pd.Series:
    """Return the paths with `` > `` between trimmed channels; a blank path stays blank.

    Examples
    --------
    >>> with_separator(pd.Series([" A|B ", ""]), separator="|").tolist()
    ['A > B', '']
    """
    texts = paths.astype("str").fillna("")
    spaced = texts.str.replace(rf"\s*{re.escape(separator.strip())}\s*", SEPARATOR, regex=True)
    return spaced.str.strip()
