"""What the sheet says that is handed over with a segment, to sales, product or success."""

from __future__ import annotations

from typing import Final

TITLE: Final = "Segment: {segment}"
OF_SET: Final = "of the set {set}"
PAGE: Final = "Hand-over page"
PAGE_HELP: Final = "One page to print, for whoever works with this segment; opens in any browser, offline"
SHEET: Final = "Hand-over sheet"
SHEET_HELP: Final = "The same as an Excel sheet"
HEADS: Final = {
    "who": "Who is in it",
    "size": "How many",
    "rate": "How often they convert",
    "value": "What they are worth",
    "decision": "Decision it serves",
    "goal": "Revenue goal",
    "measure": "Measure",
    "step": "Next step",
    "message": "Message",
    "campaigns": "Campaigns",
    "owner": "Owner",
    "review": "Review",
    "caveats": "Mind",
}
NOT_SAID: Final = "not said yet"
OBSERVED: Final = "Observed, not caused: who is in it differed, and nothing here says why."
SERVED: Final = {
    "where": "Where",
    "people": "People",
    "reached": "Reached by its campaigns",
    "buyers": "Of them ordered after",
    "orders": "Orders",
    "value": "Their value",
    "rate": "Ordered after, of those reached",
}
CONTACT: Final = (
    "Orders after its campaigns are contact before an order, counted whole: neither credit nor an effect."
)
WHERE: Final = {"inside": "in the segment", "outside": "outside it"}
