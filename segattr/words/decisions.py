"""What there is to decide: what each decision looks at, what it needs, and the export that would bring it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

Name = Callable[[str], str]

QUESTION: Final = "What do you want to decide?"
INVITATION: Final = "Choose a decision: it brings the figures, the split and the page that serve it."
OPEN_LIST: Final = "We mail everyone on our list"
OPEN_LIST_HELP: Final = (
    "Six steps from everyone to someone: who your best customers are, what they share, one segment, one "
    "goal, one campaign, one report."
)


@dataclass(frozen=True)
class Decision:
    """One decision of a marketer's.

    Attributes
    ----------
    title : what is to be decided, as a choice.
    looks : what the page it leads to will show, in a sentence.
    go : the button's text.
    page : the page that serves it.
    metric : the average that is split there, see `segattr.averages.metrics.METRICS`.
    needs : names of `NEEDS`, all of which the data must meet.
    layers : how many columns to split by at most.
    by_campaign : whether credit is told apart by campaign, where there are campaigns.
    """

    title: str
    looks: str
    go: str
    page: str = "averages"
    metric: str = "rate"
    needs: tuple[str, ...] = ("people",)
    layers: int = 1
    by_campaign: bool = False


DECISIONS: Final[dict[str, Decision]] = {
    "conversion": Decision(
        "Raise conversion",
        "Who converts less often than the rest is where a better page, offer or message has most to win.",
        "See who converts how often",
    ),
    "waste": Decision(
        "Cut wasted spend",
        "What earns little credit under every model, for any segment, is the first spend to ask about.",
        "See what the campaigns earned",
        page="attribution",
        needs=("credit", "costs"),
        by_campaign=True,
    ),
    "leads": Decision(
        "Prioritise leads",
        "Columns in layers tell which leads converted more often, so that sales can begin with their like.",
        "See which leads convert",
        layers=2,
    ),
    "valuable": Decision(
        "Find the valuable customers",
        "Revenue per person, not the number of orders, says whom to keep and whom to look for.",
        "See who is worth how much",
        metric="value_per_person",
        needs=("customers", "value"),
    ),
    "return": Decision(
        "Understand who comes back",
        "Orders per person tell customers who came once from those who came again.",
        "See who orders again",
        metric="orders_per_person",
        needs=("customers", "repeat"),
    ),
    "credit": Decision(
        "See who earned the credit",
        "Channels share each conversion under several rules side by side, for every segment.",
        "See who earned the credit",
        page="attribution",
        needs=("credit",),
    ),
}

NEEDS: Final[dict[str, str]] = {
    "people": "It needs everybody who could have converted beside those who did: your shop's or CRM's export "
    "of **customers**, or a file of visits with a column that says who converted.",
    "customers": "It needs to know the **customers**: your shop's export of orders with the customer's id or "
    "e-mail in each, or your CRM's of customers with theirs beside it.",
    "credit": "It needs **touchpoints** (who came from which channel, and when) and **conversions** with the "
    "same customer ids: your analytics tool's export of sessions or events, and your shop's orders.",
    "costs": "It needs **spend**: your ad platform's report by campaign and day or month, with its costs.",
    "value": "It needs what an order was **worth**: your shop's or CRM's export of orders with their totals.",
    "repeat": "It needs customers who ordered **more than once**: the export of all orders, not only of "
    "first ones, with the customer's id in each.",
}


def looks_at(decision: Decision, columns: Sequence[str], *, name: Name = str) -> str:
    """Return what a decision leads to in these data.

    Examples
    --------
    >>> looks_at(DECISIONS["credit"], ["visitor"])[-54:]
    'Here the most telling split to look at is **visitor**.'
    """
    if not columns:
        return f"{decision.looks} No column of these data tells people apart by more than chance would give."
    splits = " and ".join(f"**{name(column)}**" for column in columns)
    many = "splits" if len(columns) > 1 else "split"
    verb = "are" if len(columns) > 1 else "is"
    return f"{decision.looks} Here the most telling {many} to look at {verb} {splits}."


def cannot(missing: Sequence[str]) -> str:
    """Return why the data cannot serve a decision, and what would.

    Examples
    --------
    >>> cannot(["costs"])[:33]
    'These data cannot serve it yet. I'
    """
    return " ".join(["These data cannot serve it yet.", *(NEEDS[name] for name in missing)])


def in_status(decision: str) -> str:
    """Return a decision as the line above every page names it; empty for none.

    Examples
    --------
    >>> in_status("waste"), in_status("")
    ('to decide: cut wasted spend', '')
    """
    known = DECISIONS.get(decision)
    return f"to decide: {known.title[0].lower()}{known.title[1:]}" if known else ""
