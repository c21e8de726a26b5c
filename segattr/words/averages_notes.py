"""What is said beneath the picture of the Averages page: small segments, and orders that weigh too much."""

from __future__ import annotations

from segattr.words.averages import Finding, Name
from segattr.words.numbers import count, share


def notes(finding: Finding, *, least: int, name: Name = str) -> list[str]:
    """Return the sentences a reader needs before quoting a figure, as Markdown.

    Parameters
    ----------
    least : people below which a segment is small.
    name : what to do with names of the client's before they stand in a sentence.

    Examples
    --------
    >>> from segattr.words.averages import Group
    >>> everybody = Group("", 7000, 210, 0.03, 0.0262, 0.0343)
    >>> notes(Finding("telling", everybody, ("code",), small=3, in_small=41), least=30)
    ['3 small segments (fewer than 30 people; 41 people together) are faded and stand at the end.']
    """
    return [text for text in (_small(finding, least), _heavy(finding, name)) if text]


def _small(finding: Finding, least: int) -> str:
    if not finding.small:
        return ""
    many = finding.small > 1
    people = finding.units(2)
    together = f"; {count(finding.in_small)} {people} together" if many else ""
    unsure = "" if finding.metric == "rate" else ", or too few that contribute to give a range"
    return (
        f"{count(finding.small)} small segment{'s' * many} (fewer than {least} {people}{unsure}{together}) "
        f"{'are' if many else 'is'} faded and {'stand' if many else 'stands'} at the end."
    )


def _heavy(finding: Finding, name: Name) -> str:
    if finding.heaviest is None:
        return ""
    segment, part = finding.heaviest
    where = f"of **{name(segment)}**" if segment else "of everybody together"
    return f"One single order carries {share(part)} of the value {where}: without it the figure is another."
