"""One view of credit: everything the Attribution page says and shows of what was chosen.

Nothing here draws. Credit comes from the store model by model, so that adding one to the view computes one.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from segattr.attribution.leads import lead, shares_of, widest
from segattr.attribution.registry import MODELS
from segattr.attribution.side_by_side import DISAGREEMENT, side_by_side
from segattr.data.dataset import Dataset
from segattr.reduce.summary import Summary
from segattr.ui import store
from segattr.ui.attribution_offers import is_timed
from segattr.ui.choices import Choices
from segattr.words import attribution as words
from segattr.words.leads import Lead, Spread


@dataclass(frozen=True, eq=False)
class View:
    """Credit as it was asked for.

    Attributes
    ----------
    choices : what was asked for, sound for the data.
    credit : as `segattr.attribute` gives it, for every segment.
    everybody : the same without segments.
    overall, leads : who stands first over everybody and in each segment, the one with most conversions first;
        no ``leads`` where everyone is one group.
    spread : where models disagree most.
    summary : what the credit was worked out from.
    """

    choices: Choices
    credit: pd.DataFrame
    everybody: pd.DataFrame
    overall: Lead
    leads: tuple[Lead, ...]
    spread: Spread | None
    summary: Summary

    @property
    def titles(self) -> dict[str, str]:
        """Name of each model in the view -> its title."""
        return {name: MODELS[name].title for name in self.choices.models}

    @property
    def settings(self) -> tuple[str, ...]:
        """What was set, in words, as it stands under the result and on every file."""
        window, by = self.choices.window, words.TOUCH_BY[self.choices.touch_by].lower()
        rules = window.describe() if self.summary.timed else (words.PATHS_WINDOW, window.describe()[3])
        custom = "/".join(f"{weight:g}" for weight in self.choices.custom_weights)
        return (
            *rules,
            f"credit by {by}",
            f"segments: {self.summary.segmentation}" if self.leads else words.EVERYBODY.lower(),
            *([f"custom weights {custom}"] if "custom" in self.choices.models else []),
            *(
                [f"data up to {pd.Timestamp(self.summary.as_of):%d %B %Y}".replace(" 0", " ")]
                if self.summary.as_of
                else []
            ),
        )

    @property
    def table(self) -> pd.DataFrame:
        """Models beside each other, with their disagreement, unrounded."""
        return side_by_side(self.credit, measure=self.choices.measure)

    @property
    def shares(self) -> list[str]:
        """Columns of `table` that hold shares."""
        return [*self.choices.models, *DISAGREEMENT] if self.choices.measure == "share" else []


def view(dataset: Dataset, choices: Choices, *, interval: bool = False) -> View:
    """Work out one view.

    Parameters
    ----------
    choices : sound for the data, see `sound`.
    interval : with intervals of the shares, where the data allow them.

    Raises
    ------
    SegattrError : a segmentation or setting that cannot be.
    """
    where = (choices.window, choices.touch_by)
    everybody = _credit(dataset.key, "", choices, interval=False)
    credit = _credit(dataset.key, choices.segmentation, choices, interval=interval and is_timed(dataset))
    titles = {name: MODELS[name].title for name in choices.models}
    shares, overall = shares_of(credit, choices.measure), shares_of(everybody, choices.measure)
    found = [
        lead(rows, segment=str(name), titles=titles) for name, rows in shares.groupby("segment", sort=False)
    ]
    return View(
        choices=choices,
        credit=credit,
        everybody=everybody,
        overall=lead(overall, segment="", titles=titles),
        leads=tuple(sorted(found, key=lambda each: -each.conversions)) if choices.segmentation else (),
        spread=widest(shares, segmented=bool(choices.segmentation)),
        summary=store.summary(dataset.key, choices.segmentation, *where),
    )


def reconciled(shown: View, dataset: Dataset) -> str:
    """Return how the credit adds up to the conversions of the file."""
    table = dataset.conversions if is_timed(dataset) else None
    undated = 0 if table is None else int(table["ts"].isna().sum())
    return words.reconciled(shown.overall.conversions, shown.overall.untouched, undated=undated)


def on_screen(shown: View) -> pd.DataFrame:
    """Return the side-by-side table as it is read: shares in percent, no second naming of what models say."""
    place = {each.segment: rank for rank, each in enumerate(shown.leads)}
    rows = shown.table.drop(columns=["lowest", "highest"])
    rows = rows.sort_values("segment", key=lambda names: names.map(place), kind="stable", ignore_index=True)
    figures = [*shown.choices.models, "disagreement"]
    if shown.choices.measure == "share":
        rows = rows.assign(**{name: rows[name] * 100 for name in figures})
    return rows if shown.leads else rows.drop(columns="segment")


def columns(shown: View) -> dict[str, ColumnConfig]:
    """Return how `on_screen` is written: titles, digits, and what the disagreement means."""
    written = {"share": "%.1f %%", "conversions": "%.1f", "value": "%.0f"}[shown.choices.measure]
    figures = {
        name: st.column_config.NumberColumn(title, format=written, help=MODELS[name].meaning)
        for name, title in shown.titles.items()
    }
    return {
        "segment": st.column_config.TextColumn("Segment"),
        "channel": st.column_config.TextColumn(words.TOUCH_BY[shown.choices.touch_by]),
        **figures,
        "disagreement": st.column_config.NumberColumn(
            "Disagreement", format=written, help=words.DISAGREEMENT
        ),
    }


def _credit(key: str, segmentation: str, choices: Choices, *, interval: bool) -> pd.DataFrame:
    parts = [
        store.credit(key, segmentation, choices.window, choices.touch_by, (model,), interval=interval)
        for model in choices.wanted_models
    ]
    return pd.concat(parts, ignore_index=True)
