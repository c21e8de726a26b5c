"""One view of credit: everything the Attribution page says and shows of what was chosen.

Nothing here draws. Credit comes from the store model by model, so that adding one to the view computes one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from segattr.attribution.journey_facts import JourneyFacts
from segattr.attribution.leads import lead, shares_of, times_first, widest
from segattr.attribution.registry import MODELS
from segattr.attribution.side_by_side import DISAGREEMENT, side_by_side
from segattr.data.dataset import Dataset
from segattr.reduce.summary import NO_TOUCH, Summary
from segattr.ui import segment_sets, store
from segattr.ui.attribution_offers import is_timed
from segattr.ui.choices import Choices
from segattr.words import attribution as words
from segattr.words.attribution import percentages
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
    firsts : by segment and channel, how many of the models put it first.
    facts : what everybody's journeys are like.
    summary : what the credit was worked out from.
    cautions : what these data do to these models, in sentences.
    """

    choices: Choices
    credit: pd.DataFrame
    everybody: pd.DataFrame
    overall: Lead
    leads: tuple[Lead, ...]
    spread: Spread | None
    firsts: pd.Series
    facts: JourneyFacts
    summary: Summary
    cautions: tuple[str, ...] = ()

    @property
    def titles(self) -> dict[str, str]:
        """Name of each model in the view -> its title."""
        return {name: MODELS[name].title for name in self.choices.models}

    @cached_property
    def channels(self) -> list[str]:
        """Every channel in the view, those with most credit first, ``(no touch)`` last."""
        mean = (
            self.everybody.groupby("channel")["conversions"]
            .mean()
            .sort_values(ascending=False, kind="stable")
        )
        return sorted(map(str, mean.index), key=lambda name: name == NO_TOUCH)

    @property
    def settings(self) -> tuple[str, ...]:
        """What was set, in words, as it stands under the result and on every file."""
        window, by = self.choices.window, words.TOUCH_BY[self.choices.touch_by].lower()
        rules = window.describe() if self.summary.timed else (words.PATHS_WINDOW, window.describe()[3])
        custom = " / ".join(f"{part}" for part in percentages(self.choices.custom_weights))
        return (
            *rules,
            f"credit by {by}",
            f"segments: {segment_sets.title_of(self.choices)}" if self.leads else words.EVERYBODY.lower(),
            *([f"custom weights {custom} %"] if "custom" in self.choices.models else []),
            *(
                [f"data up to {pd.Timestamp(self.summary.as_of):%d %B %Y}".replace(" 0", " ")]
                if self.summary.as_of
                else []
            ),
        )

    @cached_property
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
    by, measure = segment_sets.text_of(choices), choices.measure
    everybody = _credit(dataset.key, "", choices, interval=False)
    credit = _credit(dataset.key, by, choices, interval=interval and is_timed(dataset))
    titles = {name: MODELS[name].title for name in choices.models}
    shares, overall = shares_of(credit, measure), shares_of(everybody, measure)
    found = [
        lead(rows, segment=str(name), titles=titles, measure=measure)
        for name, rows in shares.groupby("segment", sort=False)
    ]
    return View(
        choices=choices,
        credit=credit,
        everybody=everybody,
        overall=lead(overall, segment="", titles=titles, measure=measure),
        leads=tuple(sorted(found, key=lambda each: -each.conversions)) if by else (),
        spread=widest(shares, segmented=bool(by)),
        firsts=times_first(shares),
        facts=store.journey_facts(dataset.key, choices.window, choices.touch_by),
        summary=store.summary(dataset.key, by, choices.window, choices.touch_by),
        cautions=store.cautions(dataset.key, by, choices.window, choices.touch_by, choices.wanted_models),
    )


def reconciled(shown: View, dataset: Dataset) -> str:
    """Return how the credit adds up to the conversions of the file."""
    table = dataset.conversions if is_timed(dataset) else None
    undated = 0 if table is None else int(table["ts"].isna().sum())
    return words.reconciled(shown.overall.conversions, shown.overall.untouched, undated=undated)


def _credit(key: str, segmentation: str, choices: Choices, *, interval: bool) -> pd.DataFrame:
    parts = [
        store.credit(key, segmentation, choices.window, choices.touch_by, (model,), interval=interval)
        for model in choices.wanted_models
    ]
    return pd.concat(parts, ignore_index=True)
