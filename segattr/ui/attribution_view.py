"""One view of credit: everything the Attribution page says and shows of what was chosen.

Nothing here draws. Credit comes from the store model by model, so that adding one to the view computes one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from segattr.attribution.enough import too_little
from segattr.attribution.journey_facts import JourneyFacts
from segattr.attribution.leads import lead, shares_of, times_first, widest
from segattr.attribution.registry import find_models
from segattr.attribution.side_by_side import DISAGREEMENT, side_by_side
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.summary import NO_TOUCH, Summary
from segattr.reduce.window import Window
from segattr.ui import segment_sets, store
from segattr.ui.attribution_offers import is_timed
from segattr.ui.choices import Choices, TouchBy
from segattr.ui.summary_opened import OpenedSummary
from segattr.words import attribution as words
from segattr.words import attribution_settings as said
from segattr.words.journeys import ORDERS
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
    source : the Summary all of it comes from, in words; nothing where it comes from the rows themselves.
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
    source: tuple[str, ...] = ()

    @property
    def titles(self) -> dict[str, str]:
        """Name of each model in the view -> its title."""
        return titles_of(self.choices)

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
        which = self.choices.orders
        return (*self.settings_of_all, *([ORDERS[which]] if which != "all" else []))

    @property
    def settings_of_all(self) -> tuple[str, ...]:
        """The same for what looks at all conversions, whichever credit is for."""
        window, by = self.choices.window, words.TOUCH_BY[self.choices.touch_by].lower()
        rules = window.describe() if self.summary.timed else (words.PATHS_WINDOW, window.describe()[3])
        return (
            *rules,
            f"credit by {by}",
            f"segments: {segment_sets.title_of(self.choices)}" if self.leads else words.EVERYBODY.lower(),
            *said.variants(self.choices.models, self.choices.custom_weights, self.choices.variants),
            *(
                [f"data up to {pd.Timestamp(self.summary.as_of):%d %B %Y}".replace(" 0", " ")]
                if self.summary.as_of
                else []
            ),
            *self.source,
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
    choices, refused = _without_refused(dataset.key, by, choices)
    everybody = _credit(dataset.key, "", choices, interval=False)
    credit = _held_back(_credit(dataset.key, by, choices, interval=interval and is_timed(dataset)))
    titles = titles_of(choices)
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
        facts=store.journey_facts(dataset.key, *where(choices)),
        summary=store.summary(dataset.key, by, *where(choices)),
        cautions=refused + store.cautions(dataset.key, by, *where(choices), choices.wanted_models),
        source=dataset.source if isinstance(dataset, OpenedSummary) else (),
    )


def reconciled(shown: View, dataset: Dataset) -> str:
    """Return how the credit adds up to the conversions of the file."""
    table = dataset.conversions if is_timed(dataset) else None
    undated = 0 if table is None else int(table["ts"].isna().sum())
    return words.reconciled(shown.overall.conversions, shown.overall.untouched, undated=undated)


def _held_back(credit: pd.DataFrame) -> pd.DataFrame:
    """Return the credit without intervals that would promise too much."""
    if "low" not in credit:
        return credit
    few = too_little(credit)
    return credit.assign(low=credit["low"].mask(few), high=credit["high"].mask(few))


def credit_of(dataset: Dataset, choices: Choices, *, segmented: bool = True) -> pd.DataFrame:
    """Return the credit of the models that are chosen, for the segments or for everybody."""
    return _credit(dataset.key, segment_sets.text_of(choices) if segmented else "", choices, interval=False)


def titles_of(choices: Choices) -> dict[str, str]:
    """Return name of each model that is chosen -> its title, as it is worked out.

    Examples
    --------
    >>> titles_of(Choices(models=("last", "markov"), variants=("pooled",)))
    {'last': 'Last touch', 'markov': 'Markov chain, one fit for all'}
    """
    return {model.name: model.title for model in find_models(choices.wanted_models)}


def where(choices: Choices) -> tuple[Window, TouchBy]:
    """Return the settings under which journeys are cut, as the store takes them."""
    return choices.window, choices.touch_by


def _without_refused(key: str, by: str, choices: Choices) -> tuple[Choices, tuple[str, ...]]:
    """Return the choices these data carry, and why conversion rates are not shared out if they cannot be."""
    if "rate" not in choices.variants or "shapley" not in choices.models:
        return choices, ()
    (model,) = replace(choices, models=("shapley",)).wanted_models
    try:
        for segmentation in ("", by):
            store.credit(key, segmentation, *where(choices), (model,), orders=choices.orders)
    except UnsuitableData as reason:
        kept = tuple(name for name in choices.variants if name != "rate")
        return replace(choices, variants=kept), (said.refused(str(reason)),)
    return choices, ()


def _credit(key: str, segmentation: str, choices: Choices, *, interval: bool) -> pd.DataFrame:
    parts = [
        store.credit(key, segmentation, *where(choices), (model,), interval=interval, orders=choices.orders)
        for model in choices.wanted_models
    ]
    rows = pd.concat(parts, ignore_index=True)
    return rows if (rows["margin"] != 0).any() else rows.drop(columns="margin")
