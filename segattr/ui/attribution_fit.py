"""Whether a model that learns from the data is fitted inside each segment or once for everybody."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from segattr.data.dataset import Dataset
from segattr.ui import (
    attribution_controls,
    attribution_pictures,
    attribution_store,
    parts,
    segment_sets,
    state,
    store,
)
from segattr.ui import attribution_offers as offers
from segattr.ui.attribution_controls import PREFIX, held, mirror
from segattr.ui.attribution_view import View, titles_of, where
from segattr.ui.choices import Choices
from segattr.ui.text import esc
from segattr.ui.variants import Variant, fitted
from segattr.words import attribution_method as words


def draw(shown: View, dataset: Dataset) -> None:
    """Draw what one fit for everybody changes, the gap it leaves, and the choice between the two."""
    choices = shown.choices
    possible = fitted(offers.offered_models(dataset), choices.variants)
    if not possible:
        st.markdown(words.NONE_FITTED)
        return
    if not shown.leads:
        st.markdown(words.ONE_GROUP)
        return
    _choice(choices)
    for model in possible:
        _changes(shown, dataset, replace(choices, models=(model,)))
    st.caption(words.ADDS_UP)


def _choice(choices: Choices) -> None:
    mirror("fit", "pooled" if "pooled" in choices.variants else "fitted")
    st.segmented_control(
        "Models that learn are fitted",
        list(words.FITS),
        required=True,
        format_func=lambda name: words.FITS[name],
        key=PREFIX + "fit",
        help=words.FIT_HELP,
        on_change=_chosen,
    )


def _chosen() -> None:
    kept = tuple(name for name in state.get().variants if name != "pooled")
    state.change(variants=(*kept, "pooled") if held("fit") == "pooled" else kept)


def _changes(shown: View, dataset: Dataset, one: Choices) -> None:
    """Draw one model both ways."""
    (alone,) = replace(one, variants=_without(one)).wanted_models
    (pooled,) = replace(one, variants=(*_without(one), "pooled")).wanted_models
    at = (dataset.key, segment_sets.text_of(one), *where(one))
    changes, gaps = attribution_store.one_fit(*at, alone)
    (title,) = titles_of(replace(one, variants=_without(one))).values()
    st.markdown(f"**{title}.** {_gap(gaps)} {_moves(shown, changes)}")
    rows = [
        store.credit(*at, (name,)).assign(model=way) for name, way in ((alone, "fitted"), (pooled, "pooled"))
    ]
    segments = attribution_controls.pictured(shown)
    drawn = attribution_pictures.compared(
        shown, pd.concat(rows, ignore_index=True), words.FIT_WAYS, segments, mode=parts.mode()
    )
    attribution_pictures.side_by_side(drawn, key=f"fit-{one.models[0]}")
    table = gaps.sort_values("gap", key=abs, ascending=False, ignore_index=True)
    st.dataframe(
        table,
        placeholder="–",
        hide_index=True,
        column_config={
            name: label if name == "channel" else st.column_config.NumberColumn(label, format="%.1f")
            for name, label in words.GAP.items()
        },
        alt="Conversions per channel in one fit for everybody and as the sum of the segments",
    )
    written = table.assign(
        **{name: table[name].map("{:,.1f}".format) for name in ("blended", "segments", "gap")}
    )
    parts.on_paper(written.rename(columns=words.GAP), name=f"gap_{one.models[0]}")
    parts.downloads(
        table,
        name=f"additivity_gap_{one.models[0]}",
        title=f"{title}: one fit for everybody and the sum of the segments",
        settings=shown.settings_of_all,
        settings_inside=True,
    )


def _without(choices: Choices) -> tuple[Variant, ...]:
    return tuple(name for name in choices.variants if name != "pooled")


def _gap(gaps: pd.DataFrame) -> str:
    if gaps.empty:
        return ""
    widest = gaps.iloc[int(gaps["gap"].abs().to_numpy().argmax())]
    return words.gap(
        str(widest["channel"]),
        float(widest["blended"]),
        float(widest["segments"]),
        float(gaps["gap"].abs().sum()) / 2,
        name=esc,
    )


def _moves(shown: View, changes: pd.DataFrame) -> str:
    """Say what changes in the segments that are large enough to be told."""
    said = []
    for each in shown.leads[:3]:
        rows = changes[changes["segment"] == each.segment].sort_values("change")
        if len(rows):
            ends = rows.iloc[[0, -1]]
            loses, gains = zip(ends["channel"].astype(str), ends["change"].astype(float), strict=True)
            part = float(rows["change"].abs().sum()) / 2
            said.append(words.moved(each.segment, part, gains, loses, name=esc))
    return " ".join(said)
