"""What the Plan page says of budgets: which moves gain, under which models, and what is assumed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from segattr.words.numbers import NONE, count, many, money, percent

Name = Callable[[str], str]
Of = Literal["conversions", "value"]

NEEDS: Final = (
    "What channels cost is not in these data, so there is no budget to plan. Bring **spend per channel** "
    "(channel, start, spend: the cost report of an ad platform, one row per day, week or month) on the Data "
    "page, or a **cost** column among the touchpoints. A segment column in the costs goes before "
    "any division."
)
NO_CREDIT: Final = (
    "There is no credit to hold against the spend: bring touchpoints and conversions with "
    "customer ids on the "
    "Data page."
)
PICTURE: Final = "What would the next money bring, cell by cell?"
MOVES: Final = "Which moves gain?"
PLAN: Final = "Your plan"
CREDIT_NOT_EFFECT: Final = (
    "**Credit is not effect.** All of this holds *if credit were effect and the response as assumed*; models "
    "that agree share blind spots such as brand search. Try a move on a part first, and measure it."
)
RESPONSES: Final = {
    0.12: "Short-term average (elasticity 0.12)",
    0.24: "Long-term average (elasticity 0.24)",
    0.5: "Square root (elasticity 0.5)",
    1.0: "Linear (elasticity 1)",
}
RESPONSE_HELP: Final = (
    "An assumption, not a fit: how many percent more conversions one percent more spend brings. "
    "0.12 and 0.24 "
    "are the averages of 751 short-term and 402 long-term estimates (Sethuraman, Tellis, Briesch "
    "2011); 0.5 is "
    "a textbook convention; linear takes every euro to work as well as the average one, which no market does "
    "for long."
)
SHARES: Final = (0.05, 0.1, 0.2, 0.5)
MEASURES: Final[dict[Of, str]] = {"conversions": "conversions", "value": "revenue"}
VERDICTS: Final = {
    "sure": "every model, beyond chance",
    "every": "every model",
    "some": "some models",
    "none": "no model",
}
MARGINAL: Final = (
    "Of the next small amount, told per hundred. Where the lines of two cells do not overlap, a small move "
    "gains under every model. Pale: fewer than 10 conversions credited, under some model."
)
EDIT: Final = (
    "Change the planned spend of any cell; the figures follow. What is not moved stays where it "
    "is, and money "
    "taken away but put nowhere shows as saved."
)
BASIS: Final = {
    "costs": "spend by segment as the bills name it",
    "touches": "spend of a channel divided over segments by all touches there",
}
STEERED: Final = (
    "Spend by segment is divided by touches here; whether a channel can be steered to a segment is for the "
    "channel to say."
)


@dataclass(frozen=True)
class Move:
    """One move of money: from and to (segment, channel), how much, and what it gains at least and at most."""

    origin: tuple[str, str]
    target: tuple[str, str]
    amount: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Finding:
    """What the budget shows.

    Attributes
    ----------
    verdict : ``sure`` (a move gains under every model beyond chance), ``every``, ``some``, ``none``.
    best : that move; None for ``none``.
    models : how many models, moves : how many gain under all of them, tried : how many there are.
    one : the model's title where there is only one.
    """

    verdict: str
    best: Move | None
    models: int
    moves: int
    tried: int
    of: Of = "conversions"
    currency: str = ""
    one: str = ""


def headline(found: Finding, *, name: Name = str) -> str:
    """Return the answer as Markdown.

    Examples
    --------
    >>> best = Move(("new", "Display"), ("returning", "Email"), 500.0, 3.9, 5.8)
    >>> print(headline(Finding("sure", best, 4, 3, 132, "conversions", "EUR"))[:82])
    Moving **€500** from **Display · new** to **Email · returning** would gain **3.9–5
    """
    if found.tried == 0:
        return "Money is spent in one cell only, so there is nothing to move it to."
    if found.best is None:
        return f"No move gains under any of the models: {many(found.tried, 'move')} looked at."
    told = _told(found.best, found, name)
    under = (
        f"under **{found.one}**, the one model shown" if found.one else f"under all **{found.models}** models"
    )
    if found.verdict == "sure":
        others = (
            f" {many(found.moves, 'move')} of {count(found.tried)} {_gain(found.moves)} under all of them."
        )
        return f"{told} {under}, beyond what chance gives.{others}"
    if found.verdict == "every":
        return (
            f"{told} {under}, but no move does so beyond what chance gives on this many "
            f"conversions: a hint to "
            "try, not a finding."
        )
    return (
        f"**No move gains under all {found.models} models.** The best of them: {told[0].lower()}{told[1:]} "
        "depending on the model."
    )


def _gain(number: int) -> str:
    return "gains" if number == 1 else "gain"


def _told(move: Move, found: Finding, name: Name) -> str:
    where, to = (f"**{name(cell(*each))}**" for each in (move.origin, move.target))
    between = gain(move.lowest, move.highest, found.of, found.currency)
    return f"Moving **{money(move.amount, found.currency)}** from {where} to {to} would gain **{between}**"


def cell(segment: str, channel: str) -> str:
    """Return what a cell is called; everyone as one group needs no name.

    Examples
    --------
    >>> cell("new", "Email"), cell("all", "Email")
    ('Email · new', 'Email')
    """
    return channel if segment == "all" else f"{channel} · {segment}"


def gain(lowest: float, highest: float, of: Of, currency: str = "") -> str:
    """Return what is gained, at least and at most over the models.

    Examples
    --------
    >>> gain(3.94, 5.81, "conversions"), gain(-120, 340, "value", "EUR"), gain(2.0, 2.0, "conversions")
    ('3.9–5.8 conversions', '−€120 to €340 of revenue', '2.0 conversions')
    """
    one, two = (figure(each, of, currency) for each in (lowest, highest))
    what = "conversions" if of == "conversions" else "of revenue"
    if one == two:
        return f"{one} {what}"
    return f"{one}{' to ' if lowest < 0 else '–'}{two} {what}"


def figure(amount: float, of: Of, currency: str = "") -> str:
    """Return conversions with one digit, or money.

    Examples
    --------
    >>> figure(-3.25, "conversions"), figure(1234.5, "value", "EUR"), figure(float("nan"), "value")
    ('−3.2', '€1.23k', '–')
    """
    if amount != amount:
        return NONE
    if of == "value":
        return money(amount, currency)
    size = f"{abs(amount):,.1f}" if abs(amount) < 100 else f"{abs(amount):,.0f}"
    return f"{'−' if amount < 0 and size.strip('0.,') else ''}{size}"


def axis(of: Of, amount: str) -> str:
    """Return what the picture's figures are.

    Examples
    --------
    >>> axis("conversions", "€100")
    'conversions per €100 more spent'
    """
    return f"{MEASURES[of]} per {amount} more spent"


def spent(total: float, unplaced: float, outside: float, currency: str) -> str:
    """Return what there is to move, and what is in no cell.

    Examples
    --------
    >>> spent(4300, 0, 9, "EUR")
    '€4.3k in these cells; €9.00 of days without data is in none.'
    """
    left = [
        f"{money(unplaced, currency)} on channels nobody was seen in" if unplaced > 0.005 else "",
        f"{money(outside, currency)} of days without data" if outside > 0.005 else "",
    ]
    told = " and ".join(filter(None, left))
    return f"{money(total, currency)} in these cells{f'; {told} is in none' if told else ''}."


def planned(
    verdict: str, moved: float, difference: float, low: float, high: float, *, of: Of, currency: str
) -> str:
    """Return what the visitor's plan would bring, in a sentence.

    Parameters
    ----------
    verdict : under how many models it gains: ``every``, ``some``, ``none``, or ``still`` for no plan.
    moved, difference : money that changes its place, and how much more than now is planned in all.
    low, high : change over the models.
    """
    if verdict == "still":
        return "Nothing is moved yet: the plan spends what is spent now."
    whole = (
        "as much as now"
        if abs(difference) < 0.005
        else f"{money(abs(difference), currency)} {'more' if difference > 0 else 'less'} than now"
    )
    change = gain(low, high, of, currency) if low > 0 else f"a change of {gain(low, high, of, currency)}"
    under = {
        "every": "it gains under **every model**",
        "some": "it gains under **some models only**",
        "none": "it gains under **no model**",
    }[verdict]
    return f"Your plan moves **{money(moved, currency)}** and spends {whole}: {under} ({change})."


def stretched(names: list[str], most: float) -> str:
    """Return the warning that cells would get far more than they ever had.

    Examples
    --------
    >>> stretched(["Email"], 2.0)[:34]
    'Email would get more than 2 times '
    """
    listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return (
        f"{listed} would get more than {most:g} times what is spent there now. No curve reaches "
        f"that far: what "
        "it says there is a guess."
    )


def share_moved(share: float) -> str:
    """Return how much of a cell's spend is moved.

    Examples
    --------
    >>> share_moved(0.1)
    '10 % of a cell'
    """
    return f"{percent(share)} of a cell"
