"""Who leads for whom, in sentences: agreement, disagreement and doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from segattr.words.numbers import count, share

Name = Callable[[str], str]  # makes a word of the client's safe to show

ENOUGH: Final = 100  # conversions; below, a middling channel's share is off by a third and more
MOST_CLAUSES = 3  # segments named in the answer
MOST_NAMED = 3  # channels of a tie; more are counted
MOSTLY = 0.5  # share of one-touch journeys from which it is worth a sentence
MUCH = 0.1  # share of conversions without a touch from which it is worth a sentence
OF: Final = {
    "share": "of the credit",
    "conversions": "of the credit",
    "value": "of the value that is credited",
    "margin": "of the margin that is credited",
}


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
    measure : what was shared out: ``share`` and ``conversions`` count conversions, ``value`` their value,
        ``margin`` their margin.
    unnamed : the most share (0 to 1) a model gives to touches whose tag was lost; they never lead.
    """

    segment: str
    conversions: float
    untouched: float
    channels: int
    firsts: Mapping[str, tuple[str, ...]]
    lowest: float = 0.0
    highest: float = 0.0
    measure: str = "share"
    unnamed: float = 0.0

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


def answer(
    everybody: Lead,
    segments: Sequence[Lead],
    *,
    name: Name = str,
    one_touch: float = 0.0,
) -> str:
    """Return who earned the credit, in one to four sentences.

    Parameters
    ----------
    everybody : over all segments.
    segments : one each, the one with most conversions first; empty for everyone as one group.
    name : makes channels and segments safe to show.
    one_touch : share (0 to 1) of the journeys with a single touch, on which no two models can differ.
    """
    said = _said(everybody, segments, name)
    if everybody.channels < 2 or len(everybody.firsts) < 2 or not any(everybody.firsts.values()):
        return said
    return " ".join(filter(None, (said, single_touches(one_touch))))


def single_touches(part: float) -> str:
    """Return what it means for the models that journeys have a single touch; empty where few have.

    Examples
    --------
    >>> single_touches(0.84)
    '**84 %** of the journeys have a single touch: on those all models agree, whatever they assume.'
    """
    if part >= 1:
        return (
            "**Every journey has a single touch**, so all models agree by construction: that says nothing "
            "about which of them is right."
        )
    if part < MOSTLY:
        return ""
    return (
        f"**{share(part)}** of the journeys have a single touch: on those all models agree, whatever they "
        "assume."
    )


def survivors(segments: Sequence[Lead], *, name: Name = str) -> str:
    """Return in how many segments the leader is the same under every model; empty where the answer says it.

    Parameters
    ----------
    segments : as in `answer`; those with too few conversions do not count.

    Examples
    --------
    >>> each = {"First touch": ("Email",), "Last touch": ("Email",)}
    >>> split = {"First touch": ("Email",), "Last touch": ("Direct",)}
    >>> survivors([Lead(s, 200, 0, 3, each if s == "a" else split) for s in "abcd"])
    'In 1 of 4 segments with enough conversions the leader survives every model shown: **Email** for **a**.'
    """
    enough = [lead for lead in segments if not lead.few and lead.untouched < lead.conversions]
    if len(segments) <= MOST_CLAUSES or len(enough) < 2 or len(enough[0].firsts) < 2:
        return ""
    whose: dict[str, list[str]] = {}
    for lead in enough:
        if lead.leader:
            whose.setdefault(_and(lead.leader, name), []).append(f"**{name(lead.segment)}**")
    n_sure = sum(map(len, whose.values()))
    each = "; ".join(f"**{who}** for {', '.join(where)}" for who, where in whose.items())
    of_all = f"{n_sure} of {len(enough)} segments with enough conversions"
    return f"In {of_all} the leader survives every model shown{f': {each}' if each else ''}."


def _said(everybody: Lead, segments: Sequence[Lead], name: Name) -> str:
    if not everybody.conversions:
        return "There is **no conversion** in these data, so there is no credit to share out."
    if everybody.untouched >= everybody.conversions:
        whose = conversions(everybody.conversions)
        none = (
            "The **only conversion** has no"
            if everybody.conversions == 1
            else f"None of the **{whose}** has a"
        )
        return (
            f"{none} touch before it, so no model can "
            "credit a channel. A longer lookback helps where touches are older; otherwise check that both "
            "files carry the same customer ids."
        )
    if not any(everybody.firsts.values()) and everybody.unnamed:
        return (
            "No touch before a conversion carries a name (`(not set)`), so there is nobody to credit. Tag "
            "the links of your campaigns, or choose something else under **Credit by**."
        )
    if everybody.channels == 1:
        only = next(iter(everybody.firsts.values()))
        return (
            f"**{_and(only, name)}** is the only one with a touch before a conversion: every model gives it "
            "all the credit there is."
        )
    if not segments:
        return _sentence(_clause(everybody, name))
    return _by_segment(everybody, segments, name)


