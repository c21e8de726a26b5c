"""What the Value page says where more is opened: what segments buy, where the best sit, who gets too much."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from segattr.words.numbers import count, interval, many, money, percent, share

Name = Callable[[str], str]
Row = Mapping[str, object]

BASKETS: Final = "What do they buy?"
BEST: Final = "Where are the customers who bring most?"
EFFORT: Final = "Who gets more than the others and brings less?"
WORKING: Final = "Working it out…"
SPLIT_FIRST: Final = "Choose above, under **Customers by**, whom to tell apart."
NO_CATEGORIES: Final = (
    "The orders name nothing that was bought. Bring a column with the product or its category; it needs no "
    "mapping, any text that comes up again and again will do."
)
BASKETS_PICTURE: Final = "Which part of each segment's orders held it?"
BASKETS_NOTE: Final = (
    "Coloured by how often it was bought beside everybody else: pale within chance. All orders of known "
    "customers count; one of several lines counts in each category it holds."
)
FIRST_LINE: Final = (
    "Lines of orders were put together, so what was bought is that of an order's **first line**, with all "
    "its money. Load the lines without that fix to see every line where it belongs."
)
THE_FIFTH: Final = "the fifth who brought most"
WHOM: Final = "Customers looked for"
CATEGORY: Final = "Told by"
BEST_PICTURE: Final = "Which part of each group is among {whom}?"
BEST_NOTE: Final = (
    "Only customers followed this long count, so that a young group is not called poor. Segments that were "
    "made of what people spent differ here by construction."
)
EFFORT_PICTURE: Final = "What did a person get, and bring?"
EFFORT_NOTE: Final = (
    "Everybody who was seen counts, buyers or not. A touch costs its channel's spend ÷ its touches. Coloured "
    "by how a segment stands to everybody else, pale within chance. Who gets more may be harder to win: this "
    "does not say that less spend would bring as much."
)
NO_EFFORT: Final = "This needs **touchpoints** beside the orders: what each person met before buying or not."
GOT: Final = {"touches": "Touches", "spend": "Spend", "money": "Brought"}
ALIKE_BASKETS: Final = "No segment's orders differ from all others' by more than chance would give."
ALIKE_BEST: Final = "No group holds more or fewer of them than all others by more than chance would give."
ALIKE_EFFORT: Final = "No segment gets more than all others and brings less by more than chance would give."
TOO_FEW: Final = "Too few customers in every group to tell them apart."


def basket(row: Row | None, top: tuple[str, float, float], *, small: bool, name: Name = str) -> str:
    """Return what tells the segments' orders apart most, as Markdown.

    Parameters
    ----------
    row : ``segment, category, share, low, high, rest, index, orders``; None where nothing is beyond chance.
    top : the category of most orders, the share of all orders that hold it, and how many orders there are.
    small : whether every segment is too small to tell.

    Examples
    --------
    >>> basket(None, ("Shoes", 0.431, 247), small=True)
    '**Shoes** stood in **43 %** of 247 orders. Too few customers in every group to tell them apart.'
    """
    start = f"**{name(top[0])}** stood in **{percent(top[1])}** of {many(top[2], 'order')}."
    if row is None:
        return f"{start} {TOO_FEW if small else ALIKE_BASKETS}"
    part = f"**{percent(_number(row, 'share'))}** {interval(_number(row, 'low'), _number(row, 'high'))}"
    who, what = name(str(row["segment"])), name(str(row["category"]))
    orders = many(_number(row, "orders"), "order")
    return (
        f"{start} Of {orders} of **{who}**, {part} held **{what}**, of all others' "
        f"**{percent(_number(row, 'rest'))}**{_times(_number(row, 'index'), 'as often')}."
    )


def best(
    row: Row | None, found: tuple[int, int, float], called: str, *, small: bool, name: Name = str
) -> str:
    """Return what the customers picked out brought, and the group that holds most of them.

    Parameters
    ----------
    row : ``segment, customers, share, low, high, rest, index``; None where nothing is beyond chance.
    found : how many were picked out, of how many, and their part of the money.
    called : who they are; `THE_FIFTH`, or a segment's label.

    Examples
    --------
    >>> best(None, (19, 92, 0.378), THE_FIFTH, small=False)[:77]
    '**The fifth who brought most** (19 of 92 customers) brought **38 %** of the m'
    """
    picked, of, money_share = found
    title = f"{called[:1].upper()}{called[1:]}" if called == THE_FIFTH else name(called)
    part_of = f"({count(picked)} of {many(of, 'customer')})"
    start = f"**{title}** {part_of} brought **{share(money_share)}** of the money."
    if row is None:
        return f"{start} {TOO_FEW if small else ALIKE_BEST}"
    part = f"**{percent(_number(row, 'share'))}** {interval(_number(row, 'low'), _number(row, 'high'))}"
    customers = many(_number(row, "customers"), "customer")
    return (
        f"{start} Of {customers} in **{name(str(row['segment']))}**, {part} are among them, of all others "
        f"**{percent(_number(row, 'rest'))}**{_times(_number(row, 'index'), 'as many')}."
    )


def effort(rows: Sequence[Row], by: str, currency: str, *, judged: bool, name: Name = str) -> str:
    """Return who got more than the others and brought less.

    Parameters
    ----------
    rows : those segments, with ``segment, people`` and of ``by`` and ``money`` the figure, ``_low``,
        ``_high`` and ``_rest``.
    by : ``spend`` or ``touches``.
    judged : whether any segment was large enough.

    Examples
    --------
    >>> effort([], "spend", "EUR", judged=False)
    'Too few customers in every group to tell them apart.'
    """
    if not rows:
        return ALIKE_EFFORT if judged else TOO_FEW
    first = rows[0]
    got = (
        f"**{amount(_number(first, by), by, currency)}** of spend"
        if by == "spend"
        else (f"**{_number(first, by):.1f} touches**")
    )
    more = (
        f" The same holds for {', '.join(name(str(row['segment'])) for row in rows[1:4])}."
        if rows[1:]
        else ""
    )
    return (
        f"A person in **{name(str(first['segment']))}** got {got} "
        f"({_ends(first, by)}), all others {amount(_number(first, f'{by}_rest'), by, currency)}, and "
        f"brought **{amount(_number(first, 'money'), 'money', currency)}** ({_ends(first, 'money')}) "
        f"against **{amount(_number(first, 'money_rest'), 'money', currency)}**.{more}"
    )


def amount(figure: float, measure: str, currency: str) -> str:
    """Write what a person got or brought.

    Examples
    --------
    >>> amount(3.14, "touches", "EUR"), amount(0.671, "spend", "EUR")
    ('3.1', '€0.67')
    """
    return f"{figure:.1f}" if measure == "touches" else money(figure, currency)


def too_small(names: Sequence[str], people: int, buyers: int, *, name: Name = str) -> str:
    """Return which segments are too small to say; empty for none.

    Examples
    --------
    >>> too_small(["tablet"], 30, 10)
    'Too small to say (fewer than 30 people or 10 buyers): tablet.'
    """
    if not names:
        return ""
    limit = f"fewer than {people} people or {buyers} buyers" if buyers else f"fewer than {people} customers"
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return f"Too small to say ({limit}): {', '.join(map(name, names[:5]))}{more}."


def _times(index: float, what: str) -> str:
    return f": **{index:.1f} times** {what}" if index == index else ""


def _ends(row: Row, measure: str) -> str:
    low, high = _number(row, f"{measure}_low"), _number(row, f"{measure}_high")
    return f"{amount(low, measure, '')}–{amount(high, measure, '')}"


def _number(row: Row, name: str) -> float:
    return float(str(row[name]))
