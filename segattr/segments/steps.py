"""One thing and then another: two steps in time, and the name of the field that counts them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final, Literal, cast

What = Literal["order", "touch", "event"]
Table = Literal["conversions", "touchpoints", "events"]

TABLES: Final[dict[What, Table]] = {"order": "conversions", "touch": "touchpoints", "event": "events"}
LONGEST_WAIT: Final = 36_500  # days
LONGEST_TEXT: Final = 500
ARTICLES: Final[dict[What, str]] = {"order": "an order", "touch": "a touch", "event": "an event"}
MOST_WHERE: Final = 3  # columns that narrow one step
_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
STEP: Final = rf"(?:order|touch|event)(?: {_TEXT}={_TEXT})*"
_NAME: Final = re.compile(
    rf"times (?P<first>{STEP})(?: in the last (?P<last>\d{{1,5}}) days)?"
    rf", then (?P<then>{STEP})(?: within (?P<within>\d{{1,5}}) days)?"
)


@dataclass(frozen=True)
class Step:
    """Something that happened at a moment: an order, a touch or an event, and what its columns hold.

    Parameters
    ----------
    what : ``order``, ``touch`` or ``event``.
    where : columns of its table and what stands in them, such as ``(("event", "ticket"),)``; empty for any.

    Examples
    --------
    >>> Step("event", (("event", "ticket"), ("topic", "refund"))).describe()
    'event ticket where topic is refund'
    """

    what: What = "order"
    where: tuple[tuple[str, str], ...] = ()

    @property
    def table(self) -> Table:
        """The table it stands in."""
        return TABLES[self.what]

    def describe(self) -> str:
        """Return the step in words, without an article."""
        named = [value for column, value in self.where if (self.what, column) == ("event", "event")]
        others = [f"{c} is {v}" for c, v in self.where if (self.what, c) != ("event", "event")]
        noun = " ".join([self.what, *named])
        return f"{noun} where {' and '.join(others)}" if others else noun

    def problem(self) -> str:
        """Return what is wrong or not yet said; empty where nothing is."""
        if self.what not in TABLES:
            return f"a step is one of {', '.join(TABLES)}, not {self.what!r}"
        columns = [column for column, _ in self.where]
        if len(columns) > MOST_WHERE or len(set(columns)) < len(columns):
            return f"a step is narrowed by up to {MOST_WHERE} different columns"
        if not all(text for pair in self.where for text in pair):
            return "a step names a column without its value"
        if any(len(text) > LONGEST_TEXT for pair in self.where for text in pair):
            return f"a text of a step is longer than {LONGEST_TEXT} characters"
        return ""


@dataclass(frozen=True)
class Follow:
    """A step, and another one after it.

    Parameters
    ----------
    first, then : the steps.
    last_days : the first step counts if it was this recent, as of the set's day; None for ever.
    within_days : the other one counts up to this many calendar days after it; None for any time after.

    Notes
    -----
    *After* is a later moment: of two things at the same moment neither comes after the other. Days are
    calendar days in UTC, as everywhere in what customers did, so *within 1 day* ends with the next day.

    Examples
    --------
    >>> asked = Follow(Step("order"), Step("event", (("event", "ticket"),)), last_days=90)
    >>> asked.name
    'times order in the last 90 days, then event "event"="ticket"'
    >>> follow(asked.name) == asked
    True
    """

    first: Step = Step("order")
    then: Step = Step("order")
    last_days: int | None = None
    within_days: int | None = None

    @property
    def name(self) -> str:
        """The field that says how often it happened; `follow` reads it back."""
        last = f" in the last {self.last_days} days" if self.last_days is not None else ""
        within = f" within {self.within_days} days" if self.within_days is not None else ""
        return f"times {written(self.first)}{last}, then {written(self.then)}{within}"

    def problem(self) -> str:
        """Return what is wrong or not yet said; empty where nothing is."""
        days = [days for days in (self.last_days, self.within_days) if days is not None]
        if not all(1 <= each <= LONGEST_WAIT for each in days):
            return f"the days of a sequence are 1 to {LONGEST_WAIT}"
        return self.first.problem() or self.then.problem()


def follow(name: str) -> Follow | None:
    """Return what a field's name says is to be counted; None for a name that says nothing of the kind.

    Examples
    --------
    >>> follow("orders so far") is None
    True
    """
    said = _NAME.fullmatch(name)
    if said is None:
        return None
    last, within = (int(said[each]) if said[each] else None for each in ("last", "within"))
    found = Follow(read_step(said["first"]), read_step(said["then"]), last, within)
    return found if found.name == name and not found.problem() else None


def with_article(step: Step) -> str:
    """Return a step in words, as one of its kind.

    Examples
    --------
    >>> with_article(Step("event", (("event", "ticket"),)))
    'an event ticket'
    """
    return ARTICLES[step.what] + step.describe().removeprefix(step.what)


def written(step: Step) -> str:
    """Return a step as it stands in the name of a field; `read_step` reads it back."""
    pairs = [f"{_quoted(column)}={_quoted(value)}" for column, value in step.where]
    return " ".join([step.what, *pairs])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read_step(text: str) -> Step:
    """Return the step that `written` wrote.

    Examples
    --------
    >>> read_step(written(Step("touch", (("channel", "Ads"),))))
    Step(what='touch', where=(('channel', 'Ads'),))
    """
    texts = [_unquoted(each) for each in re.findall(_TEXT, text)]
    what = cast(What, text.split(" ", 1)[0])
    return Step(what, tuple(zip(texts[::2], texts[1::2], strict=True)))


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(text))
    except ValueError:
        return ""  # no text of ours: `follow` sees that the name is another one
