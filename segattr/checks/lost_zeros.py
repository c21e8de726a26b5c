"""Whether a spreadsheet has taken the leading zeros off the ids of one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import WITH_PEOPLE, Evidence
from segattr.checks.finding import QUESTIONS, Found, Mask
from segattr.checks.links import under_names
from segattr.io.cells import among
from segattr.words.numbers import percent

OF_ONE_WIDTH: Final = 0.99  # of the other file's ids of digits
GAIN: Final = 0.01  # of the file's customers


@dataclass(frozen=True, eq=False)
class Loss:
    """Ids that would be found in another table if they had their leading zeros.

    Attributes
    ----------
    other : the table that has them.
    width : digits of an id there.
    before, after : share of the table's customers found there, as they stand and with their zeros.
    short : which customers of `Evidence.ids` are written with fewer digits.
    """

    other: str
    width: int
    before: float
    after: float
    short: Mask


def lost_zeros(evidence: Evidence) -> Iterator[Found]:
    """Find tables whose ids have lost the leading zeros they have in another one."""
    for role in WITH_PEOPLE:
        loss = loss_of(evidence, role)
        if loss is not None:
            yield evidence.found(
                role,
                evidence.of(role, loss.short),
                title=f"The ids of {role} have lost their leading zeros: {percent(loss.before)} of its "
                f"customers are found in {loss.other} as they stand, {percent(loss.after)} once written with "
                f"{loss.width} digits.",
                severity="high",
                column="customer_id",
            )


def loss_of(evidence: Evidence, role: str) -> Loss | None:
    """Return what a table's ids lost, None where no other table has them with zeros."""
    ids, own = evidence.ids, evidence.known(role)
    digits = ids.str.fullmatch(r"\d+").to_numpy(dtype=bool)
    led = digits & (ids.str.startswith("0") & (ids != "0")).to_numpy(dtype=bool)
    if not (own & digits).any() or (own & led).any():
        return None
    length = ids.str.len().to_numpy()
    found = [_held_against(evidence, role, other, digits, length) for other in WITH_PEOPLE if other != role]
    losses = [loss for loss in found if loss is not None]
    return max(losses, key=lambda loss: loss.after - loss.before, default=None)


def _held_against(evidence: Evidence, role: str, other: str, digits: Mask, length: np.ndarray) -> Loss | None:
    ids, own, theirs = evidence.ids, evidence.known(role), evidence.known(other)
    widths = np.bincount(length[theirs & digits])
    if not len(widths) or widths.max() < OF_ONE_WIDTH * widths.sum():
        return None
    width = int(widths.argmax())
    short = own & digits & (length < width)
    if not short.any() or length[own & digits].max() > width:
        return None
    found = among(ids[short].str.zfill(width), ids[theirs])
    before, gained = (own & theirs).sum() / own.sum(), (found & ~theirs[short]).sum() / own.sum()
    if gained < GAIN:
        return None
    after = ((own & theirs & ~short).sum() + found.sum()) / own.sum()
    return Loss(other, width, float(before), float(after), short) if after > before else None


def with_zeros(evidence: Evidence, role: str) -> Mapping[str, pd.DataFrame]:
    """Return the tables with the ids of one of them written with all their digits."""
    loss = loss_of(evidence, role)
    assert loss is not None  # only what was found is put right
    short = evidence.ids[loss.short]
    names = pd.Series(short.str.zfill(loss.width).to_numpy(), index=short.to_numpy(), dtype="str")
    return evidence.dataset.tables | {role: under_names(evidence.rows(role), names)}


CHECKS: Final = (
    Check(
        "lost_zeros",
        "Have the ids of one file lost the leading zeros (00701) they have in another?",
        "high",
        "Write these ids with all their digits. Next time load the file without opening it in a spreadsheet, "
        "or import the column there as text.",
        QUESTIONS,
        lost_zeros,
        "pad",
    ),
)
