"""The choices of a visit as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, TypedDict

from segattr.reduce.window import Window

TouchBy = Literal["channel", "campaign", "source_medium", "content"]
OpenJourneys = Literal["lost", "exclude"]
Measure = Literal["conversions", "value"]


@dataclass(frozen=True)
class Choices:
    """Everything chosen so far; the same for every page of one visitor.

    Attributes
    ----------
    project : what the visitor calls this data, empty before any is loaded.
    dataset_key : which Dataset of the store is in use, empty for none.
    segmentation : column, or columns joined by commas, that makes the segments; empty for everyone as one.
    models : names of the models shown side by side.
    lookback_days, half_life_days, direct, reuse, open_journeys, markov_order : see `Window`.
    touch_by : what earns credit.
    split_by : dimensions the averages are split by.
    measure : whether orders are counted or their value added up.

    Examples
    --------
    >>> Choices(lookback_days=90).window.lookback_days
    90
    """

    project: str = ""
    dataset_key: str = ""
    segmentation: str = ""
    models: tuple[str, ...] = ("first", "last", "linear")
    lookback_days: float = Window.lookback_days
    half_life_days: float = Window.half_life_days
    direct: tuple[str, ...] = Window.direct
    reuse: bool = Window.reuse
    open_journeys: OpenJourneys = Window.open_journeys
    markov_order: int = Window.markov_order
    touch_by: TouchBy = "channel"
    split_by: tuple[str, ...] = ()
    measure: Measure = "conversions"

    @property
    def window(self) -> Window:
        """The settings that decide which touches share a conversion."""
        return Window(**{field.name: getattr(self, field.name) for field in fields(Window)})


class Changes(TypedDict, total=False):
    """The fields of `Choices`, each of them optional: what `segattr.ui.state.change` takes."""

    project: str
    dataset_key: str
    segmentation: str
    models: tuple[str, ...]
    lookback_days: float
    half_life_days: float
    direct: tuple[str, ...]
    reuse: bool
    open_journeys: OpenJourneys
    markov_order: int
    touch_by: TouchBy
    split_by: tuple[str, ...]
    measure: Measure
