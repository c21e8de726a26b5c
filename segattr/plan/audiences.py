"""A segment as a list to act on: who is in it, who of them is reached, and who is held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.io.cells import among
from segattr.io.personal import personal_columns
from segattr.plan.control import Control

REACHED, CONTROL = "reached", "control"
COLUMNS: Final = ("customer_id", "audience", "segment", "group", "exported")
TIMES: Final = ("created_ts", "lead_ts", "opportunity_ts", "latest_source_ts", "converted_ts")


@dataclass(frozen=True, eq=False)
class Audience:
    """The people of a segment on a day.

    Attributes
    ----------
    name : what it is called; the draw of its control hangs on it.
    rows : ``customer_id, audience, segment, group, exported``, ordered by id; ``group`` is ``reached`` or
        ``control``, ``exported`` the data's last day as 2026-08-31.
    control : how the control was drawn.
    """

    name: str
    rows: pd.DataFrame
    control: Control = field(default_factory=Control)

    @property
    def reached(self) -> pd.Series:
        """Ids of whom to reach."""
        return self.rows.loc[self.rows["group"] == REACHED, "customer_id"]

    @property
    def held_out(self) -> pd.Series:
        """Ids of whom to leave alone."""
        return self.rows.loc[self.rows["group"] == CONTROL, "customer_id"]


def audience(
    dataset: Dataset,
    labels: pd.Series,
    segment: str,
    *,
    name: str = "",
    control: Control | None = None,
    also: Sequence[str] = (),
) -> Audience:
    """Return the people of a segment, and which of them are held out.

    Parameters
    ----------
    labels : everybody's segment by customer id, see `segattr.segments.segment.segment`.
    segment : whose list it is to be.
    name : of the audience; the segment's where it is empty.
    control : nobody is held out without one.
    also : further labels of people who are in it, see `segattr.segments.audiences.belongs`.

    Raises
    ------
    UnknownName : nobody is in a segment of that name.

    Examples
    --------
    >>> tiers = pd.Series({"b": "gold", "a": "gold", "c": "plain"})
    >>> audience(Dataset(), tiers, "gold").reached.tolist()
    ['a', 'b']
    """
    called, draw = name.strip() or segment, control or Control()
    inside = labels.astype("str").map(dict.fromkeys((segment, *also), True)).notna()
    ids = sorted(labels.index[inside.to_numpy()].astype("str"))
    if not ids:
        raise UnknownName(f"Nobody is in a segment called {segment!r}.", name=segment)
    day = dataset.as_of.date().isoformat() if dataset.as_of is not None else ""
    rows = pd.DataFrame({"customer_id": ids, "audience": called, "segment": segment})
    group = np.where(draw.held_out(ids, called), CONTROL, REACHED)
    return Audience(called, rows.assign(group=group, exported=day), draw)


def people_of(dataset: Dataset, ids: pd.Series) -> pd.DataFrame:
    """Return the customers with these ids, as they stand in their table; none where there is no table."""
    listed = dataset.listed
    if listed is None:
        return pd.DataFrame(columns=["customer_id"])
    return listed[among(listed["customer_id"].astype("str"), ids)]


def traits_offered(dataset: Dataset) -> list[str]:
    """Return the customers' columns a data platform may be told, without e-mails, phones and dates."""
    listed = dataset.listed
    if listed is None:
        return []
    private = {*personal_columns(listed).columns, "customer_id", *TIMES}
    return [str(name) for name in listed if str(name) not in private]
