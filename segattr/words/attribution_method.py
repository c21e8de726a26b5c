"""What is said where a model is chosen and checked: the decision, one fit or several, memory, taking part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from segattr.words.leads import Name
from segattr.words.numbers import count, many, points, share

CHECKS: Final = {
    "fit": "One fit or one per segment",
    "memory": "Markov's memory",
    "participation": "Taking part",
}
CHECKING: Final = "What else should I check?"
DECIDE: Final = "What is to be decided?"
SHOW_THESE: Final = "Show these models"
FITS: Final = {"fitted": "Inside each segment", "pooled": "Once for everybody"}
FIT_WAYS: Final = {"fitted": "Fitted inside the segment", "pooled": "One fit for everybody"}
FIT_HELP: Final = (
    "Models that learn from the data can learn from each segment by itself, or once from everybody and be "
    "divided over the segments. The first says how channels work for this segment and needs many "
    "conversions; the second is steadier and hides what is special about a segment."
)
ONE_GROUP: Final = (
    "With everyone as one group there is one fit only. Choose segments above to see what fitting each by "
    "itself changes."
)
NONE_FITTED: Final = "None of the models these data allow is fitted: each adds up over segments exactly."
ADDS_UP: Final = (
    "Every other model here adds up over segments exactly: it says the same fitted inside a segment or over "
    "everybody."
)
GAP: Final = {
    "channel": "Channel",
    "blended": "One fit for everybody",
    "segments": "Sum of the segments",
    "gap": "Gap",
}
MEMORY: Final = (
    "A Markov chain may remember more than the last touch. Whether that is worth having is judged by "
    "customers the chain has not seen: each of 64 random groups is predicted by a chain of the other 63."
)
PARTICIPATION: Final = (
    "**Not a model:** a conversion counts whole for every channel it passed, so these figures add up to more "
    "than there were and must not be added up. They say how far a channel reaches, not what it earned."
)
PARTICIPATION_OF: Final = {"participation": "Conversions with a touch of the channel before them"}
TOOK_PART: Final = {
    "segment": "Segment",
    "channel": "Channel",
    "conversions": "Conversions with it",
    "share": "Share of conversions",
    "low": "From",
    "high": "To",
}


def moved(
    segment: str, part: float, gains: tuple[str, float], loses: tuple[str, float], *, name: Name = str
) -> str:
    """Return what one fit for everybody changes in a segment.

    Parameters
    ----------
    part : share (0 to 1) of the segment's credit that changes hands.
    gains, loses : the channel that gains or loses most, and by how much of the segment's credit.

    Examples
    --------
    >>> moved("new", 0.09, ("Email", 0.06), ("Post", -0.035))
    'For **new**, one fit for everybody moves **9 %** of the credit: most to **Email** (+6.0 points), \
most from **Post** (−3.5 points).'
    """
    if part < 0.005:
        return f"For **{name(segment)}**, one fit for everybody says the same to the percent."
    each = [f"**{name(channel)}** ({points(change)})" for channel, change in (gains, loses)]
    return (
        f"For **{name(segment)}**, one fit for everybody moves **{share(part)}** of the credit: "
        f"most to {each[0]}, most from {each[1]}."
    )


def gap(channel: str, blended: float, segments: float, total: float, *, name: Name = str) -> str:
    """Return how far one fit for everybody is from the sum of the segments' own.

    Parameters
    ----------
    channel : with the widest gap; ``blended`` and ``segments`` are its conversions either way.
    total : conversions that change hands between the two, over all channels.

    Examples
    --------
    >>> gap("Email", 43.66, 51.6, 11.5)
    'The segments, each fitted by itself, do not add up to one fit for everybody: **11.5 conversions** \
change hands. The widest gap is **Email**, **43.7** in one fit and **51.6** as the sum of the segments.'
    """
    if total < 0.05:
        return "The segments, each fitted by itself, add up to one fit for everybody."
    return (
        "The segments, each fitted by itself, do not add up to one fit for everybody: "
        f"**{total:,.1f} conversions** change hands. The widest gap is **{name(channel)}**, "
        f"**{blended:,.1f}** in one fit and **{segments:,.1f}** as the sum of the segments."
    )


def reaches(segment: str, channel: str, part: float, conversions: float, *, name: Name = str) -> str:
    """Return which channel took part most.

    Examples
    --------
    >>> reaches("new", "Email", 0.62, 35)
    'For **new**, **Email** took part in most conversions: **35**, or **62 %** of them.'
    >>> reaches("", "Email", 0.62, 35)
    '**Email** took part in most conversions: **35**, or **62 %** of them.'
    """
    whom = f"For **{name(segment)}**, " if segment else ""
    return (
        f"{whom}**{name(channel)}** took part in most conversions: **{count(conversions)}**, or "
        f"**{share(part)}** of them."
    )


def remember(order: int) -> str:
    """Return the button that lets Markov remember so much.

    Examples
    --------
    >>> remember(2)
    'Let Markov remember 2 touches'
    """
    return f"Let Markov remember {many(order, 'touch', 'touches')}"


def matters(
    title: str, least: tuple[str, float], most: tuple[str, float], *, whom: str = "", name: Name = str
) -> str:
    """Return how much credit another choice of model would move.

    Parameters
    ----------
    title : of the model that is chosen.
    least, most : title of the model nearest to it and of the one furthest from it, and the share (0 to 1) of
        the credit that changes hands between the two.
    whom : the segment; empty for everybody.

    Examples
    --------
    >>> matters("First touch", ("Inverse J", 0.08), ("Last touch", 0.31))
    'Over everybody, any other model would move between **8 %** (Inverse J) and **31 %** (Last touch) of the \
credit First touch gives.'
    """
    where = f"For **{name(whom)}**" if whom else "Over everybody"
    if share(least[1]) == share(most[1]):
        return f"{where}, any other model would move about **{share(most[1])}** of the credit {title} gives."
    return (
        f"{where}, any other model would move between **{share(least[1])}** ({least[0]}) and "
        f"**{share(most[1])}** ({most[0]}) of the credit {title} gives."
    )


def survives(leaders: Sequence[str], same: int, models: int, *, name: Name = str) -> str:
    """Return under how many models the same channel stands first.

    Examples
    --------
    >>> survives(["Email"], 11, 12)
    '**Email** leads; it does under 11 of the 12 models.'
    >>> survives(["Email"], 12, 12)
    '**Email** leads, as it does under all 12 models.'
    """
    who = " and ".join(f"**{name(leader)}**" for leader in leaders) or "Nobody"
    verb = "lead together" if len(leaders) > 1 else "leads"
    if same == models:
        return f"{who} {verb}, as it does under all {models} models."
    return f"{who} {verb}; it does under {same} of the {models} models."
