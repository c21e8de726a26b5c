"""What a group has in common: traits more frequent in it than among the rest, beyond chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.reduce.door import UNKNOWN
from segattr.statistics.comparison import compare_each
from segattr.statistics.multiplicity import bh

FOUND: Final = 0.10  # false discoveries accepted on the first half; the second half is there to catch them
CONFIRMED: Final = 0.05  # and accepted among those the second half confirms
FEWEST_WITH: Final = 10  # people with a trait, and without it: fewer make no trait
FEWEST: Final = 20  # people in the group, and in the rest: below, halves are too small to confirm anything
FIGURES: Final = (
    *("people", "share", "rest", "rest_share", "difference", "low", "high"),
    *("p", "adjusted", "held_out", "evidence"),
)
EVIDENCE: Final = ("confirmed", "one half", "chance")

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CommonTraits:
    """What was tried and what came of it.

    Attributes
    ----------
    rows : one per value tried, confirmed ones first, then by what the half searched says: ``trait, value``;
        ``people`` of the group and ``rest`` of the others who have it, each with its ``share`` (0-1);
        ``difference, low, high`` of the shares on the half held out; ``p`` and ``adjusted`` on the half
        searched; ``held_out``, the adjusted p-value of what was found, on the other half; ``evidence``:
        ``confirmed``, ``one half`` (found, not confirmed) or ``chance``.
    group, others : people on either side.
    left_out : columns that were not tried, because they are what makes the group.
    """

    rows: pd.DataFrame
    group: int
    others: int
    left_out: tuple[str, ...] = field(default=())

    @property
    def enough(self) -> bool:
        """Whether there are people enough on both sides to say anything."""
        return min(self.group, self.others) >= FEWEST

    @property
    def tried(self) -> int:
        """How many traits were tried."""
        return len(self.rows)

    @property
    def shared(self) -> pd.DataFrame:
        """The confirmed traits the group has more often."""
        return self.rows[(self.rows["evidence"] == "confirmed") & (self.rows["difference"] > 0)]


def common_traits(
    traits: pd.DataFrame, inside: Flags, searched: Flags, *, level: float = 0.95
) -> CommonTraits:
    """Compare a group with everybody else, trait by trait, and confirm what is found on people not searched.

    Parameters
    ----------
    traits : one row per person, one column of labels per trait; who is ``(unknown)`` or missing in one has
        no trait there, but counts.
    inside : whether a person is of the group.
    searched : whether a person is of the half in which traits are looked for; the others confirm.
    level : confidence of the differences' ranges (0-1).

    Returns
    -------
    CommonTraits

    Notes
    -----
    In the half searched every value is tested against the rest (pooled z, or Fisher's test where counts are
    small), adjusted over all that were tried; what is left at 10 % is tested again on the other half,
    adjusted over what was found, and confirmed at 5 % in the same direction. Of a trait with two values only
    one is tried: the other says the same. Both halves belong to one client and one time: confirmed here is
    not confirmed next year. A trait that is a consequence of belonging (a loyalty card) is found as well.

    References
    ----------
    Benjamini, Hochberg (1995), Controlling the false discovery rate, JRSS B 57:289.
    Cox (1975), A note on data-splitting for the evaluation of significance levels, Biometrika 62:441.
    doi:10.1093/biomet/62.2.441

    Examples
    --------
    >>> people = pd.DataFrame({"visitor": ["returning"] * 60 + ["new"] * 140})
    >>> inside, searched = np.arange(200) < 50, np.arange(200) % 2 == 0
    >>> found = common_traits(people, inside, searched)
    >>> found.shared[["trait", "value", "people", "rest"]].values.tolist()
    [['visitor', 'returning', 50, 10]]
    """
    people = np.array([(inside & searched).sum(), (inside & ~searched).sum()])
    others = np.array([(~inside & searched).sum(), (~inside & ~searched).sum()])
    rows = _counted(traits, inside, searched)
    here = compare_each(rows["in_0"], people[0], rows["out_0"], others[0])
    there = compare_each(rows["in_1"], people[1], rows["out_1"], others[1], level=level)
    judged = _judged(rows, here, there)
    judged = _one_of_two(judged, here["difference"].to_numpy())
    judged = _with_shares(judged, people.sum(), others.sum())
    return CommonTraits(_ordered(judged), int(people.sum()), int(others.sum()))


def _counted(traits: pd.DataFrame, inside: Flags, searched: Flags) -> pd.DataFrame:
    """Return ``trait, value, mirrored, in_0, in_1, out_0, out_1``; 0 is the half searched."""
    corner = 2 * ~inside + ~searched  # in_0, in_1, out_0, out_1
    counted = [_of_trait(traits[name], corner, name) for name in traits.columns]
    return pd.concat(counted, ignore_index=True) if counted else _NONE


KEYS: Final = ["trait", "value", "mirrored"]
CORNERS: Final = ["in_0", "in_1", "out_0", "out_1"]
_NONE: Final = pd.DataFrame({"trait": [], "value": [], "mirrored": [], **dict.fromkeys(CORNERS, ())}).astype(
    {"trait": "str", "value": "str", "mirrored": "bool"} | dict.fromkeys(CORNERS, "int64")
)


def _of_trait(labels: pd.Series, corner: NDArray[np.int_], name: str) -> pd.DataFrame:
    values = labels.astype("category")
    codes, names = values.cat.codes.to_numpy(), values.cat.categories.astype("str")
    cells = np.bincount((codes + 1) * 4 + corner, minlength=4 * (len(names) + 1))
    counts = pd.DataFrame(cells.reshape(-1, 4)[1:], columns=CORNERS)
    with_it = counts.sum(axis=1)
    usable = (names != UNKNOWN) & (with_it >= FEWEST_WITH) & (len(labels) - with_it >= FEWEST_WITH)
    two = len(names) == usable.sum() == 2 and with_it.sum() == len(labels)
    rows = counts.assign(trait=name, value=names, mirrored=two)
    return rows.loc[usable, [*KEYS, *CORNERS]]


def _judged(rows: pd.DataFrame, here: pd.DataFrame, there: pd.DataFrame) -> pd.DataFrame:
    again = rows["mirrored"] & rows.duplicated("trait")  # tested once, though either may be shown
    adjusted = pd.Series(bh(np.where(again, np.nan, here["p"])), index=rows.index)
    adjusted = adjusted.mask(again, adjusted.shift())
    found = adjusted <= FOUND
    held_out = pd.Series(bh(np.where(found & ~again, there["p"], np.nan)), index=rows.index)
    held_out = held_out.mask(again, held_out.shift())
    alike = np.sign(here["difference"]) == np.sign(there["difference"])
    confirmed = found & alike & (held_out <= CONFIRMED)
    evidence = np.select([confirmed, found], EVIDENCE[:2], EVIDENCE[2])
    ranges = there[["difference", "difference_low", "difference_high"]].set_axis(
        ["difference", "low", "high"], axis=1
    )
    return rows.assign(p=here["p"], adjusted=adjusted, held_out=held_out, evidence=evidence).join(ranges)


def _one_of_two(judged: pd.DataFrame, searched: NDArray[Any]) -> pd.DataFrame:
    """Keep of a trait with two values the one that was more frequent in the group, in the half searched."""
    again = judged.duplicated("trait")
    drop = judged["mirrored"] & np.where(again, ~(searched > 0), searched < 0)
    return judged[~drop]


def _with_shares(judged: pd.DataFrame, people: int, others: int) -> pd.DataFrame:
    has, have = judged["in_0"] + judged["in_1"], judged["out_0"] + judged["out_1"]
    shares = {"people": has, "share": has / max(people, 1), "rest": have, "rest_share": have / max(others, 1)}
    return judged.assign(**shares)[["trait", "value", *FIGURES]]


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    rank = rows["evidence"].map({name: place for place, name in enumerate(EVIDENCE)})
    first = np.where(
        rank == 0, -rows["difference"], rows["p"]
    )  # p of the half searched: nothing held out leads
    order = rows.assign(rank=rank, first=first).sort_values(["rank", "first"], kind="stable")
    return rows.loc[order.index].reset_index(drop=True)
