"""What the files of an earlier time looked like, so that a new export with other columns is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from segattr.data.answers import ALL_ROWS
from segattr.io.personal import EMAIL
from segattr.schema import TABLES

if TYPE_CHECKING:
    from segattr.data.dataset import Dataset, Receipt

ALIKE: Final = 0.5  # of the earlier file's columns; with fewer in common it is another report
SURELY: Final = 0.8  # as many have to be in common where it was taken for something else


@dataclass(frozen=True)
class Layout:
    """The columns of what played a role; no cell of it, and no header that is somebody's address.

    Attributes
    ----------
    role : the role.
    headers : its columns, as the file names them.
    columns : field -> the header it was read from.
    files : ids of the files, where they are known.
    """

    role: str
    headers: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON.

        Examples
        --------
        >>> Layout("costs", ("Day",)).to_json()
        {'role': 'costs', 'headers': ('Day',), 'columns': {}, 'files': ()}
        """
        return asdict(self)


def layouts_of(
    receipts: Mapping[str, Receipt], files: Mapping[str, Sequence[str]] | None = None
) -> tuple[Layout, ...]:
    """Return the layout of every role that was read from a file.

    Parameters
    ----------
    receipts : role -> how its file was read, as `segattr.data.dataset.Dataset.receipts` has it.
    files : role -> ids of its files.
    """
    return tuple(
        Layout(
            role,
            tuple(header for header in receipt.headers if not EMAIL.search(header)),
            {name: header for name, header in receipt.columns.items() if _is_field(role, name, header)},
            tuple((files or {}).get(role, ())),
        )
        for role, receipt in receipts.items()
        if receipt.headers
    )


def remembering(known: Sequence[Layout], now: Sequence[Layout]) -> tuple[Layout, ...]:
    """Return what is known of earlier layouts and of today's: each set of files once, the last at the end.

    Examples
    --------
    >>> may, june = (Layout("costs", ("Day",), files=(id,)) for id in "ab")
    >>> [layout.files for layout in remembering([may], [may, june])]
    [('a',), ('b',)]
    """
    kept = list(known)
    for layout in now:
        place = _place(kept, layout)
        kept[place : place + 1] = [layout]
    return tuple(kept)


def before(layout: Layout, known: Sequence[Layout]) -> Layout | None:
    """Return the last layout of this kind that came before; None where there was none.

    Of the same kind is what plays the same role and shares at least half of the earlier columns; else what
    shares nearly all of them, and was taken for something else.

    Examples
    --------
    >>> may = Layout("costs", ("Day", "Cost", "Campaign"), files=("a",))
    >>> before(Layout("costs", ("Day", "Cost"), files=("b",)), [may]) == may
    True
    """
    earlier = [*reversed(known[: _place(known, layout)])]
    same = (other for other in earlier if other.role == layout.role and _shared(other, layout) >= ALIKE)
    turned = (other for other in earlier if _shared(other, layout) >= SURELY)
    return next(same, None) or next(turned, None)


def held_against(
    dataset: Dataset, known: Sequence[Layout], files: Mapping[str, Sequence[str]] | None = None
) -> Dataset:
    """Return the data with the earlier layout beside each role whose columns are others now.

    Parameters
    ----------
    known : layouts of earlier files, the last at the end; see `layouts_of`.
    files : role -> ids of its files in these data.

    Returns
    -------
    Dataset : the same where no column came or went; else with ``earlier`` filled, and a key of its own.
    """
    found = {
        now.role: then
        for now in layouts_of(dataset.receipts, files)
        if (then := before(now, known)) is not None and set(then.headers) != set(now.headers)
    }
    if not found:
        return dataset
    told = [part for role in sorted(found) for part in (role, *found[role].headers)]
    key = hashlib.sha256("\0".join((dataset.key, *told)).encode()).hexdigest()
    return dataset.with_(earlier=found, key=key)


def _shared(earlier: Layout, now: Layout) -> float:
    own = set(earlier.headers)
    return len(own & set(now.headers)) / max(len(own), 1)


def _is_field(role: str, name: str, header: str) -> bool:
    return name in TABLES[role].columns and not header.startswith(ALL_ROWS) and not EMAIL.search(header)


def _place(known: Sequence[Layout], layout: Layout) -> int:
    """Return where the same files stand already, the end where they do not."""
    who = (layout.role, layout.files)
    same = (place for place, each in enumerate(known) if (each.role, each.files) == who)
    return next(same, len(known)) if layout.files else len(known)
