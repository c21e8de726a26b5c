"""Two Summaries under one list of channels, so that their tables can be added up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segattr.reduce.folding import FOLDED
from segattr.reduce.tables import PER_WORD, PLACE_BITS, STATE_BITS, WORDS

if TYPE_CHECKING:
    from segattr.reduce.summary import Summary

LONGEST_STATE = 4  # touches a Markov state remembers at most


def difference(one: Summary, two: Summary) -> dict[str, tuple[object, object]]:
    """Return the settings in which two Summaries differ, by name, with both values.

    Summaries that differ in none can be added up, whatever channels they have.
    """
    ours, theirs = _settings(one), _settings(two)
    return {name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]}


def _settings(summary: Summary) -> dict[str, object]:
    what = {"segments": summary.segmentation, "credit by": summary.touch_by, "times known": summary.timed}
    return asdict(summary.window) | what


def channels_together(one: Summary, two: Summary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the channels of both in alphabetical order, and the names they are folded to in sets and paths.

    A name stands for itself where neither Summary has folded it away; at most thirty do beside the rest.
    """
    channels = sorted({*one.channels, *two.channels})
    away = {n for s in (one, two) for n in s.channels if n not in s.folded}
    alone = [n for n in dict.fromkeys([*one.folded, *two.folded]) if n in channels and n not in away]
    if len(alone) < len(channels) or len(alone) > FOLDED:
        alone = alone[: FOLDED - 1]
        return tuple(channels), (*alone, f"{len(channels) - len(alone)} others")
    return tuple(channels), tuple(alone)


def under(summary: Summary, channels: tuple[str, ...], folded: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Return a Summary's tables with the codes of other lists of channels.

    Parameters
    ----------
    channels, folded : lists that hold the Summary's own channels, as from `channels_together`.
    """
    if (summary.channels, summary.folded) == (channels, folded):
        return dict(summary.tables)
    code = _codes(summary.channels, {name: place for place, name in enumerate(channels, start=1)})
    places = {name: place for place, name in enumerate(folded, start=1)}
    place = _codes(summary.folded, places, other=len(folded))
    return {name: _recoded(table, channels, code, place) for name, table in summary.tables.items()}


def _codes(names: tuple[str, ...], places: Mapping[str, int], *, other: int = 0) -> np.ndarray:
    """Return the new code behind each old one; 0 stays 0."""
    return np.array([0, *(places.get(name, other) for name in names)], dtype=np.int64)


def _recoded(
    table: pd.DataFrame, channels: tuple[str, ...], code: np.ndarray, place: np.ndarray
) -> pd.DataFrame:
    new: dict[str, pd.Series | np.ndarray] = {}
    if "channel" in table:
        new["channel"] = table["channel"].cat.set_categories(list(channels))
    if "origin" in table:
        new["origin"] = _digits(table["origin"], code, bits=STATE_BITS, count=LONGEST_STATE)
        target = table["target"].to_numpy()
        new["target"] = np.where(target > 0, code[np.maximum(target, 0)], target)
    if "channels" in table:
        new["channels"] = _bits(table["channels"], place)
    for word in (word for word in WORDS if word in table):
        new[word] = _digits(table[word], place, bits=PLACE_BITS, count=PER_WORD)
    return table.assign(**new)


def _digits(packed: pd.Series, code: np.ndarray, *, bits: int, count: int) -> np.ndarray:
    """Return whole numbers with each of their packed codes replaced."""
    words, every = packed.to_numpy(), (1 << bits) - 1
    new = np.zeros_like(words)
    for shift in range(0, bits * count, bits):
        new |= code[words >> shift & every] << shift
    return new


def _bits(sets: pd.Series, place: np.ndarray) -> np.ndarray:
    """Return channel sets with each of their bits moved to its new place."""
    masks = sets.to_numpy()
    new = np.zeros_like(masks)
    for old, moved in enumerate(place[1:]):
        new |= (masks >> old & 1) << (moved - 1)
    return new
