"""Tables of outcomes that need a closer look: answers in other words than yes and no, and counted answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from segattr.io.assignment import Guess
from segattr.io.content import Profile
from segattr.io.guesses import named_like
from segattr.io.numbers import read_numbers

# Names of a column that says how often the combination of the others occurs.
FREQUENCIES: Final = re.compile(
    "freq|frequenc(?:y|ies)|counts?|n|weights?|cases|obs|anzahl|haeufigkeit|nombre|effectif"
)
MOST_ANSWERS: Final = 6
UNCLEAR: Final = 0.5  # the column is named like an outcome; which of its values counts is still to be said
COUNTED: Final = 0.8


def worded_outcome(columns: tuple[Profile, ...]) -> dict[str, Guess]:
    """Return the column named like an outcome whose few values are other words than yes and no.

    Examples
    --------
    >>> worded_outcome((Profile("Admit", pd.Series(["Admitted", "Rejected"])),))["converted"].column
    'Admit'
    """
    worded = [p for p in columns if 2 <= p.distinct <= MOST_ANSWERS and p.flags < 1.0 and p.numbers < 1.0]
    named = [(named_like(profile, "outcomes", "converted"), profile.header) for profile in worded]
    sure, column = max(named, default=(0.0, ""))
    return {"converted": Guess(column, round(UNCLEAR * sure, 3))} if sure else {}


def frequency(
    columns: tuple[Profile, ...], table: pd.DataFrame, found: Mapping[str, Guess]
) -> dict[str, Guess]:
    """Return the column that counts how often each combination of the others occurs.

    Parameters
    ----------
    columns : profiles of the table's columns.
    table : its rows.
    found : fields that have their columns; their combinations, with all others, must each occur once.

    Examples
    --------
    >>> cells = pd.DataFrame({"won": ["yes", "no"], "Freq": ["5", "9"]})
    >>> frequency((), cells, {"converted": Guess("won", 1.0)})
    {}
    """
    for profile in columns:
        if "converted" in found and FREQUENCIES.fullmatch("".join(profile.words)) and _counts(profile):
            numbered = [p.header for p in columns if p.header.startswith("Unnamed:")]
            others = table.drop(columns=[profile.header, *numbered])
            if not others.duplicated().any():
                return {"people": Guess(profile.header, COUNTED)}
    return {}


def _counts(profile: Profile) -> bool:
    amounts = read_numbers(profile.texts.reset_index(drop=True)).amounts
    whole = amounts.notna() & (amounts == amounts.round()) & (amounts >= 0)
    return bool(len(amounts) and whole.all() and (amounts > 1).any())
