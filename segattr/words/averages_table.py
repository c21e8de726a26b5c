"""What the tables of the Averages page say, and how they are worked out."""

from __future__ import annotations

from typing import Final

SHOWS: Final = (
    "One conversion rate for everybody often describes nobody. This page sets it beside its split, by the "
    "column that tells most about who converts, and says which segments differ by more than chance would."
)
NEEDS: Final = (
    "It needs people and who of them converted: visits or contacts with an outcome (*Converted*, *Revenue*, "
    "*Churn* …) from your analytics or CRM, or touchpoints and orders with customer ids. And a column that "
    "tells people apart, such as device, country or plan."
)
REST: Final = "This segment's rate minus the rate of everybody who is not in it, in percentage points."
EVIDENCE: Final = "Whether chance alone would give such a difference; p adjusted for all segments shown."
RANKING: Final = "Every column there is to split by, the most telling first. Choose a row to split by it."
METHOD: Final = """
**People and converted.** The rate of a segment is its converters ÷ its people. In event data people are
the customers and the ids seen in touchpoints, and a converter has at least one conversion; without ids
they are the rows of the file, or the sum of its people. A missing value is a segment of its own,
*(unknown)*.

**Range.** Wilson's: the centre (p + z²/2n) ÷ (1 + z²/n), to either side z ÷ (1 + z²/n) · √(p(1−p)/n +
z²/4n²), with p the rate, n the people, z = 1.96 for 95 %. It is too narrow where several rows are
visits of one person.

**Versus the rest.** Each segment is compared with everybody who is *not* in it, never with the total
that contains it: difference of the two rates, tested by the pooled z test, or by Fisher's exact test
where a count of less than 5 is expected. The p-values are adjusted over the segments shown
(Benjamini–Hochberg), so that of the differences called beyond chance at most 5 % are expected to be
chance.

**When a segment is named in the answer.** Its difference is beyond chance, at least a tenth of the
blended rate, and it has 30 people or more. Smaller groups are faded and come last, without a rank.

**Whom the average describes.** The share of people in segments whose own range contains the blended
rate. It falls as data grow, although nobody changes: compare it between splits of the same people only.

**Too few.** The data should show a segment whose rate is half the blended rate away from the rest, with
a chance of 80 %; where they would not, the page says how many more would have to convert.

**The first split** is the one that tells most about who converts (bias-corrected Cramér's V), p-values
adjusted over all columns tried. It was picked because it looked best: what it shows is a little too
large.

**What this cannot say.** Why. A segment may convert more often because of something else its people
have in common, and a column that is a *consequence* of converting (pages seen, coupon used, RFM) splits
well and explains nothing. Only you know what was there before.

Wilson (1927), JASA 22:209 · Newcombe (1998), Stat. Med. 17:873 · Fleiss, Levin, Paik (2003), ch. 4 ·
Fisher (1935), JRSS 98:39 · Benjamini, Hochberg (1995), JRSS B 57:289 · Bergsma (2013), J. Korean Stat.
Soc. 42:323
"""


def evidence(adjusted: float, *, enough: bool) -> str:
    """Say how a segment stands against the rest, given its adjusted p-value.

    Parameters
    ----------
    adjusted : p-value after adjusting for the segments shown; nan where none was tested.
    enough : whether this many people would show a difference worth having.

    Examples
    --------
    >>> evidence(0.0004, enough=True), evidence(0.34, enough=False)
    ('beyond chance (p < 0.001)', 'too few to say (p = 0.34)')
    """
    if adjusted != adjusted:
        return "not tested"
    p = "p < 0.001" if adjusted < 0.001 else f"p = {adjusted:.2g}"
    words = "beyond chance" if adjusted <= 0.05 else "no more than chance" if enough else "too few to say"
    return f"{words} ({p})"


def standing(strength: float, *, strongest: float) -> str:
    """Say how much a split tells beside the most telling one.

    Examples
    --------
    >>> [standing(v, strongest=0.2) for v in (0.2, 0.15, 0.08, 0.02, 0)]
    ['strongest', 'nearly as strong', 'about half as strong', 'much weaker', 'none']
    """
    part = strength / strongest if strongest > 0 else 0.0
    steps = (
        (1.0, "strongest"),
        (0.7, "nearly as strong"),
        (0.35, "about half as strong"),
        (1e-9, "much weaker"),
    )
    return next((words for least, words in steps if part >= least), "none")


SPLIT_VERDICTS: Final = {
    "telling": "segments differ",
    "slight": "beyond chance, but by little",
    "chance": "no more than chance",
    "outcome": "is the outcome itself",
}


def counted(*, outcome: str | None, weighted: bool) -> tuple[str, str]:
    """Say who the people are and who of them converted.

    Parameters
    ----------
    outcome : column that says who did, of people without ids; None for event data.
    weighted : rows stand for several people each.

    Examples
    --------
    >>> counted(outcome="Churn", weighted=False)
    ('people: one per row', 'converted: column Churn')
    """
    if outcome is None:
        return "people: customers, and ids seen in touchpoints", "converted: at least one conversion"
    rows = "people: the sum of their column" if weighted else "people: one per row"
    return rows, f"converted: column {outcome}" if outcome else "converted: the sum of its column"
