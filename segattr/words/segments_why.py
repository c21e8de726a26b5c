"""What the Segments page says of one customer: in which segment, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from segattr.averages.why import Answer

QUESTION: Final = "Why is a customer in or out?"
ASK: Final = "Customer id"
HINT: Final = "as in your file, such as {example}"
UNKNOWN: Final = "Nobody known on that day has the id {id}. Ids are compared letter by letter."
IN: Final = "**{id}** is in **{segment}**, the first segment that fits."
OUT: Final = "**{id}** fits no segment, and is in **{segment}**."
FITS: Final = "fits"
FITS_NOT: Final = "does not fit"
WOULD: Final = "fits too, but an earlier segment took the customer"
NOTHING: Final = "nothing known"
ASKS: Final = {"all": "all must hold", "any": "one must hold", "none": "none may hold"}
TICKS: Final = {True: ":material/check: yes", False: ":material/close: no"}


def verdict(segment: str, customer_id: str, others: str, name: Callable[[str], str] = str) -> str:
    """Return in which segment a customer is, as Markdown; ``segment`` is empty for none."""
    sentence = IN if segment else OUT
    return sentence.format(id=name(customer_id), segment=name(segment or others))


def tree(answers: list[Answer], name: Callable[[str], str] = str) -> str:
    """Return the rules as a Markdown list, every part with its tick and what the customer has.

    Parameters
    ----------
    name : what to do with words of the client before they stand in Markdown.
    """
    taken = next((each.place for each in answers if each.depth == 0 and each.holds), len(answers))
    return "\n".join(f"{'  ' * each.depth}- {_line(each, taken, name)}" for each in answers)


def _line(each: Answer, taken: int, name: Callable[[str], str]) -> str:
    tick = TICKS[each.holds]
    if each.depth == 0:
        fits = (WOULD if each.place > taken else FITS) if each.holds else FITS_NOT
        return f"{tick} · **{name(each.segment)}** {fits} · {ASKS[each.how]}"
    if each.how:
        return f"{tick} · {ASKS[each.how]}"
    return f"{tick} · {name(each.asked)} ({name(each.found) if each.found else NOTHING})"
