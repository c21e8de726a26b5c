"""What every segmentation owes: a label per customer, worked out where the data are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from segattr.data.dataset import Dataset
    from segattr.reduce.engines import Frame
    from segattr.reduce.source import Source


@runtime_checkable
class Segmentation(Protocol):
    """A rule that puts every customer into one segment."""

    def of(self, dataset: Dataset) -> Segmentation:
        """Return the rule for this dataset, in the names its tables use."""
        ...

    def describe(self) -> str:
        """Return the rule in words, as printed on every result."""
        ...

    def to_json(self) -> dict[str, object]:
        """Return the definition as plain JSON, its ``kind`` included."""
        ...

    def labels(self, source: Source) -> Frame:
        """Return ``customer_id, label``, one row per customer at most; who is left out is ``(unknown)``."""
        ...


@runtime_checkable
class OfRows(Protocol):
    """A segmentation that can also tell the rows of one table apart, such as visits without ids."""

    def row_labels(self, rows: Frame) -> Frame:
        """Return ``label`` of every row of a table that carries the fields itself."""
        ...


@runtime_checkable
class OfColumns(OfRows, Protocol):
    """A segmentation by the values of columns, a label for each combination."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, in layers."""
        ...
