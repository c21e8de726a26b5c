"""The review log: when attribution was looked at, by whom, what came of it, and how it was set that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from segattr.errors import BadSetting
from segattr.project.notes import is_day, seen

Step = Literal["reviewed", "validated", "alternatives", "recalibrated"]
Settings = tuple[tuple[str, tuple[str, ...]], ...]

STEPS: Final[tuple[Step, ...]] = get_args(Step)
LONGEST: Final = 1_000  # characters
LONGEST_WHO: Final = 80
MOST: Final = 200  # entries of one project
MOST_SETTINGS: Final = 40


@dataclass(frozen=True)
class Entry:
    """One entry of the log.

    Parameters
    ----------
    step : ``reviewed`` (held against what was observed), ``validated`` (with people who know),
        ``alternatives`` (other models or settings tried) or ``recalibrated`` (settings changed).
    text : what came of it.
    who : whoever did it, empty where that is not said.
    when : the day, as 2026-03-31.
    settings : how attribution was set on that day, as parameters of an address.

    Raises
    ------
    BadSetting : nothing is said, it is too long, or it is a step there is not.

    Examples
    --------
    >>> Entry("reviewed", " Ranks held. ", "Ada", "2026-05-04").text
    'Ranks held.'
    """

    step: Step
    text: str
    who: str
    when: str
    settings: Settings = field(default=())

    def __post_init__(self) -> None:
        """Leave out what no eye sees, and check the rest."""
        object.__setattr__(self, "text", seen(self.text))
        object.__setattr__(self, "who", " ".join(seen(self.who).split()))
        if self.step not in STEPS:
            raise BadSetting(f"A review has the steps {', '.join(STEPS)}, not {self.step!r:.60}.")
        if not self.text:
            raise BadSetting("Say what came of it: one sentence is enough.", setting="text")
        if len(self.text) > LONGEST or len(self.who) > LONGEST_WHO:
            raise BadSetting(
                f"An entry has at most {LONGEST:,} characters, a name {LONGEST_WHO}.", setting="text"
            )
        if not is_day(self.when):
            raise BadSetting(f"An entry is of a day such as 2026-03-31, not of {self.when!r:.60}.")

    def to_json(self) -> dict[str, object]:
        """Return the entry as plain JSON."""
        settings = {name: list(texts) for name, texts in self.settings}
        return {
            **{"step": self.step, "text": self.text, "who": self.who, "when": self.when},
            "settings": settings,
        }


def settings_of(parameters: Mapping[str, list[str]]) -> Settings:
    """Return parameters of an address as an entry holds them.

    Examples
    --------
    >>> settings_of({"models": ["last", "linear"]})
    (('models', ('last', 'linear')),)
    """
    return tuple((name, tuple(texts)) for name, texts in parameters.items())


def read_reviews(saved: object) -> tuple[Entry, ...]:
    """Return the log of a saved project; what is no entry is left out, and the others stay.

    Examples
    --------
    >>> read_reviews([{"step": "reviewed", "text": "Fine.", "who": "", "when": "2026-01-02"}, 7])[0].text
    'Fine.'
    """
    found = [_read(each) for each in saved] if isinstance(saved, list) else []
    return tuple(entry for entry in found if entry is not None)[:MOST]


def _read(saved: Any) -> Entry | None:  # noqa: ANN401 - whatever a file says
    try:
        settings = dict(saved.get("settings", {}))
        kept = {
            str(name): [str(text) for text in texts] for name, texts in list(settings.items())[:MOST_SETTINGS]
        }
        step, text, who, when = (saved[name] for name in ("step", "text", "who", "when"))
        return Entry(step, text, who, when, settings_of(kept))
    except (BadSetting, KeyError, TypeError, AttributeError, ValueError):
        return None
