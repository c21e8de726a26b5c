"""The rows behind the pictures of credit: what is folded, what stands first, what a model's mark says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segattr.charts.theme import OTHERS, Mode
from segattr.reduce.summary import NO_TOUCH
from segattr.words.numbers import money, share

MOST_CHANNELS = 12  # that a picture holds; the rest is one line, "n others"
DIMMED = 0.25  # of what is not picked, where something is
MONEY: Final = ("value", "margin", "cpa")
PARTS: Final = ("share", "rate", "opener_share")  # of a whole, 0 to 1
SHAPES: Final = {
    **{"circle": "●", "square": "■", "diamond": "◆", "triangle-up": "▲", "triangle-down": "▼"},
    **{"cross": "✚", "triangle-right": "▶\ufe0e", "triangle-left": "◀\ufe0e", "stroke": "▬"},
    "M0,-1.1L.3,-.4L1,-.3L.4,.1L.6,.9L0,.4L-.6,.9L-.4,.1L-1,-.3L-.3,-.4Z": "★",
    "M-0.55,-0.95L0.55,-0.95L1.1,0L0.55,0.95L-0.55,0.95L-1.1,0Z": "⬢",
    "M0,-1L0.95,-0.31L0.59,0.81L-0.59,0.81L-0.95,-0.31Z": "⬟",
    "M-0.5,-1L0.5,-1L0.5,1L-0.5,1Z": "▮",
    "M-1,0.5L0.3,0.5L1,-0.5L-0.3,-0.5Z": "▰",
    "M-1,0.6A1,1,0,0,1,1,0.6Z": "◗",
    "M-1,-1L1,1L1,-1L-1,1Z": "⧓",
}


@dataclass(frozen=True)
class Look:
    """What all pictures of one view of credit share.

    Attributes
    ----------
    models : name -> title, in the order of the screen.
    colours : channel -> colour.
    mode : the page behind the picture.
    measure : column of the rows that is drawn: ``share`` or ``rate`` (0 to 1), ``conversions``, ``value``,
        ``margin``, ``cpa`` or ``roas``; see `segattr.charts.credit_layers.AXES`.
    currency : of ``value``; ISO code or sign.
    picked : channels that stand out, the others dimmed; none for all alike.

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
    picked: Collection[str] = ()

    def write(self, amount: float) -> str:
        """Return an amount of the measure as it is read."""
        if self.measure in MONEY:
            return money(amount, self.currency)
        return share(amount) if self.measure in PARTS else f"{amount:,.1f}".removesuffix(".0")

    @property
    def key(self) -> str:
        """Which mark stands for which model, as one line of text."""
        marks = zip(SHAPES.values(), self.models.values(), strict=False)
        return " · ".join(f"{glyph} {title}" for glyph, title in marks)

    def strength(self, channel: str) -> float:
        """Return how strongly a channel is drawn, 1 for all where none is picked."""
        return 1.0 if not self.picked or channel in self.picked else DIMMED


@dataclass(frozen=True)
class Page:
    """Which of many channels are drawn by name.

    Attributes
    ----------
    named : drawn by name, those that matter most to any of the segments first.
    before : how many matter more and were left behind when the others were opened.
    others : name of the line that holds the rest, empty where there is no rest.
    depth : how often the others were opened, as far as there were any.
    """

    named: tuple[str, ...]
    before: int = 0
    others: str = ""
    depth: int = 0


