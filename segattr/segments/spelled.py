"""Numbers and days that a file spells as text: asked what only numbers and days can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from segattr.io.dates import read_dates
from segattr.io.numbers import read_numbers
from segattr.reduce.door import col
from segattr.reduce.engines import enter, to_pandas
from segattr.segments.conditions import Condition, Group, Part
from segattr.segments.fields import Field
from segattr.segments.questions import QUESTIONS, Kind

Column = Callable[[str], "pd.Series | None"]


@dataclass(frozen=True)
class Spelled:
    """A condition on a column of texts that read as numbers or days: the texts that pass it.

    Exact cells are kept on loading (``007`` stays ``007``), so they are read here, when a condition asks.
    """

    asked: Condition
    texts: tuple[str, ...]

    def fields(self) -> Iterator[str]:
        """Yield the field."""
        return self.asked.fields()

    def renamed(self, names: Mapping[str, str]) -> Spelled:
        """Return the same about a field of another name."""
        return replace(self, asked=self.asked.renamed(names))

    def problem(self) -> str:
        """Return what is wrong with the condition."""
        return self.asked.problem()

    def describe(self) -> str:
        """Return the condition in words."""
        return self.asked.describe()

    def to_json(self) -> dict[str, object]:
        """Return the condition, not its answer."""
        return self.asked.to_json()

    def holds(self, fields: Mapping[str, Field]) -> nw.Expr:
        """Return whether the field's text is one that passes."""
        column = col(fields[self.asked.field].column)
        passes = column.is_in(list(self.texts)) if self.texts else column.is_null()
        return (passes & ~column.is_null()).fill_null(False)


def read_as(texts: pd.Series) -> tuple[Kind, pd.Series] | None:
    """Return texts as numbers, or as microseconds since 1970; None where one of them is neither.

    Days that may be read two ways (03/04/2024) are none.

    Examples
    --------
    >>> kind, numbers = read_as(pd.Series(["18", "7,5"]))
    >>> kind, numbers.tolist()
    ('number', [18.0, 7.5])
    """
    if not len(texts):
        return None
    numbers = read_numbers(texts)
    if not numbers.unread.any():
        return "number", numbers.amounts
    dates = read_dates(texts)
    moments = dates.moments()
    if moments.isna().any() or dates.open.any():
        return None
    return "time", moments.dt.as_unit("us").astype("int64")


def texts_in(values: pd.Series) -> pd.Series:
    """Return the different texts of a column; none of one that holds no text."""
    kinds = pd.api.types
    if kinds.is_numeric_dtype(values.dtype) or kinds.is_datetime64_any_dtype(values.dtype):
        return pd.Series([], dtype="str")
    found = pd.Series(values.dropna().unique()).astype("str")
    return found[found != ""].reset_index(drop=True)


def spelled_out(group: Group, column: Column) -> Group:
    """Return the group with every condition that needs it turned into the texts that pass.

    Parameters
    ----------
    column : gives the column of a field, or None where there is none.
    """
    return replace(group, parts=tuple(_spelled(part, column) for part in group.parts))


def _spelled(part: Part, column: Column) -> Part:
    if isinstance(part, Group):
        return spelled_out(part, column)
    if not isinstance(part, Condition):
        return part
    asked = QUESTIONS[part.question]
    if "text" in asked.asks or asked.looks_first:  # `at_hand` reads what it takes a look at
        return part
    values = column(part.field)
    texts = texts_in(values) if values is not None else pd.Series([], dtype="str")
    found = read_as(texts)
    if found is None or found[0] not in asked.asks:
        return part  # says itself that it cannot be asked
    kind, amounts = found
    passes = part.holds({part.field: Field("amount", kind)})
    fits = to_pandas(enter(pd.DataFrame({"amount": amounts})).select(fits=passes))["fits"]
    return Spelled(part, tuple(texts[np.asarray(fits, dtype=bool)]))
