"""What credit cost, in words: what was spent, what could not be placed, who is cheap and who is dear."""

from __future__ import annotations

from typing import Final

from segattr.words.leads import Name
from segattr.words.numbers import money

NEEDS: Final = (
    "What channels cost is not in these data. Bring **spend per channel** (channel, start, spend: the cost "
    "report of an ad platform, one row per day, week or month) on the Data page, or a **cost** column among "
    "the touchpoints; then this part shows the cost per conversion and the return on spend under every model."
)
NOT_BY_THIS: Final = (
    "The spend in these data is not told apart like this. Choose **Channel** or **Campaign** under Credit "
    "by, in the settings."
)
HELP: Final = (
    "Spend of a channel is divided over segments by all of its touches there, whether they led to a "
    "conversion or not. Divided by credit instead, cost per conversion would be the same in every segment."
)
RATIOS: Final = {"cpa": "Cost per conversion", "roas": "Return on spend"}
MODEL: Final = "Model in the table"
TITLES: Final = {
    "segment": "Segment",
    "touches": "Touches",
    "spend": "Spend",
    "conversions": "Conversions",
    "value": "Value",
    "cpa": "Cost per conversion",
    "roas": "Return on spend",
    "note": "Note",
}
QUESTION: Final = "What did the credit cost?"
UNPLACED: Final = "Billed, but never touched"
ONLY_DIFFERENCES: Final = (
    "Every picture has a scale of its own. Cost per conversion divides what was spent by credit. It is no "
    "forecast: the next conversion may cost more, and some of these would have come without the spend."
)


def spent(total: float, since: str, until: str, currency: str = "") -> str:
    """Return what was spent, and when.

    Examples
    --------
    >>> spent(12_400, "1 March 2026", "30 August 2026", "EUR")
    '**€12.4k** were spent on these channels between 1 March 2026 and 30 August 2026.'
    """
    return f"**{money(total, currency)}** were spent on these channels between {since} and {until}."


def elsewhere(unplaced: float, outside: float, currency: str = "") -> str:
    """Return what of the spend is not in the figures; empty where all of it is.

    Parameters
    ----------
    unplaced : billed for channels that nobody was ever touched by.
    outside : of days before the first or after the last event.

    Examples
    --------
    >>> elsewhere(300, 0, "EUR"), elsewhere(0, 0)
    ('Not in these figures: **€300** for channels without a single touch.', '')
    """
    parts = [
        f"**{money(unplaced, currency)}** for channels without a single touch" if unplaced > 0 else "",
        f"**{money(outside, currency)}** of days before or after these data" if outside > 0 else "",
    ]
    told = " and ".join(filter(None, parts))
    return f"Not in these figures: {told}." if told else ""


def cheapest(
    segment: str,
    low: tuple[str, float, float],
    high: tuple[str, float, float],
    currency: str = "",
    *,
    name: Name = str,
) -> str:
    """Return which channel's conversions cost least and which most, under all models shown.

    Parameters
    ----------
    low, high : channel, and the least and the most a conversion cost under any of the models.

    Examples
    --------
    >>> cheapest("new", ("Email", 1, 2), ("Display", 80, 95.5), "EUR")
    'For **new**, a conversion credited to **Email** cost **€1.00–2.00**, one credited to **Display** \
**€80.00–95.50**.'
    """
    whom = f"For **{name(segment)}**, a" if segment else "A"
    cheap, dear = (
        (f"**{name(channel)}**", f"**{_between(least, most, currency)}**")
        for channel, least, most in (low, high)
    )
    return f"{whom} conversion credited to {cheap[0]} cost {cheap[1]}, one credited to {dear[0]} {dear[1]}."


def _between(least: float, most: float, currency: str) -> str:
    one, two = money(least, currency), money(most, currency)
    return one if one == two else f"{one}–{money(most)}"
