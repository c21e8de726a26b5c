"""How the groups an average hides are searched for and confirmed."""

from __future__ import annotations

from typing import Final

METHOD: Final = """
**Two parts.** Three in five are searched, two in five are held out: by a hash of the id, so that the same
person is on the same side in every upload.

**What is tried.** Every combination of up to three values of different columns with 200 or more in it and
at least five expected to count. Numbers stand in bands; columns that are the outcome by another name are
left out.

**What stands out.** A score test of each candidate against a logistic model of the groups already found
(of values per person, a quasi-likelihood with the highest half percent cut): "returning on Chrome" is no
finding once "returning" is. The most surprising is taken, then the next, given it.

**The luck line.** In 200 worlds without any further difference, the largest surprise over *all* candidates
is noted. The search ends when the best candidate is not beyond what 95 of 100 such worlds reach.

**Confirmed** is a group whose figure among those held out differs from what was to be expected, in the same
direction, by a tenth or more, with p < 0.05 (one-sided score test, Holm over all groups found). In worlds of
pure noise fewer than one in twenty confirms anything. *Too small to say*: those held out are too few to show
such a difference, which is not the same as there being none.

**Luck taken off.** Empirical Bayes: a group's figure drawn towards the others, the more the smaller it is.

**The prize** compares a group with everybody else at *the group's own mix* of the other groups found. The
plain gap to the rest would count twice what another group explains.

**What this cannot say.** Why. A group may stand out because of something else its people have in common.

Rao (1948), doi:10.1017/S0305004100023987 · Holm (1979), Scand. J. Stat. 6:65 · Cox (1975), Biometrika
62:441 · Efron, Morris (1975), JASA 70:311 · Kitagawa (1955), JASA 50:1168
"""
