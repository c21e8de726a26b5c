"""What the builder says of one thing after another."""

from __future__ import annotations

from typing import Final

ADD: Final = "Add one thing after another"
ADD_HELP: Final = (
    "Who did one thing and then another, or did not: bought in the last 90 days and opened a ticket since"
)
FIRST: Final = "First"
THEN: Final = "After it"
WHERE: Final = "where"
AND_WHERE: Final = "and where"
IS: Final = "is"
LAST: Final = "in the last … days"
WITHIN: Final = "within … days"
ANY_TIME: Final = "any time"
ANY: Final = {"order": "any order", "touch": "any touch", "event": "any event"}
WHATS: Final = {"order": "an order", "touch": "a touch", "event": "an event"}
NO_WHATS: Final = {"order": "no order", "touch": "no touch", "event": "no event"}
CHOOSE: Final = "Choose or type a value"
NARROW_FIRST: Final = "Narrow the first"
NARROW_THEN: Final = "Narrow the second"
NARROW_HELP: Final = "One more column that must hold a value"
FIRST_HELP: Final = "Counted as of the day of the set, by default the latest day in the data. Empty: ever."
WITHIN_HELP: Final = "Calendar days in UTC after the first. Empty: any time after it."
THEN_HELP: Final = (
    "After is a later moment: of two things at the same moment neither comes after the other. With *no …*: "
    "who did the first, and not once the second after it."
)
UNFINISHED: Final = "Not counted yet: choose a value for every column."
MISSING: Final = "These data hold no {what}s, so nobody is found."
TIES: Final = "of two things at the same moment neither is after the other"
