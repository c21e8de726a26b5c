"""What the Segments page says of one customer: in which segment, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from segattr.averages.why import Answer

QUESTION: Final = "Why is a customer in or out?"
ASK: Final = "Customer id"
HINT: Final = "as in your file, such as {example}"
UNKNOWN: Final = "Nobody known on that day has the id {id}. Ids are compared letter by letter."
IN: Final = "**{id}** is in **{segment}**, the first segment that fits."
IN_ALL: Final = "**{id}** is in **{segment}**, every audience that fits."
OUT: Final = "**{id}** fits no segment, and is in **{segment}**."
FITS: Final = "fits"
FITS_NOT: Final = "does not fit"
WOULD: Final = "fits too, but an earlier segment took the customer"
NOTHING: Final = "nothing known"
ASKS: Final = {"all": "all must hold", "any": "one must hold", "none": "none may hold"}
TICKS: Final = {True: ":material/check: yes", False: ":material/close: no"}


def verdict(
    fits: Sequence[str],
    customer_id: str,
    others: str,
    name: Callable[[str], str] = str,
    *,
    several: bool = False,
) -> str:
    """Return in which segment a customer is, as Markdown.

    Parameters
    ----------
    fits : the segments whose rule holds, in order.
    several : whether the customer is in all of them.

    Examples
    --------
    >>> verdict(["VIP", "Mail"], "a", "rest", several=True), verdict(["VIP", "Mail"], "a", "rest")[:28]
    ('**a** is in **VIP + Mail**, every audience that fits.', '**a** is in **VIP**, the fir')
    """
    sentence = (IN_ALL if several else IN) if fits else OUT
    segment = " + ".join(map(name, fits if several else fits[:1])) or name(others)
    return sentence.format(id=name(customer_id), segment=segment)


def tree(answers: list[Answer], name: Callable[[str], str] = str, *, several: bool = False) -> str:
    """Return the rules as a Markdown list, every part with its tick and what the customer has.

    Parameters
    ----------
    name : what to do with words of the client before they stand in Markdown.
    several : whether the customer is in every segment that fits.
    """
    taken = next((each.place for each in answers if each.depth == 0 and each.holds), len(answers))
    taken = len(answers) if several else taken
    return "\n".join(f"{'  ' * each.depth}- {_line(each, taken, name)}" for each in answers)


def _line(each: Answer, taken: int, name: Callable[[str], str]) -> str:
    tick = TICKS[each.holds]
    if each.depth == 0:
        fits = (WOULD if each.place > taken else FITS) if each.holds else FITS_NOT
        return f"{tick} · **{name(each.segment)}** {fits} · {ASKS[each.how]}"
    if each.how:
        return f"{tick} · {ASKS[each.how]}"
    return f"{tick} · {name(each.asked)} ({name(each.found) if each.found else NOTHING})"
