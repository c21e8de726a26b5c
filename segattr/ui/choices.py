"""The choices of a visit as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Literal, TypedDict

from segattr.attribution.orders import Orders
from segattr.project.notes import Note
from segattr.project.reviews import Entry
from segattr.reduce.window import Window
from segattr.segments.cards import Card
from segattr.segments.registry import text_of_segmentation
from segattr.segments.segmentation import Segmentation
from segattr.ui.plan_kept import UNPLANNED, Plan
from segattr.ui.variants import Variant, wanted

TouchBy = Literal["channel", "campaign", "source_medium", "content"]
OpenJourneys = Literal["lost", "exclude"]
Repeats = Literal["all", "collapse", "unique"]
Measure = Literal["share", "conversions", "value", "margin"]
Sort = Literal["stake", "rate", "people"]
Sight = Literal["split", "found", "compare", "moved", "funnel"]
Every = Literal["month", "quarter"]
Part = Literal["credit", "agreement", "cost", "journeys", "models", "review"]
Money = Literal["value", "margin"]
Weights = tuple[float, float, float]
CUSTOM_WEIGHTS: Final[Weights] = (30.0, 40.0, 30.0)


@dataclass(frozen=True)
class SegmentSet:
    """A segment set the visitor has defined.

    Attributes
    ----------
    name : what it is called; `Choices.segmentation` names it with an ``@`` before it.
    definition : its JSON text, see `segattr.segments.registry.read_segmentation`.
    """

    name: str
    definition: str

    @classmethod
    def of(cls, rule: Segmentation) -> SegmentSet:
        """Return the set that a segmentation makes, under the name it carries.

        Examples
        --------
        >>> from segattr.segments.columns import Columns
        >>> SegmentSet.of(Columns(("visitor", "device"))).name
        'visitor × device'
        """
        return cls(getattr(rule, "name", "") or rule.describe(), text_of_segmentation(rule))


@dataclass(frozen=True)
class Choices:
    """Everything chosen so far; the same for every page of one visitor.

    Attributes
    ----------
    project : what the visitor calls this data, empty before any is loaded.
    dataset_key : which Dataset of the store is in use, empty for none.
    segmentation : column, or columns joined by commas, that makes the segments, or ``@`` and the name of one
        of the sets; empty for everyone as one. What it stands for is known to `segattr.ui.segment_sets`.
    sets : the segment sets the visitor has defined.
    models : names of the models shown side by side, see `segattr.attribution.registry.MODELS`.
    custom_weights : what the custom model gives the first touch, the middle and the last, in proportion.
    lookback_days, half_life_days, direct, reuse, open_journeys, markov_order, repeats : see
        `Window`.
    touch_by : what earns credit.
    split_by : dimensions the averages are split by.
    metric : which average is split, see `segattr.averages.metrics.METRICS`.
    sort_by : what puts the segments of the averages in order.
    level : how sure the ranges of the averages are (0-1).
    focus : what the averages are about, a (dimension, value) per level looked into; empty for everyone.
    sight : which part of the Averages page is open.
    pair : what it compares: column, its two values, the column held equal; shorter where left to the page.
    every, clock, between : the periods a change is looked for between: how long they are, by which column of
        the outcomes (empty for the only one), and the two themselves.
    across : whom a change and a funnel are told apart by; empty for the column that tells most, ``(nobody)``
        for everybody together.
    steps : the steps of the funnel, in order; empty for those proposed.
    called : what one of the people counted is called, several of them, and what they do when they convert;
        empty where nothing else was said.
    decision : what is to be decided, a name of `segattr.words.decisions.DECISIONS`; empty for nothing yet.
    measure : whether credit is shown as share of the conversions, their number, their value or their margin.
    variants : ways the models are worked out differently, see `segattr.ui.variants`.
    part : which part of the Attribution page is open.
    orders : whether credit is for all conversions, a customer's first, or the later ones.
    worth_by, worth_age, worth_of : whom the Value page tells apart, up to which month of a customer's life,
        and by which money; empty and -1 for what the page proposes.
    plan : what is set on the Plan page.
    cards : what segments are for, see `segattr.segments.cards`.
    moving : the two days between which customers move, written 2026-03-31; none for those proposed.
    notes : what people wrote down, see `segattr.project.notes`.
    reviews : when attribution was looked at, see `segattr.project.reviews`.
    control : month, such as 2026-03, and its revenue as finance has it.
    client, sections, quarters : whose report it is, and what it tells of; none for everything.

    Examples
    --------
    >>> Choices(lookback_days=90).window.lookback_days
    90
    """

    project: str = ""
    dataset_key: str = ""
    segmentation: str = ""
    sets: tuple[SegmentSet, ...] = ()
    models: tuple[str, ...] = ("first", "last", "linear", "time_decay")
    custom_weights: Weights = CUSTOM_WEIGHTS
    lookback_days: float = Window.lookback_days
    half_life_days: float = Window.half_life_days
    direct: tuple[str, ...] = Window.direct
    reuse: bool = Window.reuse
    open_journeys: OpenJourneys = Window.open_journeys
    markov_order: int = Window.markov_order
    repeats: Repeats = Window.repeats
    touch_by: TouchBy = "channel"
    split_by: tuple[str, ...] = ()
    metric: str = "rate"
    sort_by: Sort = "stake"
    level: float = 0.95
    focus: tuple[tuple[str, str], ...] = ()
    sight: Sight = "split"
    pair: tuple[str, ...] = ()
    every: Every = "month"
    clock: str = ""
    between: tuple[str, ...] = ()
    across: str = ""
    steps: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    decision: str = ""
    measure: Measure = "share"
    variants: tuple[Variant, ...] = ()
    part: Part = "credit"
    orders: Orders = "all"
    worth_by: str = ""
    worth_age: int = -1
    worth_of: Money = "value"
    plan: Plan = UNPLANNED
    cards: tuple[Card, ...] = ()
    moving: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    reviews: tuple[Entry, ...] = ()
    control: tuple[tuple[str, float], ...] = ()
    client: str = ""
    sections: tuple[str, ...] = ()
    quarters: tuple[str, ...] = ()

    @property
    def window(self) -> Window:
        """The settings that decide which touches share a conversion."""
        return Window(**{field.name: getattr(self, field.name) for field in fields(Window)})

    @property
    def wanted_models(self) -> tuple[str, ...]:
        """The models as `segattr.attribute` takes them, with the settings they have.

        Examples
        --------
        >>> Choices(models=("last", "custom"), custom_weights=(50, 0, 50)).wanted_models
        ('last', 'custom=50/0/50')
        """
        return wanted(self.models, self.custom_weights, self.variants)


class Changes(TypedDict, total=False):
    """The fields of `Choices`, each of them optional: what `segattr.ui.state.change` takes."""

    project: str
    dataset_key: str
    segmentation: str
    sets: tuple[SegmentSet, ...]
    models: tuple[str, ...]
    custom_weights: Weights
    lookback_days: float
    half_life_days: float
    direct: tuple[str, ...]
    reuse: bool
    open_journeys: OpenJourneys
    markov_order: int
    repeats: Repeats
    touch_by: TouchBy
    split_by: tuple[str, ...]
    metric: str
    sort_by: Sort
    level: float
    focus: tuple[tuple[str, str], ...]
    sight: Sight
    pair: tuple[str, ...]
    every: Every
    clock: str
    between: tuple[str, ...]
    across: str
    steps: tuple[str, ...]
    called: tuple[str, ...]
    decision: str
    measure: Measure
    variants: tuple[Variant, ...]
    part: Part
    orders: Orders
    worth_by: str
    worth_age: int
    worth_of: Money
    plan: Plan
    cards: tuple[Card, ...]
    moving: tuple[str, ...]
    notes: tuple[Note, ...]
    reviews: tuple[Entry, ...]
    control: tuple[tuple[str, float], ...]
    client: str
    sections: tuple[str, ...]
    quarters: tuple[str, ...]
