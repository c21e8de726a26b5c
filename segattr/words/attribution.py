"""What the Attribution page says around its answer (see `segattr.words.leads`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from segattr.words.leads import Lead, Name, conversions
from segattr.words.numbers import count

QUESTION: Final = "What earned the credit, for whom?"
NOT_EFFECT: Final = (
    "**Credit, not effect:** every model shares out conversions that happened; none says what would have "
    "happened without a channel."
)
SHOWS: Final = (
    "This page shares out every conversion over the channels a customer met before it, by several models "
    "side by side and per segment: which channel leads for whom, and which answers depend on the model."
)
NEEDS: Final = (
    "It needs **touchpoints** (customer, time, channel: the visits of an analytics export, or the clicks of "
    "an ad platform) together with **conversions** (customer, time: the orders of a shop or the deals of a "
    "CRM). Or one file of **conversion paths** with their counts, as analytics tools export them."
)
MEASURES: Final = {"share": "Share of conversions", "conversions": "Conversions", "value": "Value"}
TOUCH_BY: Final = {
    "channel": "Channel",
    "campaign": "Campaign",
    "source_medium": "Source / medium",
    "content": "Content or creative",
}
INTERVALS: Final = (
    "95 % intervals of each share: how far it might be off because other customers could have come. They say "
    "nothing about which model is right."
)
DISAGREEMENT: Final = "The highest figure of the models shown, less the lowest."
NO_INTERVALS: Final = "Intervals are worked out for shares, from touchpoints and conversions."
ONE_ROW_PER_MODEL: Final = "Credit, one row per model"
METHOD: Final = """
1. **Journeys.** For every conversion, the touches of the same customer within the lookback window, at or
   before the conversion. Unless touches may serve again, a conversion ends the journey and the next one
   begins.
2. **Credit.** Each model splits every conversion, and its value, over the touches of its journey: `credit of
   a channel = sum of its touches' shares`. Nothing is rounded. A conversion without a touch stands in `(no
   touch)`.
3. **Share.** `credit ÷ conversions of the segment`, those without a touch included, so that shares add up to
   100 %.
4. **Disagreement.** The highest share any of the chosen models gives a channel, less the lowest.
5. **Intervals.** Customers are dealt into 64 random groups; each share is worked out 64 times, leaving one
   group out at a time (delete-a-group jackknife). Below about 100 conversions they are left out: too little
   data.

**What to keep in mind.** Credit is not effect: models that agree may share a blind spot, such as brand search
or retargeting, which reach people who were about to buy. A long window flatters channels that open journeys,
a short one those that close them. Figures made under different settings do not compare. Only an experiment
says what a channel causes.

**References.** Shao, Li (2011), Data-driven multi-touch attribution models, KDD 2011.
doi:10.1145/2020408.2020453 · Dalessandro, Perlich, Stitelman, Provost (2012), Causally motivated attribution
for online advertising, ADKDD 2012. doi:10.1145/2351356.2351363 · Kott (2001), The delete-a-group jackknife,
Journal of Official Statistics 17:521.
"""
EVERYBODY: Final = "Everyone as one group"
PATHS_WINDOW: Final = "journeys as they were cut in your file of paths"


def too_few(n_conversions: float) -> str:
    """Return what to think of a segment with few conversions.

    Examples
    --------
    >>> too_few(57)
    'too few conversions (57) to tell'
    """
    return f"too few conversions ({count(n_conversions)}) to tell"


def heading(lead: Lead) -> str:
    """Return the title of a segment's picture: plain text, for the picture draws it letter by letter."""
    whom = lead.segment or "Everyone"
    return f"{whom}: {too_few(lead.conversions) if lead.few else conversions(lead.conversions)}"


def reconciled(total: float, untouched: float, *, undated: int = 0) -> str:
    """Return how the credit adds up.

    Parameters
    ----------
    total, untouched : conversions the credit adds up to, and those of them without a touch.
    undated : conversions of the file that have no readable date and cannot be placed.

    Examples
    --------
    >>> reconciled(247, 5)
    'Credit adds up to **247 conversions**, 5 of them without a touch. None is lost or counted twice.'
    """
    without = f"{count(untouched)} of them without a touch" if untouched else "all of them with a touch"
    rest = (
        f"{count(undated)} more in the file have no readable date and cannot be placed."
        if undated
        else "None is lost or counted twice."
    )
    return f"Credit adds up to **{conversions(total)}**, {without}. {rest}"


def chosen_by_the_touch(columns: Sequence[str], *, name: Name = str) -> str:
    """Return the warning for segments that are made from the first touch itself."""
    which = " and ".join(f"**{name(column)}**" for column in columns)
    return (
        f"These segments are made from {which} of a customer's first touch: in each of them that touch leads "
        "under First touch because of how the segment was made, not because of what customers did."
    )


def not_shown(segments: Sequence[str], *, name: Name = str) -> str:
    """Return which segments have no picture."""
    return f"Without a picture, but in the table: {', '.join(map(name, segments))}." if segments else ""


def see_rates(columns: Sequence[str], *, name: Name = str) -> str:
    """Return the button that leads to the conversion rates of the same segments.

    Examples
    --------
    >>> see_rates(["visitor", "device"])
    'Conversion rates by visitor × device'
    """
    return f"Conversion rates by {' × '.join(map(name, columns))}"


def split_by(column: str, *, name: Name = str) -> str:
    """Return the button that splits credit by the column that tells most about who converts.

    Examples
    --------
    >>> split_by("visitor")
    'Split by visitor, which tells most about who converts'
    """
    return f"Split by {name(column)}, which tells most about who converts"
