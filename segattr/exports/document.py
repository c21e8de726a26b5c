"""What is handed over: a table, what it is called, and the settings it was worked out under."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib import import_module

import altair as alt
import pandas as pd

Chart = alt.TopLevelMixin
SHARES = frozenset({"share", "rate", "low", "high", "lowest", "highest", "disagreement", "expected"})


@dataclass(frozen=True, eq=False)
class Document:
    """One table on its way out of the house, with everything a reader needs to know about it.

    Attributes
    ----------
    table : the rows, unrounded.
    name : the file's name without its ending.
    title : the question the table answers.
    settings : one line per setting, in words.
    chart : the picture of the table, or what draws it once it is asked for; None for no picture.
    shares : columns that hold shares (0 to 1); None goes by the columns' names (`SHARES`).
    made : the day on the document; None for today.
    further : other tables that belong to it, by name; each a sheet of its own in a workbook.

    Examples
    --------
    >>> Document(pd.DataFrame({"rate": [0.5], "people": [2]}), name="rates", title="Rates").percent
    frozenset({'rate'})
    """

    table: pd.DataFrame
    name: str
    title: str
    settings: Sequence[str] = ()
    chart: Chart | Callable[[], Chart] | None = None
    shares: Sequence[str] | None = None
    made: date | None = None
    further: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def picture(self) -> Chart | None:
        """The chart, drawn."""
        return self.chart if self.chart is None or isinstance(self.chart, alt.TopLevelMixin) else self.chart()

    @property
    def percent(self) -> frozenset[str]:
        """Columns to be read as percentages."""
        return SHARES.intersection(self.table.columns) if self.shares is None else frozenset(self.shares)

    @property
    def origin(self) -> tuple[str, ...]:
        """What made the document, and when; the last lines of every list of settings."""
        # The version stands in the package's face, which nothing inside may import while it is being built.
        version = import_module("segattr").__version__
        day = self.made or datetime.now(UTC).date()
        return f"segattr {version}", f"{day.day} {day:%B %Y}"
