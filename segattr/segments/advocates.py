"""Who speaks for a brand: the columns and events that say so, found by their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.io.content import words_of
from segattr.segments.conditions import Condition
from segattr.segments.derived import answered, taken

YES: Final = ("True", "true", "yes", "Yes", "1")
PROMOTES: Final = 9  # of 10: who answers so is a promoter
MOST_POINTS: Final = 10
SCORE: Final = (("nps",), ("net", "promoter"))
PROMOTER: Final = ("promoter", "Promoter", "promoters", "Promoters", "9", "10")
CALLED: Final = frozenset(("advocate", "ambassador", "promoter", "recommends"))  # yes, or since when
COUNTED: Final = CALLED | {"referrals", "reviews", "recommendations", "testimonials"}  # or how many
OTHER: Final = frozenset(
    ("score", "rating", "ratings", "stars", "average", "avg", "mean", "share", "rate", "id", "code", "link")
)
MOST: Final = 20
DEEDS: Final = frozenset(("referral", "review", "testimonial", "recommendation"))
DONE: Final = frozenset(
    (
        *("sent", "send", "gave", "given", "made", "left", "wrote", "written", "write", "posted", "post"),
        *("submitted", "submit", "published", "publish", "completed", "succeeded", "converted"),
    )
)
SPOKE: Final = frozenset(("refer", "refers", "referred", "recommend", "recommends", "recommended"))
TO: Final = frozenset(("friend", "friends", "colleague", "us"))
NOT_YET: Final = frozenset(("request", "requested", "reminder", "invitation", "by", "from", "was", "not"))


def advocacy(dataset: Dataset) -> tuple[Condition, ...]:
    """Return what says of a customer of these data that he or she speaks for the brand; any of it does.

    Notes
    -----
    A guess by names, narrow on purpose: *referral source* is how somebody came, a *recommendation click* is a
    click, a *review request* was sent to the customer. An NPS answer counts from 9 of 10.

    References
    ----------
    Reichheld (2003), The one number you need to grow, Harvard Business Review 81 (12).

    Examples
    --------
    >>> listed = pd.DataFrame({"customer_id": ["a"], "NPS": [9.0], "referral_source": ["Post"]})
    >>> [condition.field for condition in advocacy(Dataset(customers=listed))]
    ['NPS']
    """
    listed = dataset.tables.get("customers", pd.DataFrame())
    columns = (_column(str(name), listed[name]) for name in listed)
    found = [*(condition for condition in columns if condition is not None), *_events(dataset)]
    return tuple(found[:MOST])


def _column(name: str, values: pd.Series) -> Condition | None:
    said, dtype = frozenset(words_of(name)), values.dtype
    is_number = pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)
    is_date = pd.api.types.is_datetime64_any_dtype(dtype)
    if any(said.issuperset(score) for score in SCORE):
        return None if is_date else _answers(name, values, is_number=is_number)
    if said & OTHER or not said & (COUNTED if is_number else CALLED):
        return None
    if is_number or is_date:
        return Condition(name, "at_least", (1,)) if is_number else Condition(name, "is_known")
    return Condition(name, "one_of", YES)


def _answers(name: str, values: pd.Series, *, is_number: bool) -> Condition | None:
    """Return who would recommend, of answers from 0 to 10 or in words; of anything else nobody can tell."""
    if not is_number:
        return Condition(name, "one_of", PROMOTER)
    known = values.dropna()
    sound = len(known) > 0 and bool(known.between(0, MOST_POINTS).all())
    return Condition(name, "at_least", (PROMOTES,)) if sound else None


def _events(dataset: Dataset) -> Iterator[Condition]:
    events = dataset.tables.get("events")
    for event in sorted(map(str, events["event"].dropna().unique())) if events is not None else ():
        field = f"number of {event}"
        if _speaks(event) and answered(dataset, field) and not taken(dataset, field):
            yield Condition(field, "at_least", (1,))


def _speaks(event: str) -> bool:
    said = frozenset(words_of(event))
    if said & NOT_YET:
        return False
    return bool((said & DEEDS and (len(said) == 1 or said & DONE)) or (said & SPOKE and said & TO))
