"""Whether touches carry what their web address says, and a channel that is more than their source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found
from segattr.checks.texts import distinct, is_text, shown, told
from segattr.data.channel_groups import channel_groups
from segattr.data.utm import utm_of
from segattr.words.numbers import many

SAID: Final = ("source", "medium", "campaign", "content")
ADDRESS: Final = r"[?&#](?:utm_(?:source|medium|campaign|content)|gclid|gbraid|wbraid|msclkid)="
SEEN: Final = 5_000  # different addresses looked at to tell whether a column holds any
SAME: Final = 0.9  # of the touches: their channel is their source, spelled out
MANY: Final = 3  # channels; fewer need no groups


def unread_parameters(evidence: Evidence) -> Iterator[Found]:
    """Find touches whose address names a source, medium, campaign or content that no column holds."""
    for name, values in _texts(evidence):
        if not distinct(values)[1].head(SEEN).str.contains(ADDRESS, case=False, regex=True).any():
            continue
        gained = {
            field: _blank(evidence, field) & said.notna() for field, said in _parameters(values).items()
        }
        rows = np.logical_or.reduce([mask.to_numpy() for mask in gained.values()])
        if rows.any():
            named = [field for field, mask in gained.items() if mask.any()]
            yield evidence.found(
                "touchpoints",
                rows,
                title=f"{told(rows, 'touch', 'touches', verb='name')} {shown(named, most=4)} in the "
                f"address in “{name}”, and no column does.",
                severity="medium",
                column=name,
            )


def only_sources(evidence: Evidence) -> Iterator[Found]:
    """Find touches whose channel only repeats their source, so that every site is a channel of its own."""
    touches = evidence.rows("touchpoints")
    if not {"source", "medium"} <= set(touches.columns) or not len(touches):
        return
    channel, source, medium = (
        touches[name].astype("str").str.strip() for name in ("channel", "source", "medium")
    )
    repeats = (channel == source) | (channel == source + " / " + medium)
    if repeats.mean() < SAME or channel.nunique() <= MANY:
        return
    groups = channel_groups(touches).astype("str")
    rows = (groups != channel).to_numpy()
    if rows.any():
        yield evidence.found(
            "touchpoints",
            rows,
            title=f"The {many(channel.nunique(), 'channel')} of touchpoints are their sources. GA4's default "
            f"channel groups would make {many(groups.nunique(), 'channel')} of them: "
            f"{shown(list(groups.value_counts().index), most=5)}.",
            severity="low",
            column="channel",
        )


def filled(evidence: Evidence, column: str) -> Mapping[str, pd.DataFrame]:
    """Return the tables with what a column's addresses say in the fields that are blank."""
    touches = evidence.rows("touchpoints")
    said = _parameters(touches[column])
    new = {
        field: _field(evidence, field)
        .where(~_blank(evidence, field), values)
        .astype("str")
        .astype("category")
        for field, values in said.items()
        if values.notna().any()
    }
    return evidence.dataset.tables | {"touchpoints": touches.assign(**new)}


def grouped(evidence: Evidence) -> Mapping[str, pd.DataFrame]:
    """Return the tables with GA4's default channel group as the channel of each touch."""
    touches = evidence.rows("touchpoints")
    return evidence.dataset.tables | {"touchpoints": touches.assign(channel=channel_groups(touches))}


def _texts(evidence: Evidence) -> Iterator[tuple[str, pd.Series]]:
    landed = evidence.column("touchpoints", "landing_page")
    if landed is not None:
        yield "landing_page", landed
    yield from (each for each in evidence.dimensions("touchpoints") if is_text(each[1]))


def _parameters(addresses: pd.Series) -> dict[str, pd.Series]:
    codes, texts = distinct(addresses)
    known = [utm_of(text) for text in texts]
    found = {}
    for field in SAID:
        values = pd.Series([said.get(field) for said in known], dtype="str")
        found[field] = pd.Series(values.array.take(codes, allow_fill=True), index=addresses.index)
    return found


def _field(evidence: Evidence, field: str) -> pd.Series:
    values = evidence.column("touchpoints", field)
    touches = evidence.rows("touchpoints")
    return pd.Series(None, index=touches.index, dtype="str") if values is None else values.astype("str")


def _blank(evidence: Evidence, field: str) -> pd.Series:
    return _field(evidence, field).fillna("").str.strip() == ""


CHECKS: Final = (
    Check(
        "unread_parameters",
        "Does the address of a touch name a source or campaign that no column holds?",
        "medium",
        "Take source, medium, campaign and content from the address where they are blank.",
        ("attribution",),
        unread_parameters,
        "fill",
    ),
    Check(
        "only_sources",
        "Is every source a channel of its own?",
        "low",
        "Use GA4's default channel groups, or group the channels in the file.",
        ("attribution",),
        only_sources,
        "group",
    ),
)
