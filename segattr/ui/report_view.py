"""What the Report page is about: the choices made sound for the data, and the report they ask for.

Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass

from segattr.data.dataset import Dataset
from segattr.exports.report import Told
from segattr.exports.report_found import MONEY, SAID
from segattr.exports.report_parts import Asked, Part, Report
from segattr.segments.registry import find_segmentation
from segattr.ui import attribution_offers as offers
from segattr.ui import report_store, segment_sets, state, store
from segattr.ui.choices import Choices
from segattr.words import report as words
from segattr.words.outcome import outcome_of


@dataclass(frozen=True, eq=False)
class View:
    """One report as it is asked for.

    Attributes
    ----------
    dataset, choices : the data, and what was chosen, made sound for them.
    asked : what the report is to be about. segments : its segmentation as text.
    quarters : all there are to choose from.
    """

    dataset: Dataset
    choices: Choices
    asked: Asked
    segments: str
    quarters: list[str]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(len(table) for table in self.dataset.tables.values())

    @property
    def is_quick(self) -> bool:
        """Whether the report is there, or made before anybody wonders."""
        return self.rows <= store.QUICK_ROWS or self.is_made

    @property
    def is_made(self) -> bool:
        """Whether nothing is left to work out."""
        return report_store.is_made(self.dataset, self.asked, self.segments)

    def report(self, told: Told) -> Report:
        """Return the report.

        Parameters
        ----------
        told : called with each section before it is worked out.
        """
        return report_store.made(self.dataset, self.asked, self.segments, told)


def view(dataset: Dataset) -> View:
    """Return the report the visitor's choices ask for.

    Raises
    ------
    SegattrError : the segments in use cannot be told with these data.
    """
    choices = offers.sound(state.get(), dataset)
    quarters = report_store.quarters(dataset.key)
    text = segment_sets.text_of(choices)
    found = segment_sets.find(choices, choices.segmentation)
    title = found.name if found is not None else segment_sets.title_of(choices)
    asked = Asked(
        client=choices.client or choices.project,
        segment_by=find_segmentation(text or None),
        models=choices.wanted_models,
        window=choices.window,
        touch_by=choices.touch_by,
        sections=choices.sections,
        quarters=tuple(name for name in quarters if name in choices.quarters),
        notes=choices.notes,
        control=dict(choices.control),
        outcome=outcome_of(dataset),
        cards={card.segment: card for card in choices.cards if card.set == title},
    )
    return View(dataset, choices, asked, text, quarters)


def items(found: Part) -> list[tuple[str, float]]:
    """Return what page one lists: the sentence, and the money that hangs on it."""
    table = found.table
    return [(str(said), float(worth)) for said, worth in zip(table[SAID], table[MONEY], strict=True)]


def headlines(found: Part) -> list[str]:
    """Return the sentences that stand above what was found."""
    ours = (words.RANKED, words.NOTHING)
    return [note for note in found.notes if note not in ours]
