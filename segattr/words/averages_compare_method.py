"""How two groups are compared at the same mix."""

from __future__ import annotations

from typing import Final

METHOD: Final = """
**As it looks.** Rate of the one minus rate of the other; pooled z test.

**At the same mix.** Both rates worked out as if both groups had everybody's mix of the column held equal:
Σ (N_s ÷ N) · (rate of a in s − rate of b in s), over the segments s that both are in. Whether what is left
is beyond chance is the Cochran–Mantel–Haenszel test; whether the segments agree with each other (one odds
ratio for all) is Breslow and Day's test with Tarone's correction.

**The label.** *Full reversal*: every segment points the other way than the whole. *The difference
vanishes*: beyond chance as it looks, not at the same mix. *Reversal after adjusting*: at the same mix it
points the other way, beyond chance. *It depends on the segment*: the segments differ from each other, and
point both ways. *Consistent*: none of these.

**Evidence.** Strong where both differences are beyond chance, partial where one is, weak where none is: the
textbook case of kidney stones is a full reversal and not beyond chance.

**The alarm** runs over all pairs of values with 200 or more, twelve values of each column at most, inside
every other column. It rings where the label is not *consistent*, the evidence not weak, and the change from
crude to same mix is at least a fifth of the difference and beyond chance after adjusting for all comparisons
tried (Benjamini–Hochberg).

**What may be held equal.** Only what was known *before* somebody came to be in a group: visitor type,
device, region. What came afterwards (pages viewed, a basket) may be how the difference works.

**What this cannot say.** That one causes the difference. Another column, or one nobody recorded, may turn it
again.

Simpson (1951), JRSS B 13:238 · Cochran (1954), Biometrics 10:417 · Mantel, Haenszel (1959), JNCI 22:719 ·
Tarone (1985), Biometrika 72:91 · Benjamini, Hochberg (1995), JRSS B 57:289 · Charig et al. (1986), BMJ
292:879
"""
