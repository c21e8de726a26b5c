"""What the Averages page says: its answer, how sure it is, what is counted, and how it is worked out.

Observations, never causes; people and converted, whatever the outcome is. Names from the client's files go
through ``name`` (the pages pass their escaping).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from segattr.words.averages_metrics import METRICS, PEOPLE, written, written_difference, written_range
from segattr.words.averages_sentences import OF_AVERAGES, SENTENCES, Verdict
from segattr.words.numbers import count, roughly, share

Name = Callable[[str], str]

QUESTION: Final = "What does the average hide?"


@dataclass(frozen=True)
class Group:
    """One segment, or everybody. Rates are 0-1.

    Attributes
    ----------
    name : the segment's label; empty for everybody.
    people, converters : how many are averaged over, and how many of them contribute: converted, or spent.
    rate, low, high : the conversion rate, or the average, and its range.
    rest : the figure of everybody who is not in it; nan where there is nobody else.
    """

    name: str
    people: float
    converters: float
    rate: float
    low: float
    high: float
    rest: float = float("nan")


@dataclass(frozen=True)
class Finding:
    """What a split showed, ready to be put into words.

    Attributes
    ----------
    verdict : ``telling`` (a segment differs from the rest, beyond chance and by enough to matter),
        ``slight`` (beyond chance, but by little), ``chance``, ``few`` (too few converted to tell),
        ``outcome`` (the split is the outcome itself), ``single`` (one segment only), ``none`` and ``all``
        (nobody, everybody converted), ``empty`` (nobody is counted), ``unsplit`` (no split chosen),
        ``unsplittable`` (no column to split by).
    blended : everybody.
    by : the columns split by.
    groups : the segments worth naming, the highest rate first.
    describes : share of people in segments whose range contains the blended rate.
    needed : with ``few``, the converters missing; of an average, the people missing.
    apart : the difference they would show; with ``chance``, the one that would have shown.
    tried : splits tried, where none says more than chance; else 0.
    outcome : name of the outcome's column, empty where converting is meant.
    metric : which average, see `segattr.words.averages_metrics.METRICS`.
    currency : of its money, empty where it is not known.
    focus : (column, value) per level looked into; empty where it is about everyone.
    everyone : figure over everyone, where the finding is about a focus.
    heaviest : the segment in which one order carries most of the value (empty for everybody), and its share;
        None where no order carries much.
    small, in_small : segments too small to be ranked, and the people in them.
    whom : what one of those counted is called, and several of them.
    """

    verdict: Verdict
    blended: Group
    by: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    describes: float = 0.0
    needed: float = 0.0
    apart: float = float("nan")
    tried: int = 0
    outcome: str = ""
    metric: str = "rate"
    currency: str = ""
    focus: tuple[tuple[str, str], ...] = ()
    everyone: float = float("nan")
    heaviest: tuple[str, float] | None = None
    small: int = 0
    in_small: float = 0.0
    whom: tuple[str, str] = PEOPLE

    def units(self, number: float) -> str:
        """Return what so many of those the metric is averaged over are called."""
        own = METRICS[self.metric].whom
        return (self.whom if own == PEOPLE else own)[int(number != 1)]


def headline(finding: Finding, *, name: Name = str) -> str:
    """Return the page's answer as Markdown.

    Parameters
    ----------
    name : what to do with names of the client's before they stand in a sentence.

    Examples
    --------
    >>> new = Group("new", 5000, 50, 0.01, 0.0076, 0.0132)
    >>> old = Group("returning", 2000, 160, 0.08, 0.0689, 0.0927)
    >>> everybody = Group("", 7000, 210, 0.03, 0.0262, 0.0343)
    >>> print(headline(Finding("telling", everybody, ("visitor",), (old, new))))
    Your **3.0 %** describes nobody. By visitor, **returning** converts at **8.0 %** (6.9–9.3),
    **new** at **1.0 %** (0.8–1.3).
    """
    everybody, words = finding.blended, METRICS[finding.metric]
    sentences = SENTENCES if finding.metric == "rate" else OF_AVERAGES
    sentence = sentences[finding.verdict].format(
        by=_listed(finding.by, name),
        rate=_figure(finding, everybody.rate),
        range=written_range(everybody.low, everybody.high, finding.metric),
        people=count(everybody.people),
        converters=count(everybody.converters),
        converted="" if finding.outcome else " converted",
        whom=_described(finding),
        named=_named(finding, name),
        apart=_apart(finding),
        needed=roughly(finding.needed),
        nor=f" Nor does any other of the {finding.tried} splits tried." if finding.tried > 1 else "",
        metric=words.figure,
        units=finding.units(everybody.people),
        everyone=_everyone(finding),
        did="counts" if finding.outcome else "converted",
        spenders="customer" if everybody.converters == 1 else "customers",
    )
    return _framed(finding, sentence, name)


def _everyone(finding: Finding) -> str:
    people = finding.blended.people
    return f"all {count(people)} {finding.units(people)}" if people != 1 else f"the only {finding.units(1)}"


def _framed(finding: Finding, sentence: str, name: Name) -> str:
    """Say before the sentence what it is about, and after it what everyone's figure is."""
    about = [", ".join(f"{name(column)} **{name(value)}**" for column, value in finding.focus)]
    if finding.metric == "rate":
        about.append(name(finding.outcome) if finding.outcome else "")
    before = "".join(f"{said}: " for said in about if said)
    if before:
        sentence = f"{before}{sentence[0].lower()}{sentence[1:]}"
    if finding.focus and finding.everyone == finding.everyone:
        sentence += f" Everyone together: **{_figure(finding, finding.everyone)}**."
    return f"Within {sentence}" if finding.focus else sentence


