"""Every attribution model, in the order the screen shows them."""

from __future__ import annotations

from collections.abc import Iterable

from segattr.attribution.markov import MARKOV
from segattr.attribution.milestones import FULL_PATH, W_SHAPED
from segattr.attribution.model import Model
from segattr.attribution.position import CUSTOM, FIRST, INVERSE_J, J_SHAPED, LAST, LINEAR, U_SHAPED
from segattr.attribution.reduced import LAST_NON_DIRECT, TIME_DECAY
from segattr.attribution.shapley import SHAPLEY
from segattr.attribution.variants import VARIANTS
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
        W_SHAPED,
        FULL_PATH,
        J_SHAPED,
        INVERSE_J,
        CUSTOM,
        MARKOV,
        SHAPLEY,
    )
}


def find_models(wanted: Iterable[Model | str] | Model | str) -> list[Model]:
    """Turn names into models, each once, in the order asked for.

    Parameters
    ----------
    wanted : names from `MODELS`, or models of your own. A name may carry settings, several joined by ``/``:
        ``custom=first/middle/last`` with three weights; ``split`` for models with a middle, which where it is
        missing is then shared evenly by the ends (``j_shaped=split``, ``custom=30/40/30/split``);
        ``markov=2`` for the touches a state remembers; ``shapley=rate`` for the game of conversion rates;
        ``pooled`` for one fit for everybody (``markov=pooled``, ``shapley=rate/pooled``).

    Raises
    ------
    UnknownName : no model of that name. BadSetting : settings the model does not have,
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
    stem, equals, settings = (part.strip() for part in name.partition("="))
    if stem not in MODELS or (equals and stem not in VARIANTS):
        raise UnknownName(
            f"There is no model {name!r}; choose among {', '.join(MODELS)}.", name=name, known=list(MODELS)
        )
    return VARIANTS[stem]([word.strip() for word in settings.split("/")]) if equals else MODELS[stem]
