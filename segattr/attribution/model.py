"""What every attribution model is: data about itself, and one function from a Summary to credit."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import pandas as pd

from segattr.reduce.summary import Summary

CREDIT = ["segment", "channel", "conversions", "value", "margin"]


@runtime_checkable
class Model(Protocol):
    """A rule that splits a conversion over the touches before it.

    Attributes
    ----------
    name : key in `MODELS`, column in tables, name of its page in docs/methods.
    title : how the app calls it.
    meaning : one sentence: who gets how much.
    needs : names of the Summary's tables it reads.
    additive : True where credit of two groups of customers adds up to the credit of both together; such a
        model gives the same answer fitted per segment or split afterwards.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def meaning(self) -> str: ...  # noqa: D102
    @property
    def needs(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def additive(self) -> bool: ...  # noqa: D102

    def credit(self, summary: Summary) -> pd.DataFrame:
        """Return ``segment, channel, conversions, value, margin``: credit of conversions with a touch.

        One row per segment and channel that was touched on the way to a conversion, zero credit included.
        """
        ...


def per_channel(rows: pd.DataFrame) -> pd.DataFrame:
    """Sum credit rows to one per segment and channel, in the order of their categories."""
    return rows[CREDIT].groupby(["segment", "channel"], observed=True, as_index=False).sum()
