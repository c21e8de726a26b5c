"""What the builder says of how often somebody did something, of shares and of patterns."""

from __future__ import annotations

from typing import Final

from segattr.words.numbers import SIGNS, count, share

ADD: Final = "Add how often"
ADD_HELP: Final = (
    "Who did something so and so often, or never: signed up with the plan pro at least twice in the last 30 "
    "days"
)
HOW_OFTEN: Final = {"at_least": "at least", "at_most": "at most", "exactly": "exactly", "never": "never"}
HOW_LABEL: Final = "How often"
TIMES: Final = "times"
DID: Final = "Did"
LAST: Final = "in the last … days"
LAST_HELP: Final = "Counted as of the day of the set, by default the latest day in the data. Empty: ever."
NARROW: Final = "Narrow it"
SHORT: Final = {"top_percent": "top … %", "bottom_percent": "bottom … %", "matches": "matches"}
PART: Final = "Type a part of it"
PATTERN: Final = "the whole text, like .*shoe.*"
PATTERN_HELP: Final = (
    "A regular expression for the whole text: `shoe|boot`, or `.*shoe.*` for a part of it. Looking ahead or "
    "back and repeating what was found are not known."
)
NOT_COUNTED: Final = "Not counted: {problem}."
NOBODY: Final = "Nobody has a value, so nobody passes."
FROM: Final = {"top_percent": "from", "bottom_percent": "up to"}
LIMIT: Final = "{end} **{limit}**: {inside} of {ranked} ({share})"
ANY: Final = "with any"  # spending, orders, touches
VALUE: Final = "with a value"


def amount(limit: float, currency: str = "") -> str:
    """Write a limit to the cent: rounded, it would be another one.

    Examples
    --------
    >>> amount(1262.5, "EUR"), amount(112.0), amount(-3.0, "CHF")
    ('€1,262.50', '112', '−CHF 3.00')
    """
    if not currency:
        return f"{limit:,.10g}".replace("-", "−")
    sign = SIGNS.get(currency, currency)
    return f"{'−' if limit < 0 else ''}{sign}{' ' if sign.isalpha() else ''}{abs(limit):,.2f}"


def limit_line(
    question: str, limit: str, *, inside: int, known: str, of_all: float, any_at_all: bool = False
) -> str:
    """Return where the top or the bottom begins, and how many that takes in, as Markdown.

    Parameters
    ----------
    limit : the limit as it is written; empty where nobody has a value.
    known : those who were ranked, such as ``1,014 customers``; ``of_all`` is the share of them inside (0-1).
    any_at_all : whether they were ranked by something they may have none of, such as orders.

    Examples
    --------
    >>> limit_line("top_percent", "812", inside=203, known="1,014 customers", of_all=0.2)
    'from **812**: 203 of 1,014 customers with a value (20 %)'
    """
    if not limit:
        return NOBODY
    ranked = f"{known} {ANY if any_at_all else VALUE}"
    return LIMIT.format(
        end=FROM[question], limit=limit, inside=count(inside), ranked=ranked, share=share(of_all)
    )
