"""What the Attribution page says: who leads, where models agree, where they do not, and where data are too few."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from segattr.words.numbers import count, share

Name = Callable[[str], str]  # makes a word of the client's safe to show

QUESTION: Final = "What earned the credit, for whom?"
NOT_EFFECT: Final = (
    "**Credit, not effect:** every model shares out conversions that happened; none says what would have "
    "happened without a channel."
)
SHOWS: Final = (
    "This page shares out every conversion over the channels a customer met before it, by several models side "
    "by side and per segment: which channel leads for whom, and which answers depend on the model."
)
NEEDS: Final = (
    "It needs **touchpoints** (customer, time, channel: the visits of an analytics export, or the clicks of an "
    "ad platform) together with **conversions** (customer, time: the orders of a shop or the deals of a CRM). "
    "Or one file of **conversion paths** with their counts, as Google Analytics and ad platforms export them."
)
MEASURES: Final = {"share": "Share of conversions", "conversions": "Conversions", "value": "Value"}
TOUCH_BY: Final = {
    "channel": "Channel",
    "campaign": "Campaign",
    "source_medium": "Source / medium",
    "content": "Content or creative",
}
EVERYBODY: Final = "Everyone as one group"
PATHS_WINDOW: Final = "journeys as they were cut in your file of paths"
ENOUGH: Final = 100  # conversions; below, a middling channel's share is off by a third and more
MOST_CLAUSES = 3  # segments named in the answer


@dataclass(frozen=True)
class Lead:
    """Who stands first in one segment.

    Attributes
    ----------
    segment : its label; empty for everybody together.
    conversions : all of them, with and without a touch.
    untouched : those without a touch.
    channels : how many different channels were touched before them.
    firsts : title of the model -> the channels it puts first, several where they tie, none without credit.
    lowest, highest : the least and the most share (0 to 1) a model gives to the channel that leads them all.
    """

    segment: str
    conversions: float
    untouched: float
    channels: int
    firsts: Mapping[str, tuple[str, ...]]
    lowest: float = 0.0
    highest: float = 0.0

    @property
    def few(self) -> bool:
        """Whether there are too few conversions to tell channels apart."""
        return self.conversions < ENOUGH

    @property
    def leader(self) -> tuple[str, ...]:
        """The channels every model puts first; empty where the models disagree."""
        different = set(self.firsts.values())
        return next(iter(different)) if len(different) == 1 else ()


@dataclass(frozen=True)
class Spread:
    """The channel the models disagree about most, and its least and highest share (0 to 1)."""

    segment: str
    channel: str
    lowest: float
    highest: float


def answer(everybody: Lead, segments: Sequence[Lead], *, name: Name = str) -> str:
    """Return who earned the credit, in one to three sentences.

    Parameters
    ----------
    everybody : over all segments.
    segments : one each, the one with most conversions first; empty for everyone as one group.
    name : makes channels and segments safe to show.
    """
    if not everybody.conversions:
        return "There is **no conversion** in these data, so there is no credit to share out."
    if everybody.untouched >= everybody.conversions:
        return (
            f"None of the **{count(everybody.conversions)} conversions** has a touch before it, so no model can "
            "credit a channel. A longer lookback helps where touches are older; otherwise check that both files "
            "carry the same customer ids."
        )
    if everybody.channels == 1:
        only = next(iter(everybody.firsts.values()))
        return (
            f"**{_and(only, name)}** is the only one with a touch before a conversion: every model gives it all the "
            "credit there is."
        )
    if not segments:
        return _sentence(_clause(everybody, name))
    return _by_segment(everybody, segments, name)


def disagreement(spread: Spread | None, *, name: Name = str) -> str:
    """Return where the models disagree most; empty where there is one model, or nothing to disagree about.

    Examples
    --------
    >>> disagreement(Spread("new", "Paid Social", 0.357, 0.536))
    "The models disagree most about **Paid Social** for **new**: its share runs from **36 %** to **54 %**."
    """
    if spread is None:
        return ""
    least, most = share(spread.lowest), share(spread.highest)
    if least == most:
        return "The models agree to the percent on every channel's share."
    whom = f" for **{name(spread.segment)}**" if spread.segment else ""
    return (
        f"The models disagree most about **{name(spread.channel)}**{whom}: its share runs from **{least}** to "
        f"**{most}**."
    )


def too_few(conversions: float) -> str:
    """Return what to think of a segment with few conversions.

    Examples
    --------
    >>> too_few(57)
    'too few conversions (57) to tell channels apart'
    """
    return f"too few conversions ({count(conversions)}) to tell channels apart"


def heading(lead: Lead) -> str:
    """Return the title of a segment's picture: plain text, for the picture draws it letter by letter."""
    whom = lead.segment or "Everyone"
    return f"{whom}: {too_few(lead.conversions)}" if lead.few else f"{whom}: {_conversions(lead.conversions)}"


