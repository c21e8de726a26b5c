"""Every attribution model, in the order the screen shows them."""

from __future__ import annotations

from collections.abc import Iterable

from segattr.attribution.model import Model
from segattr.attribution.position import CUSTOM, FIRST, INVERSE_J, J_SHAPED, LAST, LINEAR, U_SHAPED, custom
from segattr.attribution.reduced import LAST_NON_DIRECT, TIME_DECAY
from segattr.errors import BadSetting, UnknownName

MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        FIRST,
        LAST,
        LAST_NON_DIRECT,
        LINEAR,
        TIME_DECAY,
        U_SHAPED,
        J_SHAPED,
        INVERSE_J,
        CUSTOM,
    )
}


def find_models(wanted: Iterable[Model | str] | Model | str) -> list[Model]:
    """Turn names into models, each once, in the order asked for.

    Parameters
    ----------
    wanted : names from `MODELS`, models of your own, or ``custom=first/middle/last`` with three weights.

    Raises
    ------
    UnknownName : no model of that name. BadSetting : weights that are not three numbers,
    or one model with two settings.

    Examples
    --------
    >>> [model.name for model in find_models(["last", "custom=50/0/50"])]
    ['last', 'custom']
    """
    each = [wanted] if isinstance(wanted, str | Model) else list(wanted)
    found = [_find(name) if isinstance(name, str) else name for name in each]
    if not found:
        raise UnknownName(f"No model was named; choose among {', '.join(MODELS)}.", known=list(MODELS))
    different: dict[str, Model] = {}
    for model in found:
        if repr(different.setdefault(model.name, model)) != repr(model):
            raise BadSetting(
                f"{model.name} is named twice with different settings; ask for one at a time.",
                setting=model.name,
            )
    return list(different.values())


def _find(name: str) -> Model:
    stem, _, weights = name.strip().partition("=")
    if stem not in MODELS or (weights and stem != "custom"):
        raise UnknownName(
            f"There is no model {name!r}; choose among {', '.join(MODELS)}.", name=name, known=list(MODELS)
        )
    return _weighted(weights) if weights else MODELS[stem]


def _weighted(weights: str) -> Model:
    try:
        ends = tuple(float(part) for part in weights.split("/"))
    except ValueError as error:
        raise BadSetting(
            f"custom takes three numbers such as 30/40/30, found {weights!r}.", setting="custom"
        ) from error
    return custom(ends)  # type: ignore[arg-type]  # custom says what is wrong with two or four
