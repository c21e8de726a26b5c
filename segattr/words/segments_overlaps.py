"""What the Segments page says of people who fit more than one rule.

Names of segments go through ``name`` (the pages pass their escaping).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from segattr.words.cards import listed
from segattr.words.numbers import count, many, share

if TYPE_CHECKING:
    import pandas as pd

Name = Callable[[str], str]

TITLE: Final = "Who fits more than one segment?"
APART: Final = "Nobody fits two of these segments: in whatever order they stand, each holds the same people."
APART_AUDIENCES: Final = "Nobody fits two of these audiences."
WORKING: Final = "Counting who fits several segments …"
MATRIX: Final = "How many of one segment also fit another?"
MATRIX_SAID_AUDIENCES: Final = (
    "A row is everybody in an audience; figures are the share of them who are in the column's audience too. "
    "On the diagonal: how many are in the row's. The counts do not add up to everybody: who is in two stands "
    "in two rows."
)
AXES: Final = ("of those who fit", "fit too")
MATRIX_SAID: Final = (
    "A row is everybody who fits a segment's rule, before the first rule that fits takes the person; figures "
    "are the share of them who fit the column's rule too. On the diagonal: how many fit the row's rule. The "
    "counts do not add up to everybody: who fits two stands in two rows."
)
MOST_SHARED: Final = "Drawn are the {n} segments that share most; all {all} are in the table."
CIRCLES: Final = "How far do these segments hold the same people?"
CIRCLES_DRAWN: Final = f"{CIRCLES} A circle for each; the people of every part are in the table beside it."
CHOOSE: Final = "Draw these"
CHOOSE_HELP: Final = "Two or three segments; more circles cannot show every part."
TOO_FEW: Final = "Choose two or three segments that somebody fits."
TO_SCALE: Final = "Areas of the circles, and of what each two share, are to scale."
NOT_TO_SCALE: Final = "The circles are not to scale: drawn so, not every part could be shown with its figure."
NOBODY: Final = "Nobody fits {names}; no circle is drawn for that."
NONE_OF_THEM: Final = "{people} fit none of them."
PAIRS, PARTS = "Pairs", "Parts"
WHO: Final = {"customer": "who", "visit": "that"}
SETTING: Final = "whoever fits, before the first segment that fits takes the person"
SETTING_AUDIENCES: Final = "whoever fits, in every audience"
PAIR_COLUMNS: Final = {
    "segment": "of those who fit",
    "people": "people",
    "also": "fit too",
    "both": "fit both",
    "share": "share",
}
PART_COLUMNS: Final = {"people": "people", "share": "share of all", "part": "fit"}


def headline(
    pairs: pd.DataFrame, *, unit: str, overlap: int, people: int, name: Name = str, audiences: bool = False
) -> str:
    """Return the answer as Markdown: the two segments most people fit both, and where those stand.

    Parameters
    ----------
    pairs : of `segattr.segments.overlaps.overlap_matrix`.
    unit : ``customer`` or ``visit``.
    overlap, people : who fits more than one, and everybody.
    audiences : whether people stand in all that fit, so that no order is to be told of.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"segment": "Loyal", "also": "Big", "people": 20, "both": 9, "share": 0.45, "taken": 9}
    >>> both = pd.DataFrame([row, row | {"segment": "Big", "also": "Loyal", "taken": 0}])
    >>> print(headline(both, unit="visit", overlap=9, people=50))
    **9** of the 20 visits that fit *Loyal* (45 %) also fit *Big*; they stand in *Loyal*, the first that fits.
    """
    order = {segment: place for place, segment in enumerate(dict.fromkeys(pairs["segment"]))}
    earlier = pairs[pairs["segment"].map(order) < pairs["also"].map(order)]
    row = earlier.nlargest(1, "both").iloc[0]
    both, first = int(row["both"]), f"*{name(row['segment'])}*"
    sentence = (
        f"**{count(both)}** of the {many(row['people'], unit)} {WHO[unit]} {_fit(row['people'])} {first} "
        f"({share(row['share'])}) also {_fit(both)} *{name(row['also'])}*"
    )
    sentence += "." if audiences else f"; {_where(both, int(row['taken']), first)}."
    if overlap == both:
        return sentence
    what = "audience" if audiences else "segment"
    several = f"**{many(overlap, unit)}** ({share(overlap / people)}) {_fit(overlap)} more than one {what}."
    return f"{sentence} {several}"


def _fit(n: int) -> str:
    return "fits" if n == 1 else "fit"


def _where(both: int, taken: int, first: str) -> str:
    if taken == both:
        return f"they stand in {first}, the first that fits"
    if not taken:
        return "they stand in a segment before both, which fits too"
    return f"{count(taken)} of them stand in {first}, the others in a segment before it"


def part(inside: Sequence[str], names: Sequence[str], name: Name = str) -> str:
    """Return in words who is in a part of the circles.

    Examples
    --------
    >>> part(("a",), ("a", "b")), part(("a", "c"), ("a", "b", "c")), part(("a", "b"), ("a", "b"))
    ('only a', 'a and c, not b', 'a and b')
    """
    if len(inside) == 1:
        return f"only {name(inside[0])}"
    rest = [name(each) for each in names if each not in inside]
    return listed([name(each) for each in inside]) + (f", not {' or '.join(rest)}" if rest else "")


def drawn(*, to_scale: bool, outside: int, empty: Sequence[str], unit: str, name: Name = str) -> str:
    """Return what stands under the circles.

    Parameters
    ----------
    outside : how many fit none of them.
    empty : chosen segments nobody fits.

    Examples
    --------
    >>> drawn(to_scale=True, outside=3, empty=[], unit="visit")
    'Areas of the circles, and of what each two share, are to scale. 3 visits fit none of them.'
    """
    said = [TO_SCALE if to_scale else NOT_TO_SCALE]
    if empty:
        said.append(NOBODY.format(names=" or ".join(f"*{name(each)}*" for each in empty)))
    said.append(NONE_OF_THEM.format(people=many(outside, unit)))
    return " ".join(said)
