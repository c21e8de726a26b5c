"""What the Attribution page says around its answer (see `segattr.words.leads`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from segattr.words.leads import Lead, Name, conversions
from segattr.words.numbers import count, interval, many, share

MOST_LISTED: Final = 4  # segments named one by one
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
SEGMENTS: Final = (
    "One of your segment sets, or one column, or two in layers. Nothing chosen: everyone as one group."
)
PARTS: Final = {
    "credit": "Credit",
    "agreement": "Agreement",
    "cost": "Cost",
    "journeys": "Journeys",
    "models": "Which model?",
    "review": "Does it hold?",
}
MEASURES: Final = {
    "share": "Share of conversions",
    "conversions": "Conversions",
    "value": "Value",
    "margin": "Margin",
}
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
RANGES: Final = "How far each share might be off"
TOO_LITTLE_DATA: Final = "too little data"
TOO_LITTLE: Final = (
    "**Too little data** stands instead of an interval where fewer than 20 conversions are credited, fewer "
    "than 20 are left to all others, or the segment has fewer than 100: below that, an interval has not been "
    "shown to hold."
)
DISAGREEMENT: Final = (
    "The highest figure of the models shown, less the lowest: how much of this channel's credit depends on "
    "the choice of model."
)
LEADS: Final = (
    "In how many of the models shown the channel has the most credit of its segment. One that leads in all "
    "of them survives the choice of model."
)
LOOKS_AT_ALL: Final = "This part looks at **all conversions**, whichever credit is for."
SORTED: Final = {"credit": "Most credit first", "disagreement": "Most disagreement first"}
PRESS: Final = "Press a channel to see it in every picture and in the table."
NO_TIMES: Final = "counted paths carry no times"
NO_MILESTONES: Final = "no lead or opportunity dates in these data"
NOTHING_YET: Final = "There is nothing to show here without a conversion."
NOTHING_OF_THESE: Final = (
    "No customer of these data has such a conversion. Choose **All** under Conversions, in the settings."
)
SPLIT: Final = "Split by what tells most about who converts"
NO_SPLIT: Final = "No column tells those who convert from those who do not by more than chance."
ALL_MODELS: Final = "All of them"
USUAL_MODELS: Final = "The usual four"
LAST_MODEL: Final = "At least one model stays."
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


def ranged(part: float, low: float, high: float) -> str:
    """Return a share with its interval, or that there is too little data for one.

    Examples
    --------
    >>> ranged(0.31, 0.25, 0.38), ranged(0.02, float("nan"), float("nan"))
    ('31 % (25–38)', '2 % · too little data')
    """
    doubt = interval(low, high, decimals=0)
    return f"{share(part)} {doubt}" if doubt else f"{share(part)} · {TOO_LITTLE_DATA}"


def needed(more: Mapping[str, int], *, name: Name = str) -> str:
    """Return what segments would need that are too small to tell channels apart.

    Parameters
    ----------
    more : segment -> how many more conversions; everybody has no name.

    Examples
    --------
    >>> needed({"new": 44, "gone": 93})
    'Too few conversions to tell channels apart: **new** needs about 44 more, **gone** about 93.'
    >>> needed({"": 44})
    'Too few conversions to tell channels apart: about 44 more are needed.'
    """
    start = "Too few conversions to tell channels apart:"
    if set(more) == {""}:
        return f"{start} about {count(more[''])} more are needed."
    each = [
        f"**{name(segment)}**{'' if place else ' needs'} about {count(number)}{'' if place else ' more'}"
        for place, (segment, number) in enumerate(more.items())
    ]
    listed = each[:MOST_LISTED]
    rest = f", {many(len(each) - MOST_LISTED, 'other segment')} too" if len(each) > MOST_LISTED else ""
    return f"{start} {', '.join(listed)}{rest}."


def heading(lead: Lead, *, worth: str = "", measure: str = "value") -> str:
    """Return the title of a segment's picture: plain text, for the picture draws it letter by letter.

    Parameters
    ----------
    worth : what the conversions were worth, in words, where value or margin (``measure``) is shown.

    Examples
    --------
    >>> heading(Lead("", 191, 0, 3, {}), worth="€14k")
    'Everyone: 191 conversions worth €14k'
    """
    counted = too_few(lead.conversions) if lead.few else conversions(lead.conversions)
    how = "worth" if measure == "value" else "with a margin of"
    valued = f"{',' if lead.few else ''} {how} {worth}" if worth else ""
    return f"{lead.segment or 'Everyone'}: {counted}{valued}"


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


def headline(n_models: int, n_known: int) -> str:
    """Return what the button says that opens the list of models.

    Examples
    --------
    >>> headline(4, 13)
    'Models: 4 of 13'
    """
    return f"Models: {n_models} of {n_known}"


def picked(channels: Sequence[str], *, name: Name = str) -> str:
    """Return which channels were picked.

    Examples
    --------
    >>> picked(["Email"])
    'Only **Email** in the table, and standing out in the pictures.'
    """
    which = ", ".join(f"**{name(channel)}**" for channel in channels)
    return f"Only {which} in the table, and standing out in the pictures."


def open_others(others: str) -> str:
    """Return the button that draws the channels that are folded into one line.

    Examples
    --------
    >>> open_others("289 others"), open_others("1 other")
    ('Open the 289 others', 'Open the 1 other')
    """
    return f"Open the {others}"


def back_to_all(n_before: int) -> str:
    """Return the button that leads from the opened others back to the channels before them.

    Examples
    --------
    >>> back_to_all(11)
    'Back to the first 11 channels'
    """
    return f"Back to the first {count(n_before)} channels"


def met_first(value: str) -> str:
    """Return the name of the segment of those whose first touch was this.

    Examples
    --------
    >>> met_first("Email")
    'First met by Email'
    """
    return f"First met by {value}"


def make_segment(value: str, *, name: Name = str) -> str:
    """Return the button that makes a segment of those whose first touch was this."""
    return f"Make a segment: customers first met by {name(value)}"


def see_rates(columns: Sequence[str], *, name: Name = str) -> str:
    """Return the button that leads to the conversion rates of the same segments.

    Examples
    --------
    >>> see_rates(["visitor", "device"])
    'Conversion rates by visitor × device'
    """
    return f"Conversion rates by {' × '.join(map(name, columns))}"


def split_by(column: str, *, name: Name = str) -> str:
    """Return what was done when credit was split by the column that tells most about who converts.

    Examples
    --------
    >>> split_by("visitor")
    'Split by visitor, which tells most about who converts.'
    """
    return f"Split by {name(column)}, which tells most about who converts."
