"""A Summary from conversion paths that were counted elsewhere: no customers, no time, the rest as ever."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.errors import UnknownName, UnsuitableData
from segattr.reduce.door import JOIN, UNKNOWN
from segattr.reduce.folding import fold_names
from segattr.reduce.seats import most_walked
from segattr.reduce.summary import ALL, Summary, add_up, label_order
from segattr.reduce.tables import CONVERTED, KEY, LOST, PER_WORD, PLACE_BITS, STATE_BITS, WORDS
from segattr.reduce.window import Window
from segattr.segments.columns import Columns
from segattr.segments.segmentation import Segmentation

SEPARATOR = " > "


def summarise_paths(
    paths: pd.DataFrame, segmentation: Segmentation | None = None, *, window: Window | None = None
) -> Summary:
    """Reduce counted conversion paths to a `Summary`.

    Parameters
    ----------
    paths : ``path`` (channels joined by `` > ``), ``conversions``, optionally ``value`` and ``nulls``
        (journeys on this path that did not convert), and any dimension.
    segmentation : columns of the paths themselves; None puts every path into ``all``.
    window : only ``direct``, ``markov_order`` and ``repeats`` matter: the paths were cut before.

    Returns
    -------
    Summary : without ``decay`` and ``milestones``, which need times, and without ``rates``, which need
        people. There are no customer groups, so there are no intervals.
    """
    window = window or Window()
    segment = _segment(paths, segmentation)
    steps = _Steps.of(paths.assign(segment=segment), window)
    tables = {
        "positions": steps.tally(steps.won, "touches", ["channel", "position", "length"]),
        "non_direct": steps.tally(steps.won[steps.won.position == steps.won.named_at], "credit", ["channel"]),
        "transitions": steps.transitions(window.markov_order),
        "set_sizes": steps.tally(
            steps.won.drop_duplicates(["journey", "channel"]), "journeys", ["channel", "size"]
        ),
        "sets": steps.journeys(["channels"]),
        "paths": most_walked(steps.journeys([*WORDS, "length"])),
        "conversions": _conversions(steps.paths),
    }
    return Summary(
        tables={
            name: _named(table, segment.cat.categories, steps.channels) for name, table in tables.items()
        },
        window=window,
        segmentation=segmentation.describe() if segmentation else ALL,
        folded=steps.folded,
        channels=steps.channels,
        timed=False,
    )


def _segment(paths: pd.DataFrame, segmentation: Segmentation | None) -> pd.Series:
    if segmentation is None:
        return pd.Series(pd.Categorical([ALL] * len(paths)), index=paths.index)
    if not isinstance(segmentation, Columns):
        raise UnsuitableData("Conversion paths carry no customers; only their own columns can make segments.")
    missing = [c for c in segmentation.columns if c not in paths]
    if missing:
        raise UnknownName(
            f"The paths have no column {missing[0]!r} to segment by. Found: {', '.join(paths.columns)}.",
            name=missing[0],
        )
    texts = [paths[c].astype("str") for c in segmentation.columns]
    parts = [text.where(text.notna() & (text != ""), UNKNOWN) for text in texts]
    labels = [JOIN.join(row) for row in zip(*parts, strict=True)]
    names = sorted(set(labels), key=label_order)
    return pd.Series(pd.Categorical(labels, categories=names), index=paths.index)


def _conversions(paths: pd.DataFrame) -> pd.DataFrame:
    untouched = paths["length"] == 0
    no_touch = {f"no_touch_{m}": paths[m].where(untouched, 0.0) for m in ("value", "margin")}
    rows = paths.assign(no_touch=paths.conversions.where(untouched, 0), **no_touch)
    measures = ["conversions", "no_touch", "value", "margin", *no_touch]
    return add_up(rows[rows.conversions > 0][[*KEY, *measures]])


def _named(table: pd.DataFrame, segments: pd.Index, channels: tuple[str, ...]) -> pd.DataFrame:
    named = table.assign(segment=table["segment"].cat.set_categories(segments))
    if "channel" in table:
        codes = table["channel"].to_numpy() - 1
        named["channel"] = pd.Categorical.from_codes(codes, categories=pd.Index(channels, dtype="str"))
    return named


@dataclass(frozen=True, eq=False)
class _Steps:
    """The paths, one row each, and their touches, one row each; channels are codes from 1."""

    paths: pd.DataFrame
    touches: pd.DataFrame
    channels: tuple[str, ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, paths: pd.DataFrame, window: Window) -> _Steps:
        whole = _measured(paths)
        touches = whole.assign(channel=paths["path"].str.split(SEPARATOR, regex=False)).explode("channel")
        touches = _thinned(touches[touches["length"] > 0].reset_index(drop=True), window)
        length = touches.groupby("journey").size()
        whole = whole.assign(length=whole["journey"].map(length).fillna(0).astype("int64"))
        names = np.sort(touches["channel"].unique().astype(str))
        code = np.searchsorted(names, touches["channel"].to_numpy(dtype=str)) + 1
        touches = touches.assign(channel=code, position=touches.groupby("journey").cumcount() + 1)
        weight = np.bincount(code, weights=touches["journeys"], minlength=len(names) + 1)[1:]
        place, folded = fold_names(dict(zip(map(str, names), weight, strict=True)))
        bit = np.array([0, *(place[str(name)] for name in names)])[code]
        direct = [c for c, name in enumerate(names, start=1) if name in window.direct]
        return cls(whole, _seated(touches.assign(folded=bit), direct), tuple(map(str, names)), folded)

    @property
    def won(self) -> pd.DataFrame:
        """Touches of paths that converted."""
        return self.touches[self.touches.conversions > 0]

    def tally(self, touches: pd.DataFrame, count: str, by: list[str]) -> pd.DataFrame:
        """Sum conversions (under the count's name) and money by the keys."""
        rows = touches.drop(columns="journeys").rename(columns={"conversions": count})
        return add_up(rows[[*KEY, *by, count, "value", "margin"]])

    def transitions(self, order: int) -> pd.DataFrame:
        """First- to fourth-order moves, packed as in `segattr.reduce.tables.transitions`."""
        channel = self.touches.groupby("journey")["channel"]
        back = [self.touches["channel"], *(channel.shift(k, fill_value=0) for k in range(1, order + 1))]
        pack = [1 << STATE_BITS * k for k in range(order)]
        state = sum(c * p for c, p in zip(back[1:], pack, strict=True))
        after = sum(c * p for c, p in zip(back[:order], pack, strict=True))
        nothing = {"value": 0.0, "margin": 0.0}
        steps = self.touches.assign(origin=state, target=back[0], moves=self.touches.journeys, **nothing)
        last = self.touches.assign(origin=after)[self.touches.position == self.touches.length]
        ends = [
            last.assign(target=CONVERTED, moves=last.conversions),
            last.assign(target=LOST, moves=last.journeys - last.conversions, **nothing),
        ]
        rows = pd.concat([steps, *ends], ignore_index=True)
        return add_up(rows[rows.moves > 0][[*KEY, "origin", "target", "moves", "value", "margin"]])

    def journeys(self, by: list[str]) -> pd.DataFrame:
        """Journeys and conversions by channel set, or by their last 24 touches and length."""
        touches = self.touches
        from_end = touches.length - touches.position
        bits = touches.drop_duplicates(["journey", "folded"])
        made = {"channels": _shifted(bits, np.ones(len(bits), "int64"), bits["folded"] - 1)}
        for w, word in enumerate(WORDS):
            place = from_end - PER_WORD * w
            here = place.between(0, PER_WORD - 1)
            code = touches["folded"].where(here, 0).to_numpy()
            made[word] = _shifted(touches, code, PLACE_BITS * place.where(here, 0))
        whole = self.paths[self.paths["length"] > 0].set_index("journey").assign(**made, open=0)
        counts = ["journeys", "conversions", *(["open"] if by == ["channels"] else [])]
        return add_up(whole[["segment", "month", *by, *counts, "value", "margin"]])


def _thinned(touches: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Leave out the touches that repeat a channel, as the window says."""
    if window.repeats == "all":
        return touches
    repeated = touches.duplicated(["journey", "channel"])
    if window.repeats == "collapse":
        same = (touches[name].eq(touches[name].shift()) for name in ("journey", "channel"))
        repeated = next(same) & next(same)
    kept = touches[~repeated].reset_index(drop=True)
    return kept.assign(length=kept.groupby("journey")["journey"].transform("size"))


def _shifted(touches: pd.DataFrame, code: np.ndarray, bits: pd.Series) -> pd.Series:
    """Sum, per journey, of codes moved up by so many bits."""
    moved = np.left_shift(code, bits.to_numpy())
    return pd.Series(moved, index=touches.index).groupby(touches["journey"]).sum()


def _measured(paths: pd.DataFrame) -> pd.DataFrame:
    """One row per path with every key and measure, absent money and nulls as 0."""
    blank = pd.Series(0.0, index=paths.index)
    money = {m: paths.get(m, blank).fillna(0.0) for m in ("value", "margin")}
    lost = paths.get("nulls", blank).fillna(0.0)
    conversions = paths["conversions"].fillna(0.0)
    length = paths["path"].str.count(SEPARATOR) + 1
    return pd.DataFrame(
        {
            "segment": paths["segment"],
            "group": 0,
            "month": 0,
            "repeat": 0,
            "journey": np.arange(len(paths)),
            "length": length.where(paths["path"] != "", 0).astype("int64"),
            "conversions": conversions,
            "journeys": conversions + lost,
            **money,
        }
    )


def _seated(touches: pd.DataFrame, direct: list[int]) -> pd.DataFrame:
    named = (
        touches["position"]
        .where(~touches["channel"].isin(direct), 0)
        .groupby(touches["journey"])
        .transform("max")
    )
    size = touches.groupby("journey")["channel"].transform("nunique")
    return touches.assign(named_at=named.where(named > 0, touches["length"]), size=size)
