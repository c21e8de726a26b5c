"""The sections of a report that come from the data: their parts, and totals to be found again in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from segattr.exports.report_credit import credit_parts, credit_sums
from segattr.exports.report_engagement import engagement_part, engagement_sums
from segattr.exports.report_moves import moves_part, moves_sums
from segattr.exports.report_parts import Part, Sum
from segattr.exports.report_quarters import quarter_sums
from segattr.exports.report_value import value_part
from segattr.exports.report_workings import Workings
from segattr.exports.report_worth import worth_part, worth_sums

Parts = tuple[Part, ...]


class Section(NamedTuple):
    """One section.

    Attributes
    ----------
    parts : makes its parts; one that has nothing to say says why.
    sums : the totals those parts must add up to, counted in the files.
    """

    parts: Callable[[Workings], Parts]
    sums: Callable[[Workings, Parts], Sequence[Sum]]


SECTIONS: Final[dict[str, Section]] = {
    "quarters": Section(
        lambda worked: (worked.by_quarter,), lambda worked, parts: quarter_sums(worked.subject, parts[0])
    ),
    "engagement": Section(
        lambda worked: (engagement_part(worked.subject),),
        lambda worked, parts: engagement_sums(worked.subject, parts[0]),
    ),
    "migration": Section(lambda worked: (moves_part(worked.subject),), lambda _, parts: moves_sums(parts[0])),
    "credit": Section(
        lambda worked: credit_parts(worked.credit), lambda worked, _: credit_sums(worked.credit)
    ),
    "value": Section(
        lambda worked: (worth_part(worked.subject, worked.spend), value_part(worked.subject)),
        lambda worked, parts: worth_sums(worked.subject, parts[0]),
    ),
}


def made(worked: Workings, section: str) -> tuple[Parts, Sequence[Sum]]:
    """Return parts and totals of a section, worked out at the first call."""

    def work() -> tuple[Parts, Sequence[Sum]]:
        parts = SECTIONS[section].parts(worked)
        return parts, SECTIONS[section].sums(worked, parts)

    return worked.once(section, work)
