"""How a change between two periods is taken apart."""

from __future__ import annotations

from typing import Final

METHOD: Final = """
**Other ways, other people.** Kitagawa's decomposition, to the last digit. A segment's *rate effect* is the
change of its rate × the average of its shares before and after; its *mix effect* is the change of its share ×
(the average of its rates − the average of both blended rates). All effects together are exactly the change of
the blended rate. A segment that one of the periods does not have is all mix.

**It depends on the segments.** Another column gives other parts of the same change: none of them is *the*
reason, and a column nobody recorded may hide more.

**Value.** Everybody's value is so many people × the share of them that convert × the value of an order.
The change is shared over the three by the log-mean Divisia index (exact, in no order); where one of them is
nothing, by Shapley's mean over all orders.

**Moving apart beneath a standstill.** For every column it is tested whether its segments moved in opposite
directions, or whether another mix of people cancels what the segments did, while the total moved less than
that; p-values are adjusted for all columns tried (Benjamini–Hochberg).

**Digits.** The change is worked out before rounding, so it may be a tenth of a point off the two ends as they
are written; the parts written add up to the change written. Files hold every digit.

**Young periods.** Who came last may still convert. Compare periods that are over.

Kitagawa (1955), JASA 50:1168 · Oaxaca (1973), Int. Econ. Rev. 14:693 · Ang (2005), Energy Policy 33:867 ·
Benjamini, Hochberg (1995), JRSS B 57:289
"""
