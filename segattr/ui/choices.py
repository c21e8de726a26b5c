"""The choices of a visit as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Literal, TypedDict

from segattr.reduce.window import Window

TouchBy = Literal["channel", "campaign", "source_medium", "content"]
OpenJourneys = Literal["lost", "exclude"]
Measure = Literal["share", "conversions", "value"]
Weights = tuple[float, float, float]
CUSTOM_WEIGHTS: Final[Weights] = (30.0, 40.0, 30.0)


@dataclass(frozen=True)
class Choices:
    """Everything chosen so far; the same for every page of one visitor.

    Attributes
    ----------
    project : what the visitor calls this data, empty before any is loaded.
    dataset_key : which Dataset of the store is in use, empty for none.
    segmentation : column, or columns joined by commas, that makes the segments; empty for everyone as one.
    models : names of the models shown side by side, see `segattr.attribution.registry.MODELS`.
    custom_weights : what the custom model gives the first touch, the middle and the last, in proportion.
    lookback_days, half_life_days, direct, reuse, open_journeys, markov_order : see `Window`.
    touch_by : what earns credit.
    split_by : dimensions the averages are split by.
    measure : whether credit is shown as share of the conversions, as their number or as their value.

    Examples
    --------
    >>> Choices(lookback_days=90).window.lookback_days
    90
    """

    project: str = ""
    dataset_key: str = ""
    segmentation: str = ""
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
    measure: Measure