def reconciled(total: float, untouched: float, *, undated: int = 0) -> str:
    """Return how the credit adds up.

    Parameters
    ----------
    total, untouched : conversions the credit adds up to, and those of them without a touch.
    undated : conversions of the file that have no readable date and cannot be placed.

    Examples
    --------
    >>> reconciled(247, 5)
    'Credit adds up to **247 conversions**, 5 of them without a touch. No conversion is lost or counted twice.'
    """
    without = f"{count(untouched)} of them without a touch" if untouched else "all of them with a touch"
    rest = (
        f"{count(undated)} more in the file have no readable date and cannot be placed."
        if undated
        else "No conversion is lost or counted twice."
    )
    return f"Credit adds up to **{_conversions(total)}**, {without}. {rest}"


def chosen_by_the_touch(columns: Sequence[str], *, name: Name = str) -> str:
    """Return the warning for segments that are made from the first touch itself."""
    which = " and ".join(f"**{name(column)}**" for column in columns)
    return (
        f"These segments are made from {which} of a customer's first touch: in each of them that touch leads under "
        "First touch because of how the segment was made, not because of what customers did."
    )


def not_shown(segments: Sequence[str], *, name: Name = str) -> str:
    """Return which segments have no picture."""
    return f"Without a picture, but in the table: {', '.join(map(name, segments))}."


def _by_segment(everybody: Lead, segments: Sequence[Lead], name: Name) -> str:
    touched = [lead for lead in segments if lead.untouched < lead.conversions]
    enough = [lead for lead in touched if not lead.few]
    leaders = {lead.leader for lead in enough}
    if len(enough) > 1 and len(enough) == len(touched) and len(leaders) == 1 and () not in leaders:
        return (
            f"**{_and(next(iter(leaders)), name)}** {_verb(next(iter(leaders)))} in all {len(enough)} segments"
            f"{_under(enough[0])}."
        )
    told = (enough or touched)[:MOST_CLAUSES]
    told += [lead for lead in touched if lead not in told][: max(0, MOST_CLAUSES - 1 - len(told))]
    together = _together(everybody, enough, name)
    left = len(segments) - len(told)
    more = f"{count(left)} more segment{'s' if left > 1 else ''} below." if left else ""
    return " ".join(
        part for part in (together, *(_sentence(_clause(lead, name)) for lead in told), more) if part
    )


def _together(everybody: Lead, enough: Sequence[Lead], name: Name) -> str:
    """Say that the blended answer depends on the model where the segments' own answers do not."""
    if everybody.leader or not enough or not all(lead.leader for lead in enough):
        return ""
    firsts = list(dict.fromkeys(channel for first in everybody.firsts.values() for channel in first))
    return f"Over everybody, who leads depends on the model: {' or '.join(f'**{name(c)}**' for c in firsts)}."


def _clause(lead: Lead, name: Name) -> str:
    whom = f"for **{name(lead.segment)}** " if lead.segment else ""
    doubt = f", but {count(lead.conversions)} conversions are too few to be sure" if lead.few else ""
    if lead.leader:
        least, most = share(lead.lowest), share(lead.highest)
        part = least if least == most else f"{least.removesuffix(' %')}–{most}"
        return (
            f"{whom}**{_and(lead.leader, name)}** {_verb(lead.leader)}{_under(lead)}, with **{part}** of the "
            f"conversions{doubt}"
        )
    by_channel: dict[tuple[str, ...], list[str]] = {}
    for title, first in lead.firsts.items():
        by_channel.setdefault(first, []).append(title)
    each = "; ".join(f"**{_and(first, name)}** by {_list(titles)}" for first, titles in by_channel.items())
    return f"{whom}who leads depends on the model: {each}{doubt}"


def _sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def _under(lead: Lead) -> str:
    titles = list(lead.firsts)
    if len(titles) == 1:
        return f" by {titles[0]}"
    return " under both models" if len(titles) == 2 else f" under all {len(titles)} models"


def _verb(channels: Sequence[str]) -> str:
    return "leads" if len(channels) == 1 else "lead together"


def _and(names: Sequence[str], name: Name) -> str:
    return _list([name(each) for each in names])


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _conversions(number: float) -> str:
    return f"{count(number)} conversion{'' if number == 1 else 's'}"