def _figure(finding: Finding, value: float) -> str:
    return written(value, finding.metric, currency=finding.currency)


def _apart(finding: Finding) -> str:
    return written_difference(abs(finding.apart), finding.metric, currency=finding.currency).lstrip("+")


def _described(finding: Finding) -> str:
    return f"{share(finding.describes)} of your {finding.units(2)}" if finding.describes else "nobody"


def question_of(by: tuple[str, ...], metric: str = "rate", outcome: str = "") -> str:
    """Return what the picture asks; a title, not Markdown.

    Parameters
    ----------
    outcome : name of the outcome, empty where it is converting.

    Examples
    --------
    >>> question_of(("visitor", "device")), question_of(("visitor",), "order_value")
    ('Who converts how often, by visitor and device?', 'How high is the order value, by visitor?')
    """
    asked = "Who converts how often" if metric == "rate" else f"How high is the {METRICS[metric].figure}"
    if metric == "rate" and outcome:
        asked = f"How high is the rate of {outcome}"
    return f"{asked}, by {_listed(by, str)}?" if by else f"{asked}?"


def _named(finding: Finding, name: Name) -> str:
    verb = "converts at" if finding.metric == "rate" and not finding.outcome else "is at"
    texts = [
        (
            f"**{name(group.name)}**",
            f"**{_figure(finding, group.rate)}** {_rests_on(finding, group)}".rstrip(),
        )
        for group in finding.groups
    ]
    if len(texts) == 1:
        texts.append(("everybody else", f"**{_figure(finding, finding.groups[0].rest)}**"))
    return ", ".join(f"{who} {'at' if later else verb} {how}" for later, (who, how) in enumerate(texts))


def _rests_on(finding: Finding, group: Group) -> str:
    """Return the range of a group's figure; of an average, with the number it rests on."""
    range_ = written_range(group.low, group.high, finding.metric)
    if finding.metric == "rate":
        return range_
    units = f"{count(group.people)} {finding.units(group.people)}"
    return f"{range_[:-1]}; {units})" if range_ else f"({units})"


def _listed(names: tuple[str, ...], name: Name) -> str:
    written_names = [name(n) for n in names]
    return " and ".join(filter(None, (", ".join(written_names[:-1]), *written_names[-1:])))
