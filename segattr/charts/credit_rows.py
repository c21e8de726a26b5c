"""The rows behind the pictures of credit: what is folded, what stands first, what a model's mark says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segattr.charts.theme import OTHERS, Mode
from segattr.reduce.summary import NO_TOUCH
from segattr.words.numbers import money, share

MOST_CHANNELS = 12  # that a picture holds; the rest is one line, "n others"
SHAPES: Final = {
    **{"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲", "triangle-down": "▼"},
    **{"cross": "✚", "triangle-right": "▶\ufe0e", "triangle-left": "◀\ufe0e", "stroke": "▬"},
}


@dataclass(frozen=True)
class Look:
    """What all pictures of one view of credit share.

    Attributes
    ----------
    models : name -> title, in the order of the screen.
    colours : channel -> colour.
    mode : the page behind the picture.
    measure : ``share`` (0 to 1), ``conversions`` or ``value``.
    currency : of ``value``; ISO code or sign.

    Examples
    --------
    >>> Look({"first": "First touch", "last": "Last touch"}, {}).key
    '● First touch · ■ Last touch'
    """

    models: Mapping[str, str]
    colours: Mapping[str, str]
    mode: Mode = "light"
    measure: str = "share"
    currency: str = ""

    def write(self, amount: float) -> str:
        """Return an amount of the measure as it is read."""
        if self.measure == "value":
            return money(amount, self.currency)
        return share(amount) if self.measure == "share" else f"{amount:,.1f}".removesuffix(".0")

    @property
    def key(self) -> str:
        """Which mark stands for which model, as one line of text."""
        marks = zip(SHAPES.values(), self.models.values(), strict=False)
        return " · ".join(f"{glyph} {title}" for glyph, title in marks)


def folded(credit: pd.DataFrame, *, most: int = MOST_CHANNELS) -> pd.DataFrame:
    """Add up the channels a picture has no room for.

    Parameters
    ----------
    credit : from `segattr.attribute`.
    most : channels kept, ``(no touch)`` not counted; those that matter most to any of the segments.

    Returns
    -------
    DataFrame with the same columns; the rest stands as ``n others``, without an interval.

    Examples
    --------
    >>> rows = [("last", "all", c, n, 0.0, n / 10) for c, n in (("Email", 6), ("Post", 3), ("Radio", 1))]
    >>> columns = ["model", "segment", "channel", "conversions", "value", "share"]
    >>> folded(pd.DataFrame(rows, columns=columns), most=2)[["channel", "conversions"]].to_dict("list")
    {'channel': ['2 others', 'Email'], 'conversions': [4, 6]}
    """
    named = credit[credit["channel"] != NO_TOUCH]
    n_channels = named["channel"].nunique()
    if n_channels <= most:
        return credit
    mean = named.groupby(["segment", "channel"])["share"].mean().groupby("channel").max()
    kept = set(mean.sort_values(ascending=False, kind="stable").index[: most - 1])
    others = f"{n_channels - len(kept):,} others"
    renamed = credit.assign(
        channel=credit["channel"].where(credit["channel"].isin(kept | {NO_TOUCH}), others)
    )
    sums = dict.fromkeys(("conversions", "value", "share"), "sum")
    ends = dict.fromkeys([c for c in ("low", "high") if c in credit], "first")
    summed = renamed.groupby(["model", "segment", "channel"], as_index=False).agg(sums | ends)
    return summed.assign(**{c: summed[c].mask(summed["channel"] == others) for c in ends})[credit.columns]


def order(credit: pd.DataFrame, measure: str = "share") -> list[str]:
    """Return one segment's channels as its picture shows them: most credit first, others and no touch last.

    Examples
    --------
    >>> order(pd.DataFrame({"channel": ["(no touch)", "Email"], "share": [0.9, 0.1]}))
    ['Email', '(no touch)']
    """
    mean = credit.groupby("channel")[measure].mean().sort_values(ascending=False, kind="stable")
    return sorted(mean.index, key=lambda name: (name == NO_TOUCH, OTHERS.fullmatch(name) is not None))


def marks(credit: pd.DataFrame, look: Look) -> pd.DataFrame:
    """Return ``channel, model, amount, conversions [, low, high]``: a mark per model, by its title."""
    amounts = credit[["channel"]].assign(
        model=credit["model"].map(look.models), amount=credit[look.measure], conversions=credit["conversions"]
    )
    if has_intervals(credit, look):
        return amounts.assign(low=credit["low"].clip(lower=0), high=credit["high"].clip(upper=1))
    return amounts


def spans(credit: pd.DataFrame, look: Look) -> pd.DataFrame:
    """Return ``channel, low, high, written, at``: what the models say at least and at most.

    ``written`` is that range in words, ``at`` the place on the axis behind which it stands.
    """
    amounts = credit.groupby("channel")[look.measure].agg(low="min", high="max")
    written = [_range(look.write(low), look.write(high)) for low, high in amounts.itertuples(index=False)]
    at = amounts["high"]
    if has_intervals(credit, look):
        at = at.combine(credit.groupby("channel")["high"].max().clip(upper=1), max)
    ranges: pd.DataFrame = amounts.assign(written=written, at=at.fillna(amounts["high"])).reset_index()
    return ranges


def has_intervals(credit: pd.DataFrame, look: Look) -> bool:
    """Whether the rows carry intervals of what is measured."""
    return look.measure == "share" and "low" in credit and bool(credit["low"].notna().any())


def _range(low: str, high: str) -> str:
    if low == high:
        return high
    return f"{low.removesuffix(' %')}–{high}"
