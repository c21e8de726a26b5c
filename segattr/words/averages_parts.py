"""What the parts of the Averages page are called, and what each of them answers."""

from __future__ import annotations

from typing import Final

SIGHTS: Final = {
    "split": "Split",
    "found": "Find",
    "compare": "Compare",
    "moved": "Why it moved",
    "funnel": "Funnel",
}
OF_RATES: Final = ("compare", "moved", "funnel")  # parts about who converted and who did not
NO_RATES: Final = (
    "This part is about who converted and who did not, and orders alone name nobody who did not. Bring your "
    "customers, or what touched them, on the Data page. *Split* and *Find* go by what each customer brought."
)
QUESTIONS: Final = """
- **Split**: whom does the average describe?
- **Find**: which groups differ from what everything else explains?
- **Compare**: does a difference hold once both sides have the same mix?
- **Why it moved**: did people change their ways, or did other people come?
- **Funnel**: at which step does each segment leave?
"""
