"""The choices of a visit as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Literal, TypedDict

from segattr.reduce.window import Window
from segattr.segments.registry import text_of_segmentation
from segattr.segments.segmentation import Segmentation

TouchBy = Literal["channel", "campaign", "source_medium", "content"]
OpenJourneys = Literal["lost", "exclude"]
Measure = Literal["share", "conversions", "value"]
Sort = Literal["stake", "rate", "people"]
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
    lookback_days, half_life_days, direct, reuse, open_journeys, markov_order : see `Window`.
    touch_by : what earns credit.
    split_by : dimensions the averages are split by.
    metric : which average is split, see `segattr.averages.metrics.METRICS`.
    sort_by : what puts the segments of the averages in order.
    level : how sure the ranges of the averages are (0-1).
    focus : what the averages are about, a (dimension, value) per level looked into; empty for everyone.
    decision : what is to be decided, a name of `segattr.words.decisions.DECISIONS`; empty for nothing yet.
    measure : whether credit is shown as share of the conversions, as their number or as their value.

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
    touch_by: TouchBy = "channel"
    split_by: tuple[str, ...] = ()
    metric: str = "rate"
    sort_by: Sort = "stake"
    level: float = 0.95
    focus: tuple[tuple[str, str], ...] = ()
    decision: str = ""
    measure: Measure = "share"

    @property
    def window(self) -> Window:
        """The settings that decide which touches share a conversion."""
        return Window(**{field.name: getattr(self, field.name) for field in fields(Window)})

    @property
    def wanted_models(self) -> tuple[str, ...]:
        """The models as `segattr.attribute` takes them, the custom one with its weights.

        Examples
        --------
        >>> Choices(models=("last", "custom"), custom_weights=(50, 0, 50)).wanted_models
        ('last', 'custom=50/0/50')
        """
        weights = "/".join(f"{weight:.12g}" for weight in self.custom_weights)
        return tuple(f"custom={weights}" if name == "custom" else name for name in self.models)


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
    touch_by: TouchBy
    split_by: tuple[str, ...]
    metric: str
    sort_by: Sort
    level: float
    focus: tuple[tuple[str, str], ...]
    decision: str
    measure: Measure
