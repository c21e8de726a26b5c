"""What the Segments page says of groups found by k-means: finding them, what they are like, as rules."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from segattr.words.clusters import stable
from segattr.words.numbers import count, many, share

if TYPE_CHECKING:
    from segattr.segments.clusters_plane import Direction, Plane

Name = Callable[[str], str]

FIND: Final = "Find natural groups"
WHAT: Final = (
    "Are there groups among your customers that nobody has named yet? k-means looks for customers who are "
    "alike in the fields below, says how many groups there are, or that there are none, and puts them on the "
    "desk: to name, to look at, to use on every page."
)
WAY: Final = "Look for groups by"
WAYS: Final = {
    "seen": "how they come",
    "told": "who they are",
    "bought": "what they bought",
}
FIELDS: Final = "Compare customers by"
FIELDS_HELP: Final = (
    "Two to four fields say most. Skewed numbers are read as logarithms, the outermost hundredths are cut, "
    "and every field weighs the same; so do not add one that does not matter."
)
FEW_FIELDS: Final = "Choose the fields in which customers are to be alike."
CIRCULAR: Final = (
    "{fields}: worked out from the orders. How often groups made of them convert says nothing new, so no "
    "page will compare that; what they are worth and how they came can be compared."
)
PATH: Final = "{fields}: worked out from the touches. Credit within such groups says what put people there."
HOW_MANY: Final = "How many"
HOW_MANY_HELP: Final = (
    "As advised, seven numbers of groups are tried and compared. A number is taken as it is."
)
ADVISED: Final = "as advised"
GO: Final = "Find groups"
STOP: Final = "Stop"
BEGIN: Final = "Reading what customers did"
STOPPED: Final = "Stopped before groups were found. Nothing was changed."
NONE_MADE: Final = (
    "Nothing was put on the desk. To cut them into tiers all the same, choose a number above; or look in "
    "other fields."
)
CUT: Final = "Cut into {k} groups because you said so; the table says how far they can be relied on."
TABLE: Final = "What each number of groups would give"
TABLE_SAID: Final = (
    "Silhouette, Calinski–Harabasz and gap: higher is better; Davies–Bouldin: lower. *Comes back*: how much "
    "of its least stable group is found again when customers are drawn again (from 0.75 on stable)."
)
COLUMNS: Final = {
    "k": "groups",
    "silhouette": "silhouette",
    "calinski_harabasz": "Calinski–Harabasz",
    "davies_bouldin": "Davies–Bouldin",
    "gap": "gap",
    "inertia": "spread (elbow)",
    "jaccard": "comes back",
    "smallest": "smallest group",
}
RECOMMENDED: Final = "recommended"
SET_NAME: Final = "Natural groups by {by}{day}"
OTHER_FIELDS: Final = "{n} fields"
PUT: Final = "put the set before away"

PART: Final = "About these groups"
PARTS: Final = {"like": "What they are like", "plane": "Seen from above", "rules": "As plain rules"}
PROFILE: Final = "What sets each group apart?"
PROFILE_SAID: Final = (
    "Figures are medians in the fields' own units; the colour says how far the group's centre lies from "
    "everybody (blue more, brown less). In the table the middle half stands in brackets."
)
WAYS_DRAWN: Final = ("across", "up")
PLANE: Final = "Do the groups lie apart?"
PLANE_SAID: Final = (
    "Each point is a customer, placed by the two directions in which customers differ most, which hold "
    "{shares} of all differences{rest}. {made}{drawn} Drag to pick points out; groups that overlap here may "
    "lie apart in a direction this picture does not show."
)
DRAWN: Final = "{n} of {all} are drawn, picked by their ids, the same ones every time."
ALL_DRAWN: Final = "All {all} are drawn."
TOO_FEW_HERE: Final = "Too few of these customers are in a group to draw them."
BY_RULES: Final = (
    "Rules in the fields' own units put **{fidelity}** of the {people} into the group k-means put them in. "
    "{verdict}"
)
GOOD_RULES: Final = "Every group is found well, so the rules may stand for the groups."
POOR_RULES: Final = (
    "At least one group is found badly (below 80 %): the rules are a sketch of the groups, not the groups."
)
TAKE_RULES: Final = "Edit these rules"
TAKE_RULES_HELP: Final = "Puts the rules on the desk as a set of their own; Undo brings the groups back."
RULES_NAME: Final = "{name}, as rules"
RULES_TAKEN: Final = "turned the groups into rules"
RENAME_REFUSED: Final = "{name} was not taken as a name: every group needs a printable name of its own."
NAME: Final = "Name of the group"
STABLE: Final = "comes back"
NO_RULE: Final = "no rule finds it"
OTHERS_SAID: Final = (
    "Fewer than half of the fields are known of them, so they stand nowhere among the others."
)
PRECISION: Final = "Of those the rule finds, how many belong to the group"
RECALL: Final = "Of those in the group, how many the rule finds"


def circular(by_orders: Sequence[str], by_path: Sequence[str], name: Name = str) -> list[str]:
    """Return what must be said of fields that lead in circles, a sentence per kind.

    Examples
    --------
    >>> circular([], [])
    []
    """
    said = [(CIRCULAR, by_orders), (PATH, by_path)]
    return [text.format(fields=", ".join(map(name, fields))) for text, fields in said if fields]


def figure(value: float) -> str:
    """Return a number of any size short enough for a cell.

    Examples
    --------
    >>> figure(12_345.6), figure(88.286), figure(0.0468)
    ('12,346', '88.3', '0.0468')
    """
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"


def typical(row: Mapping[Hashable, Any]) -> str:
    """Return what is usual in a group, of one field.

    Parameters
    ----------
    row : of `segattr.segments.clusters_profile.profile`.

    Examples
    --------
    >>> typical({"known": 9, "median": 12.0, "low": 5.0, "high": 30.5})
    '12 (5–30.5)'
    >>> typical({"known": 0})
    'not known'
    """
    if not row["known"]:
        return "not known"
    median, level = row.get("median"), row.get("level")
    if isinstance(median, float) and median == median:
        low, high = (value for value in (row["low"], row["high"]) if isinstance(value, float))
        return f"{figure(median)} ({figure(low)}–{figure(high)})"
    part = row["level_share"]
    return f"{level} ({share(part)})" if isinstance(part, float) else str(level)


def axis(way: str, part: float) -> str:
    """Return what stands at an axis of the picture from above.

    Examples
    --------
    >>> axis("across", 0.62)
    'across: 62 % of the differences'
    """
    return f"{way}: {share(part)} of the differences"


def direction(way: str, made_of: Direction) -> str:
    """Return which fields a direction is made of; empty where none stands out.

    Examples
    --------
    >>> direction("Across", (("orders so far", 0.8), ("days since last order", -0.6)))
    'Across: more orders so far, less days since last order. '
    """
    said = ", ".join(f"{'more' if weight > 0 else 'less'} {field}" for field, weight in made_of)
    return f"{way}: {said}. " if said else ""


def plane_said(seen: Plane) -> str:
    """Return what the picture from above is, what its directions are, and what it leaves out."""
    together = min(sum(seen.shares), 1.0)
    rest = f"; {share(1 - together)} are not seen here" if together < 0.995 else ""
    drawn = DRAWN if len(seen.points) < seen.customers else ALL_DRAWN
    drawn = drawn.format(n=count(len(seen.points)), all=many(seen.customers, "grouped customer"))
    across, up = (direction(way, made) for way, made in zip(("Across", "Up"), seen.directions, strict=True))
    return PLANE_SAID.format(shares=share(together), rest=rest, made=across + up, drawn=drawn)


def stability(jaccard: float | None) -> str:
    """Return how far a group can be relied on, with the figure.

    Examples
    --------
    >>> stability(0.8), stability(None)
    ('stable (0.80)', 'too few to tell')
    """
    return f"{stable(jaccard)} ({jaccard:.2f})" if jaccard is not None else "too few to tell"


def by_rules(fidelity: float, people: int, *, good: bool) -> str:
    """Return how far rules put the same customers together, as Markdown."""
    verdict = GOOD_RULES if good else POOR_RULES
    whose = many(people, "grouped customer")
    return BY_RULES.format(fidelity=share(fidelity), people=whose, verdict=verdict)
