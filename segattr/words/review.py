"""What the review of attribution says: whether it held, and what the log asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from segattr.words.leads import Name
from segattr.words.numbers import count, many, percent

TITLE: Final = "Did the earlier half foretell the later one?"
PICTURE: Final = "After a touch of which channel did a conversion follow at once more often than before?"
AXIS: Final = "later minus earlier (points)"
PLACES: Final = "Did the channels keep their places?"
SPEND: Final = "Did credit move where spend moved?"
WORKING: Final = "Holding the later half against the earlier one …"
NO_ROWS: Final = (
    "A Summary has no dates of single touches: bring the exports it was made from to hold one half against "
    "the other. The log below works all the same."
)
NOTHING_SAID: Final = "No channel has 100 touches in both halves; about single channels nothing can be said."
BESIDE: Final = (
    "Credit and spend side by side, not one through the other: prices, season and what else was done moved "
    "as well."
)
LOG: Final = "Review log"
ASK: Final = (
    "Attribution is an opinion until it was looked at again. Note what was done and what came of it; how "
    "things are set today is kept with it."
)
STEPS: Final = {
    "reviewed": "Reviewed against what was observed",
    "validated": "Validated with people who know",
    "alternatives": "Alternatives tried",
    "recalibrated": "Recalibrated",
}
ENTER: Final = "Enter in the log"
STEP, TEXT, WHO = "What was done", "What came of it", "By whom"
REMOVE: Final = "Remove"
EMPTY: Final = "Nothing is entered yet. Of the four steps none has been taken."
THEN: Final = "Settings then and now"
SAME: Final = "Attribution is set as it was on that day."
RULES: Final = (
    "Lookback",
    "Half-life",
    "After a conversion",
    "Direct",
    "Open journeys",
)  # of a window, in order
SIDES: Final = ["Setting", "Then", "Now"]
SHARES: Final = {"before": "Share, earlier", "after": "Share, later"}
AMOUNTS: Final = {
    **{"spend_before": "Spend, earlier", "spend_after": "Spend, later"},
    **{"touches_before": "Touches, earlier", "touches_after": "Touches, later"},
}
RESTORE: Final = "Set it as on that day"
NOT_ALIKE: Final = (
    "These were set differently, so figures noted then are not comparable with those on this page. Below, "
    "the same data worked out both ways."
)
BOTH: Final = "Shares under the settings of then and of now"
METHOD: Final = """
**Two halves.** The time of the data is cut in the middle, and each half is read as if the other did not
exist. From the earlier half a chain is learnt: where a journey goes after a touch of each channel. It is
held against the moves of the later half.

**How well.** Mean log-loss of a later move: told *blind* (every move alike, whatever came before), by the
*earlier* half, and by the *later* half's other customers. How far the second lies from the first, on the
way to the third, is how much of what can be known the earlier half knew.

**Calibration.** For each channel the share of touches that a conversion follows at once, earlier and
later. Ranges come from leaving out each of 64 random groups of customers; p-values are adjusted for all
channels shown (Benjamini–Hochberg).

**Places.** Spearman's correlation of the channels' shares, 1 where all keep their places. Months of few
conversions change places by chance.

**What this cannot say.** That tomorrow looks like yesterday does not make credit an effect.

Shao, Li (2011), KDD, doi:10.1145/2020408.2020453 · Krichevsky, Trofimov (1981), IEEE Trans. Inf. Theory
27:199
"""


def headline(
    cut: date,
    conversions: Sequence[int],
    told: float,
    moved: Sequence[str],
    looked_at: int,
    *,
    name: Name = str,
) -> str:
    """Say whether the earlier half foretold the later one, as Markdown.

    Parameters
    ----------
    told : how much of what can be known the earlier half knew, 0 to 1; not a number where there is nothing.
    moved : channels whose touches led to conversions more or less often than foretold, beyond chance.
    looked_at : channels with enough touches to say.

    Examples
    --------
    >>> headline(date(2026, 6, 1), (100, 147), 0.969, [], 9)
    'What 100 conversions before 1 June 2026 taught foretells the 147 after them: **97 %** of what the last \
touch can tell was known. None of 9 channels converted more or less often than foretold, beyond chance.'
    """
    day = f"{cut.day} {cut:%B %Y}"
    before, after = (count(n) for n in conversions)
    learnt = f"What {before} conversions before {day} taught"
    if told != told:
        known = f"{learnt} cannot be checked: after {day} the last touch tells nothing of the next move."
    elif told <= 0:
        known = f"{learnt} **misleads** about the {after} after them: knowing nothing would foretell as much."
    else:
        part = percent(min(told, 1.0), decimals=0)
        known = f"{learnt} foretells the {after} after them: **{part}** of what the last touch can tell "
        known += "was known."
    if not looked_at:
        return f"{known} {NOTHING_SAID}"
    if moved:
        named = ", ".join(f"**{name(channel)}**" for channel in moved)
        channels = many(looked_at, "channel")
        return f"{known} Of {channels}, conversions followed {named} more or less often than foretold."
    none = f"None of {looked_at:,} channels" if looked_at > 1 else "The one channel looked at has not"
    return f"{known} {none} converted more or less often than foretold, beyond chance."


def taken(steps: Sequence[str], last: str) -> str:
    """Say which of the four steps were taken, and when the last was.

    Examples
    --------
    >>> taken(["reviewed", "reviewed"], "2026-05-04")
    'Taken: reviewed against what was observed. Not yet: validated with people who know, alternatives tried, \
recalibrated. Last entry: 2026-05-04.'
    """
    done = [title.lower() for step, title in STEPS.items() if step in steps]
    left = [title.lower() for step, title in STEPS.items() if step not in steps]
    if not done:
        return EMPTY
    still = f" Not yet: {', '.join(left)}." if left else " All four steps were taken."
    return f"Taken: {', '.join(done)}.{still} Last entry: {last}."
