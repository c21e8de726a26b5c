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
    "tells people apart, such as device, country or plan. Orders with customer ids are enough for what each "
    "customer brought."
)
REST: Final = "This segment's figure minus that of everybody who is not in it; rates in percentage points."
STAKE: Final = (
    "So many more or fewer than if the segment were like everybody else: its people × the difference from "
    "the rest. An account of what was seen, not a promise of what a change would bring."
)
EVIDENCE: Final = "Whether chance alone would give such a difference; p adjusted for all segments shown."
ELSEWHERE: Final = "Where else to look"
RANKING: Final = "Every column there is to split by, the most telling first. Choose a row to split by it."


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
    p = evidence_of_p(adjusted)
    words = "beyond chance" if adjusted <= 0.05 else "no more than chance" if enough else "too few to say"
    return f"{words} ({p})"


def evidence_of_p(p: float) -> str:
    """Write a p-value.

    Examples
    --------
    >>> evidence_of_p(0.0004), evidence_of_p(0.1321), evidence_of_p(float("nan"))
    ('p < 0.001', 'p = 0.13', 'not tested')
    """
    if p != p:
        return "not tested"
    return "p < 0.001" if p < 0.001 else f"p = {p:.2g}"


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


SORTS: Final = {"stake": "What is at stake", "rate": "Height", "people": "Size"}
SORT_HELP: Final = (
    "What is at stake: people × difference from the rest, so many more or fewer than if the segment were "
    "like everybody else."
)
PICK: Final = "Choose a segment in the picture or the table to look inside it or to make it a segment."
NO_SEGMENT: Final = (
    "Bands of numbers and segment sets cannot be made a segment from here; build it on the Segments page."
)
RANGES: Final = {True: "Wilson ranges", False: "ranges (Hall's, skewness taken out)"}
EVIDENCE_BY: Final = {
    True: "each versus the rest (z test, Fisher's where few)",
    False: "each versus the rest (shuffling, Pearson's type III)",
}
CALLED: Final = (
    "What your data are called, so that the sentences speak your language: *one booking, several bookings, "
    "cancelled*. It changes words only, no figure."
)
CALLED_LABELS: Final = ("One of them is a", "Several are", "What they did")
BANDS: Final = "in bands of about equal size with round limits"
SPLIT_VERDICTS: Final = {
    "telling": "segments differ",
    "slight": "beyond chance, but by little",
    "chance": "no more than chance",
    "outcome": "is the outcome itself",
}


def counted(*, outcome: str | None, weighted: bool, buyers: bool = False) -> tuple[str, str]:
    """Say who the people are and who of them converted.

    Parameters
    ----------
    outcome : column that says who did, of people without ids; None for event data.
    weighted : rows stand for several people each.
    buyers : there are orders and nothing else.

    Examples
    --------
    >>> counted(outcome="Churn", weighted=False)
    ('people: one per row', 'outcome: column Churn')
    """
    if buyers:
        return "people: everybody who ordered", "what they are told apart by: at the first order"
    if outcome is None:
        return "people: customers, and ids seen in touchpoints", "converted: at least one conversion"
    rows = "people: the sum of their column" if weighted else "people: one per row"
    return rows, f"outcome: column {outcome}" if outcome else "converted: the sum of its column"


def valued(metric: str, unpriced: int) -> str:
    """Say whose value counts in an average of money.

    Parameters
    ----------
    unpriced : conversions without a known value.

    Examples
    --------
    >>> valued("value_per_person", 3), valued("order_value", 1), valued("orders_per_person", 3)
    ('3 conversions without a value count as 0', '1 conversion without a value left out', '')
    """
    if not unpriced or metric in ("rate", "orders_per_person"):
        return ""
    many = f"{unpriced:,} conversion{'s' * (unpriced > 1)} without a value"
    if metric == "order_value":
        return f"{many} left out"
    return f"{many} count{'s' * (unpriced == 1)} as 0"
