"""Choices as the parameters of an address, and back; whatever an address says, choices come out sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, get_args

from segattr.attribution.orders import Orders
from segattr.attribution.position import custom
from segattr.attribution.registry import MODELS
from segattr.averages.metrics import METRICS
from segattr.errors import SegattrError
from segattr.reduce.window import Window
from segattr.segments.as_of import is_day
from segattr.segments.registry import is_path, read_segmentation
from segattr.ui.choices import (
    Choices,
    Every,
    Measure,
    Money,
    OpenJourneys,
    Part,
    Repeats,
    SegmentSet,
    Sight,
    Sort,
    TouchBy,
    Weights,
)
from segattr.ui.variants import Variant
from segattr.words.decisions import DECISIONS
from segattr.words.report_sections import SECTIONS

LONGEST_SETS: Final = 1_500  # characters of all segment sets; longer ones do not travel
LEVELS: Final = (0.9, 0.95, 0.99)  # how sure a range may be asked to be
MOST_MONTHS: Final = 600  # of a customer's life
LONGEST_NAME: Final = 200  # characters of a column's name, or several joined, that an address may hold


@dataclass(frozen=True)
class Parameter:
    """One parameter of the address: the field of `Choices` it mirrors, and how its texts are read.

    ``read`` raises a ``ValueError`` for texts that make no sense.
    """

    field: str
    read: Callable[[Sequence[str]], object]


def from_parameters(parameters: Mapping[str, Sequence[str]]) -> Choices:
    """Return the choices that the parameters of an address stand for.

    Examples
    --------
    >>> from_parameters({"lookback": ["90"], "measure": ["nonsense"]}) == Choices(lookback_days=90)
    True
    """
    read: dict[str, Any] = {}
    for name, parameter in PARAMETERS.items():
        try:
            read[parameter.field] = parameter.read(parameters[name])
        except (KeyError, ValueError, IndexError):  # absent, or nonsense: the default stands
            continue
    return Choices(**read)


def to_parameters(choices: Choices) -> dict[str, list[str]]:
    """Return the address' parameters for the choices that differ from their default.

    Examples
    --------
    >>> to_parameters(Choices(segmentation="tier", models=("last", "linear")))
    {'segments': ['tier'], 'models': ['last', 'linear']}
    """
    default = Choices()
    return {
        name: _texts(getattr(choices, parameter.field))
        for name, parameter in PARAMETERS.items()
        if getattr(choices, parameter.field) != getattr(default, parameter.field)
        and (parameter.field != "sets" or _short_enough(choices.sets))
    }


def _short_enough(sets: tuple[SegmentSet, ...]) -> bool:
    return sum(len(each.definition) for each in sets) <= LONGEST_SETS


def _texts(value: object) -> list[str]:
    if isinstance(value, tuple):
        parts = [each for part in value for each in (part if isinstance(part, tuple) else (part,))]
        return [_text(part) for part in parts] or [""]
    return [_text(value)]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, SegmentSet):
        return value.definition
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _name(text: str) -> str:
    if not text.isprintable() or len(text) > LONGEST_NAME:
        raise ValueError(text)
    return text


def _segments(text: str) -> str:
    """Return columns or the name of a set; never a file's path, which would be opened, nor a definition."""
    if is_path(text) or text.startswith("{"):
        raise ValueError(text)
    return _name(text)


def _names(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_name(text) for text in texts if text))


def _places(texts: Sequence[str]) -> tuple[str, ...]:
    """Return up to four names whose place says what they are; an empty one may stand between others."""
    return tuple(_name(text) for text in texts[:4])


def _sets(texts: Sequence[str]) -> tuple[SegmentSet, ...]:
    """Return the sets a stranger's address defines, without what this version does not know."""
    sets: dict[str, SegmentSet] = {}
    for text in texts:
        with suppress(SegattrError):
            found = SegmentSet.of(read_segmentation(text[: LONGEST_SETS + 1]))
            sets[found.name] = found
    return tuple(sets.values())


