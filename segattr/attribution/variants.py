"""Settings a model's name may carry: ``custom=30/40/30``, ``markov=2/pooled``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from segattr.attribution.markov import Markov
from segattr.attribution.milestones import FULL_PATH, W_SHAPED, MilestoneModel
from segattr.attribution.model import Model
from segattr.attribution.pooled import pooled
from segattr.attribution.position import INVERSE_J, J_SHAPED, U_SHAPED, PositionModel, custom, splitting
from segattr.attribution.shapley import SHAPLEY
from segattr.attribution.shapley_rate import SHAPLEY_RATE
from segattr.errors import BadSetting


def custom_of(settings: Sequence[str]) -> Model:
    """Return custom weights from three numbers, and ``split`` or not."""
    words = [word for word in settings if word != "split"]
    try:
        ends = tuple(float(word) for word in words)
    except ValueError as error:
        raise BadSetting(
            f"custom takes three numbers such as 30/40/30, found {'/'.join(settings)!r}.", setting="custom"
        ) from error
    return custom(ends, split="split" in settings)  # type: ignore[arg-type]  # custom says what is wrong


def split_of(settings: Sequence[str], *, model: PositionModel | MilestoneModel) -> Model:
    """Return the model that splits a missing middle evenly instead of stretching the other weights."""
    _refuse_unknown(model.name, settings, ("split",))
    if isinstance(model, PositionModel):
        return splitting(model)
    return replace(model, split=True, meaning=f"{model.meaning} {SPREAD}")


def markov_of(settings: Sequence[str]) -> Model:
    """Return a chain of another memory, ``pooled`` or not."""
    _refuse_unknown("markov", settings, ("1", "2", "3", "4", "pooled"))
    orders = [int(word) for word in settings if word != "pooled"]
    if len(orders) > 1:
        raise BadSetting("markov takes one order, such as markov=2.", setting="markov")
    model = Markov(*orders)
    return pooled(model) if "pooled" in settings else model


def shapley_of(settings: Sequence[str]) -> Model:
    """Return the Shapley value of converting paths or of rates, ``pooled`` or not."""
    _refuse_unknown("shapley", settings, ("rate", "pooled"))
    model = SHAPLEY_RATE if "rate" in settings else SHAPLEY
    return pooled(model) if "pooled" in settings else model


def _refuse_unknown(name: str, settings: Sequence[str], known: Sequence[str]) -> None:
    for word in settings:
        if word not in known:
            raise BadSetting(
                f"{name} has no setting {word!r}; it takes {', '.join(f'{name}={k}' for k in known)}.",
                setting=name,
                value=word,
            )


SPREAD = "Where no other touch is left, its weight is split over these."
VARIANTS: dict[str, Callable[[Sequence[str]], Model]] = {
    "custom": custom_of,
    **{m.name: partial(split_of, model=m) for m in (U_SHAPED, W_SHAPED, FULL_PATH, J_SHAPED, INVERSE_J)},
    "markov": markov_of,
    "shapley": shapley_of,
}
