"""Ways a model can be worked out differently, as they are chosen once for all models that have them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, Literal

from segattr.attribution.registry import MODELS

Variant = Literal["split", "rate", "pooled"]
TAKES: Final[dict[str, tuple[Variant, ...]]] = {
    **dict.fromkeys(("u_shaped", "w_shaped", "full_path", "j_shaped", "inverse_j", "custom"), ("split",)),
    "markov": ("pooled",),
    "shapley": ("rate", "pooled"),
}


def wanted(models: Sequence[str], weights: Sequence[float], variants: Collection[str]) -> tuple[str, ...]:
    """Return the models as `segattr.attribute` takes them, with the settings they have.

    Parameters
    ----------
    weights : of the custom model.
    variants : ``split`` shares a missing middle evenly, ``rate`` is Shapley of conversion rates, ``pooled``
        fits once for everybody; each counts for the models that have it.

    Examples
    --------
    >>> wanted(["last", "markov", "shapley"], (30, 40, 30), ["pooled"])
    ('last', 'markov=pooled', 'shapley')
    >>> wanted(["custom", "shapley"], (50, 0, 50), ["rate", "split"])
    ('custom=50/0/50/split', 'shapley=rate')
    """
    return tuple(_named(name, weights, variants) for name in models)


def fitted(models: Sequence[str], variants: Collection[str]) -> list[str]:
    """Return the models among these that are fitted to data, so that one fit for everybody differs.

    Examples
    --------
    >>> fitted(["last", "markov", "shapley"], []), fitted(["shapley"], ["rate"])
    (['markov'], ['shapley'])
    """
    return [
        name for name in models if not MODELS[name].additive or (name == "shapley" and "rate" in variants)
    ]


def _named(name: str, weights: Sequence[float], variants: Collection[str]) -> str:
    settings = [f"{weight:.12g}" for weight in weights] if name == "custom" else []
    settings += [way for way in TAKES.get(name, ()) if way in variants]
    if settings == ["pooled"] and MODELS[name].additive:  # it is the same either way
        settings = []
    return f"{name}={'/'.join(settings)}" if settings else name