def paged(credit: pd.DataFrame, *, depth: int = 0, most: int = MOST_CHANNELS) -> Page:
    """Return which channels a picture draws by name.

    Parameters
    ----------
    credit : from `segattr.attribute`.
    depth : how often ``n others`` was opened; deeper than there are others, it is the last page.
    most : lines of a picture, ``(no touch)`` not counted.

    Examples
    --------
    >>> rows = pd.DataFrame({"segment": "all", "channel": list("abcd"), "share": [0.4, 0.3, 0.2, 0.1]})
    >>> paged(rows, most=3), paged(rows, depth=1, most=3).named
    (Page(named=('a', 'b'), before=0, others='2 others', depth=0), ('c', 'd'))
    """
    named = credit[credit["channel"] != NO_TOUCH]
    mean = named.groupby(["segment", "channel"], observed=True)["share"].mean()
    ranked = mean.groupby("channel", observed=True).max().sort_values(ascending=False, kind="stable").index
    left, step = list(map(str, ranked)), most - 1
    opened = min(depth, max(0, -(-(len(left) - most) // step)))
    rest = left[opened * step :]
    if len(rest) <= most:
        return Page(tuple(rest), opened * step, "", opened)
    return Page(tuple(rest[:step]), opened * step, f"{len(rest) - step:,} others", opened)


def folded(credit: pd.DataFrame, page: Page) -> pd.DataFrame:
    """Keep what a page draws by name and add up what it has no room for.

    Parameters
    ----------
    credit : from `segattr.attribute`; what stands before the page is left out.

    Returns
    -------
    DataFrame with the same columns; the rest stands as ``n others``, without an interval.

    Examples
    --------
    >>> rows = [("last", "all", c, n, 0.0, n / 10) for c, n in (("Email", 6), ("Post", 3), ("Radio", 1))]
    >>> columns = ["model", "segment", "channel", "conversions", "value", "share"]
    >>> credit = pd.DataFrame(rows, columns=columns)
    >>> folded(credit, paged(credit, most=2))[["channel", "conversions"]].to_dict("list")
    {'channel': ['Email', '2 others'], 'conversions': [6, 4]}
    """
    if not page.others and not page.before:
        return credit
    plain = {*page.named, *([] if page.before else [NO_TOUCH])}
    named = credit[credit["channel"].isin(plain)]
    if not page.others:
        return named
    rest = credit[~credit["channel"].isin(plain | {NO_TOUCH} | _before(credit, page))]
    added = ("conversions", "value", "margin", "share")
    sums = {name: "sum" for name in added if name in rest}
    summed = rest.groupby(["model", "segment"], as_index=False, sort=False, observed=True).agg(sums)
    return pd.concat([named, summed.assign(channel=page.others)], ignore_index=True)[credit.columns.tolist()]


def _before(credit: pd.DataFrame, page: Page) -> set[str]:
    """Return the channels left behind by opening the others."""
    return {name for depth in range(page.depth) for name in paged(credit, depth=depth).named}


def order(credit: pd.DataFrame, measure: str = "share") -> list[str]:
    """Return one segment's channels as its picture shows them: most credit first, others and no touch last.

    Examples
    --------
    >>> order(pd.DataFrame({"channel": ["(no touch)", "Email"], "share": [0.9, 0.1]}))
    ['Email', '(no touch)']
    """
    amounts = _by_channel(credit, measure)
    mean = {name: sum(each) / len(each) for name, each in amounts.items()}
    return sorted(mean, key=lambda name: (name == NO_TOUCH, bool(OTHERS.fullmatch(name)), -mean[name]))


def marks(credit: pd.DataFrame, look: Look) -> pd.DataFrame:
    """Return ``channel, model, amount, conversions, strength [, low, high]``: a mark per model."""
    amounts = pd.DataFrame(
        {
            "channel": credit["channel"],
            "model": credit["model"].map(look.models),
            "amount": credit[look.measure],
            "conversions": credit["conversions"],
            "strength": list(map(look.strength, credit["channel"])),
        }
    )
    if has_intervals(credit, look):
        return amounts.assign(low=credit["low"].clip(lower=0), high=credit["high"].clip(upper=1))
    return amounts


def spans(credit: pd.DataFrame, look: Look) -> pd.DataFrame:
    """Return ``channel, low, high, written, at, strength``: what the models say at least and at most.

    ``written`` is that range in words, ``at`` the place on the axis behind which it stands.
    """
    amounts = _by_channel(credit, look.measure)
    ends = _by_channel(credit, "high") if has_intervals(credit, look) else {}
    rows = [
        {
            "channel": name,
            "low": (low := min(each)),
            "high": (high := max(each)),
            "written": _range(look.write(low), look.write(high)),
            "at": min(max([end for end in ends.get(name, ()) if end == end], default=high), max(high, 1.0)),
            "strength": look.strength(name),
        }
        for name, each in amounts.items()
    ]
    return pd.DataFrame(rows, columns=["channel", "low", "high", "written", "at", "strength"])


def _by_channel(credit: pd.DataFrame, measure: str) -> dict[str, list[float]]:
    """Return what the models give each channel; few rows, for which a group-by would be slow."""
    found: dict[str, list[float]] = {}
    for name, amount in sorted(zip(credit["channel"], credit[measure], strict=True), key=lambda row: row[0]):
        found.setdefault(str(name), []).append(float(amount))
    return found


def has_intervals(credit: pd.DataFrame, look: Look) -> bool:
    """Whether the rows carry intervals of what is measured."""
    return look.measure in PARTS and "low" in credit and bool(credit["low"].notna().any())


def _range(low: str, high: str) -> str:
    if low == high:
        return high
    return f"{low.removesuffix(' %')}–{high}"
