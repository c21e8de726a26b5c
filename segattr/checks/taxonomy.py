"""Whether touches carry what their web address says, and a channel that is more than their source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found, Mask
from segattr.checks.texts import distinct, is_text, rows_where, shown, told
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
        codes, texts = distinct(values)
        if not texts.head(SEEN).str.contains(ADDRESS, case=False, regex=True).any():
            continue
        gained = {
            field: _blank(evidence, field) & np.append(said.notna().to_numpy(), False)[codes]
            for field, said in _parameters(texts).items()
        }
        rows = np.logical_or.reduce([*gained.values()])
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
    kinds, each = _kinds(touches)
    n_rows = np.bincount(kinds)
    channel, source, medium = (each[name].str.strip() for name in ("channel", "source", "medium"))
    repeats = ((channel == source) | (channel == source + " / " + medium)).to_numpy()
    if n_rows[repeats].sum() < SAME * len(touches) or channel.nunique() <= MANY:
        return
    groups = channel_groups(each).astype("str")
    rows = (groups != channel).to_numpy()[kinds]
    if rows.any():
        largest = pd.Series(n_rows).groupby(groups.to_numpy()).sum().sort_values(ascending=False)
        yield evidence.found(
            "touchpoints",
            rows,
            title=f"The {many(channel.nunique(), 'channel')} of touchpoints are their sources. GA4's default "
            f"channel groups would make {many(len(largest), 'channel')} of them: "
            f"{shown(list(largest.index), most=5)}.",
            severity="low",
            column="channel",
        )


def filled(evidence: Evidence, column: str) -> Mapping[str, pd.DataFrame]:
    """Return the tables with what a column's addresses say in the fields that are blank."""
    touches = evidence.rows("touchpoints")
    codes, texts = distinct(touches[column])
    new = {
        field: _field(evidence, field)
        .mask(_blank(evidence, field), pd.Series(said.array.take(codes, allow_fill=True), touches.index))
        .astype("str")
        .astype("category")
        for field, said in _parameters(texts).items()
        if said.notna().any()
    }
    return evidence.dataset.tables | {"touchpoints": touches.assign(**new)}


def grouped(evidence: Evidence) -> Mapping[str, pd.DataFrame]:
    """Return the tables with GA4's default channel group as the channel of each touch."""
    touches = evidence.rows("touchpoints")
    kinds, each = _kinds(touches)
    channel = channel_groups(each).take(kinds).set_axis(touches.index)
    return evidence.dataset.tables | {"touchpoints": touches.assign(channel=channel)}


def _kinds(touches: pd.DataFrame) -> tuple[NDArray[np.int64], pd.DataFrame]:
    """Return per touch the place of its kind, and each kind of channel, source, medium and campaign once."""
    names = [name for name in ("channel", "source", "medium", "campaign") if name in touches]
    together = np.zeros(len(touches), dtype=np.int64)
    for name in names:
        codes, texts = distinct(touches[name])
        together = pd.factorize(together * (len(texts) + 1) + codes + 1)[0]
    first = np.zeros(together.max(initial=-1) + 1, dtype=np.int64)
    first[together[::-1]] = np.arange(len(together))[::-1]  # of rows of a kind the first is written last
    return together, touches[names].iloc[first].astype("str").reset_index(drop=True)


def _texts(evidence: Evidence) -> Iterator[tuple[str, pd.Series]]:
    landed = evidence.column("touchpoints", "landing_page")
    if landed is not None:
        yield "landing_page", landed
    yield from (each for each in evidence.dimensions("touchpoints") if is_text(each[1]))


def _parameters(texts: pd.Series) -> dict[str, pd.Series]:
    """Return what each address says: field -> its value, missing where the address does not name it."""
    known = [utm_of(text) for text in texts]
    return {field: pd.Series([said.get(field) for said in known], dtype="str") for field in SAID}


def _field(evidence: Evidence, field: str) -> pd.Series:
    values = evidence.column("touchpoints", field)
    touches = evidence.rows("touchpoints")
    return pd.Series(None, index=touches.index, dtype="str") if values is None else values.astype("str")


def _blank(evidence: Evidence, field: str) -> Mask:
    values = evidence.column("touchpoints", field)
    if values is None:
        return np.ones(len(evidence.rows("touchpoints")), dtype=bool)
    return ~rows_where(values, lambda texts: texts.str.strip() != "")


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
