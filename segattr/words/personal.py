"""What is said about e-mails and phone numbers, and about hashes in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

Name = Callable[[str], str]  # makes a word of the client's safe to show
MOST_COLUMNS: Final = 4  # named in one sentence

HASH_FIRST: Final = "Hash e-mails and phone numbers on import"
HASH_HELP: Final = (
    "Before anything is shown or saved, each e-mail address and each number in a column of phone numbers is "
    "replaced by a hash: a code that tells one customer from another and says nothing else. The same "
    "address gets the same code in all files of a project, so they still join."
)
HASH_NOW: Final = "Hash them"
FINAL: Final = "This cannot be undone: to see them again, bring the files again."
ON: Final = "E-mails and phone numbers are hashed, in these files and in what you add."


def found(columns: Mapping[str, Sequence[str]], *, name: Name = str) -> str:
    """Return where e-mails and phone numbers stand, and what can be done about it.

    Parameters
    ----------
    columns : file -> its columns that hold some.

    Examples
    --------
    >>> found({"crm.csv": ["Email", "Phone"], "orders.csv": ["Email"]}).partition(". ")[0]
    '**crm.csv** (Email, Phone) and **orders.csv** (Email) hold e-mails or phone numbers'
    """
    *some, last = (f"**{name(file)}** ({_listed(held, name)})" for file, held in columns.items())
    files = f"{', '.join(some)} and {last} hold" if some else f"{last} holds"
    return (
        f"{files} e-mails or phone numbers. They are only needed to tell one customer from another, which a "
        "hash does as well: the same address has the same hash in all files of this project."
    )


def _listed(columns: Sequence[str], name: Name) -> str:
    more = f" and {len(columns) - MOST_COLUMNS} more" if len(columns) > MOST_COLUMNS else ""
    return ", ".join(map(name, columns[:MOST_COLUMNS])) + more