def _pairs(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return a column and its value, twice as many texts as pairs; a column counts once."""
    columns, values = (tuple(_name(text) for text in texts[start::2]) for start in (0, 1))
    return tuple(dict(zip(columns, values, strict=True)).items())


def _days(texts: Sequence[str]) -> tuple[str, ...]:
    """Return two days, the earlier first."""
    first, second = texts
    if not (is_day(first) and is_day(second) and first < second):
        raise ValueError(texts)
    return first, second


def _level(text: str) -> float:
    return LEVELS[[f"{level:g}" for level in LEVELS].index(text)]


def _known(texts: Sequence[str]) -> tuple[str, ...]:
    known = tuple(name for name in MODELS if name in texts)
    if not known:
        raise ValueError(texts)
    return known


def _variants(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in get_args(Variant) if name in texts)


def _weights(texts: Sequence[str]) -> Weights:
    first, middle, last = (float(text) for text in texts)
    custom((first, middle, last))  # says what is wrong with them
    return first, middle, last


def _one_of(allowed: Sequence[str]) -> Callable[[Sequence[str]], str]:
    return lambda texts: allowed[allowed.index(texts[0])]


def _flag(texts: Sequence[str]) -> bool:
    return bool(("0", "1").index(texts[0]))


PARAMETERS: Final[dict[str, Parameter]] = {
    "segments": Parameter("segmentation", lambda texts: _segments(texts[0])),
    "sets": Parameter("sets", _sets),
    "models": Parameter("models", _known),
    "custom": Parameter("custom_weights", _weights),
    "lookback": Parameter("lookback_days", lambda texts: Window(lookback_days=float(texts[0])).lookback_days),
    "half_life": Parameter(
        "half_life_days", lambda texts: Window(half_life_days=float(texts[0])).half_life_days
    ),
    "direct": Parameter("direct", _names),
    "reuse": Parameter("reuse", _flag),
    "open": Parameter("open_journeys", _one_of(get_args(OpenJourneys))),
    "order": Parameter("markov_order", lambda texts: Window(markov_order=int(texts[0])).markov_order),
    "repeats": Parameter("repeats", _one_of(get_args(Repeats))),
    "by": Parameter("touch_by", _one_of(get_args(TouchBy))),
    "split": Parameter("split_by", _names),
    "metric": Parameter("metric", _one_of(tuple(METRICS))),
    "sort": Parameter("sort_by", _one_of(get_args(Sort))),
    "level": Parameter("level", lambda texts: _level(texts[0])),
    "focus": Parameter("focus", _pairs),
    "measure": Parameter("measure", _one_of(get_args(Measure))),
    "variants": Parameter("variants", _variants),
    "orders": Parameter("orders", _one_of(get_args(Orders))),
    "part": Parameter("part", _one_of(get_args(Part))),
    "view": Parameter("sight", _one_of(get_args(Sight))),
    "pair": Parameter("pair", _places),
    "every": Parameter("every", _one_of(get_args(Every))),
    "clock": Parameter("clock", lambda texts: _name(texts[0])),
    "between": Parameter("between", lambda texts: _places(texts[:2])),
    "across": Parameter("across", lambda texts: _name(texts[0])),
    "steps": Parameter("steps", _names),
    "called": Parameter("called", lambda texts: _places(texts[:3])),
    "moving": Parameter("moving", _days),
    "worth": Parameter("worth_by", lambda texts: _name(texts[0])),
    "age": Parameter("worth_age", lambda texts: min(max(int(texts[0]), 0), MOST_MONTHS)),
    "money": Parameter("worth_of", _one_of(get_args(Money))),
    "sections": Parameter("sections", lambda texts: tuple(name for name in SECTIONS if name in texts)),
    "quarters": Parameter("quarters", _names),
    "decide": Parameter("decision", _one_of(tuple(DECISIONS))),
}
