"""What the Plan page says around its parts."""

from __future__ import annotations

from typing import Final, Literal

Part = Literal["budget", "potential", "priorities", "audiences"]

QUESTION: Final = "What do we do about it?"
SHOWS: Final = (
    "This page turns findings into work: money moved between channels and segments on paper, under every "
    "attribution model; how much each segment could bring; a list of whom to call first; and "
    "audiences for ad "
    "platforms and customer data platforms, with a control held out so that what they do can be measured."
)
NEEDS: Final = (
    "It needs **customers, touchpoints or orders with customer ids**: a CRM or shop export, or visits "
    "with ids. Orders beside customers or touchpoints add potential and priorities, **costs by channel** the "
    "budget."
)
PARTS: Final[dict[Part, str]] = {
    "budget": "Budget",
    "potential": "Potential",
    "priorities": "Priorities",
    "audiences": "Audiences",
}
PARTS_HELP: Final = (
    "Budget: which moves of money gain under every model. Potential: what a segment would bring at a "
    "comparable rate. Priorities: whom to call first. Audiences: lists to act on, and what they did."
)
EVERYONE: Final = "everyone"
NO_SEGMENTS: Final = (
    "Everyone is one group at the moment. Choose segments on the Segments page, or by what tells most on the "
    "Averages page, and this part holds one against the others."
)