def disagreement(spread: Spread | None, *, name: Name = str) -> str:
    """Return where the models disagree most; empty where there is one model, or nothing to disagree about.

    Examples
    --------
    >>> disagreement(Spread("new", "Paid Social", 0.357, 0.536))
    'The models disagree most about **Paid Social** for **new**: its share runs from **36 %** to **54 %**.'
    """
    if spread is None:
        return ""
    least, most = share(spread.lowest), share(spread.highest)
    if least == most:
        return "The models agree to the percent on every channel's share."
    whom = f" for **{name(spread.segment)}**" if spread.segment else ""
    return (
        f"The models disagree most about **{name(spread.channel)}**{whom}: "
        f"its share runs from **{least}** to **{most}**."
    )


def _by_segment(everybody: Lead, segments: Sequence[Lead], name: Name) -> str:
    touched = [lead for lead in segments if lead.untouched < lead.conversions]
    enough = [lead for lead in touched if not lead.few]
    if not enough:
        return f"{_all_few(touched)} Over everybody: {_clause(everybody, name)}."
    if len(enough) == len(touched) > 1 and _same_leader(enough):
        first = enough[0]
        who = f"**{_and(first.leader, name)}** {_verb(first.leader)}"
        return f"{who} in all {len(enough)} segments{_under(first)}."
    few = [lead for lead in touched if lead.few]
    told = [*enough[:MOST_CLAUSES], *few[: max(0, MOST_CLAUSES - 1 - len(enough))]]
    clauses = [_sentence(_clause(lead, name)) for lead in told]
    return " ".join(filter(None, (_together(everybody, enough, name), *clauses, _more(segments, told))))


def _same_leader(leads: Sequence[Lead]) -> bool:
    return bool(leads[0].leader) and len({lead.leader for lead in leads}) == 1


def _all_few(leads: Sequence[Lead]) -> str:
    most = max(lead.conversions for lead in leads)
    return (
        f"No segment has enough conversions to tell channels apart: the largest has {count(most)}, and about "
        f"{ENOUGH} are needed."
    )


def _more(segments: Sequence[Lead], told: Sequence[Lead]) -> str:
    left = len(segments) - len(told)
    return f"{count(left)} more segment{'s' if left > 1 else ''} below." if left else ""


def _together(everybody: Lead, enough: Sequence[Lead], name: Name) -> str:
    """Say that the blended answer depends on the model where the segments' own answers do not."""
    if everybody.leader or not all(lead.leader for lead in enough):
        return ""
    firsts = dict.fromkeys(channel for first in everybody.firsts.values() for channel in first)
    which = " or ".join(f"**{name(channel)}**" for channel in firsts)
    return f"Over everybody, who leads depends on the model: {which}."


def _clause(lead: Lead, name: Name) -> str:
    whom = f"for **{name(lead.segment)}**, " if lead.segment else ""
    if not any(lead.firsts.values()):
        return f"{whom}{'no touch carries a name' if lead.unnamed else 'there is nothing to share out'}"
    doubt = f", though {conversions(lead.conversions)} are too few to be sure" if lead.few else ""
    return f"{whom}{_agreed(lead, name) if lead.leader else _contested(lead, name)}{doubt}"


def _agreed(lead: Lead, name: Name) -> str:
    least, most = share(lead.lowest), share(lead.highest)
    part = most if least == most else f"{least.removesuffix(' %')}–{most}"
    who = f"**{_and(lead.leader, name)}** {_verb(lead.leader)}"
    return f"{who}{_under(lead)}, with **{part}** {OF[lead.measure]}"


def _contested(lead: Lead, name: Name) -> str:
    by_channel: dict[tuple[str, ...], list[str]] = {}
    for title, first in lead.firsts.items():
        by_channel.setdefault(first, []).append(title)
    each = "; ".join(
        f"{f'**{_and(first, name)}**' if first else 'nobody with a name'} by {_list(titles)}"
        for first, titles in by_channel.items()
    )
    return f"who leads depends on the model: {each}"


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
    return _list([name(each) for each in names]) if len(names) <= MOST_NAMED else f"{len(names)} channels"


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def conversions(number: float) -> str:
    """Return so many conversions, in words.

    Examples
    --------
    >>> conversions(1), conversions(2_450)
    ('1 conversion', '2,450 conversions')
    """
    return f"{count(number)} conversion{'' if number == 1 else 's'}"
