"""How a funnel, the timing of demand and the quality of intent are worked out."""

from __future__ import annotations

from typing import Final

METHOD: Final = """
**Reached.** Somebody has reached a step when they did it, and every step before it, in that order; steps
told by columns count in the order of the columns. A segment's rate at a step is those who reached it ÷ those
who reached the one before, with Wilson's range.

**What is a step.** Every event, any contact, a date, the conversion. A yes/no column is proposed where at
least 95 % of those who converted say yes and fewer of everybody else: most such columns say what somebody is,
and whoever skips one has not left. Any of them can be chosen all the same.

**Versus the rest.** Every segment at every step against everybody who is not in it; p-values adjusted over
all segments and steps shown (Benjamini–Hochberg).

**What a step costs.** So many more of the segment would have reached the last step, had it gone on at this
step as the others did and gone on afterwards as it does itself. An account of what was seen, not a promise.

**Market × week.** Orders against what the market's size and everybody's week lead to expect
(row total × column total ÷ all); the ratio is the index, with an exact Poisson range. It says when a market
orders, not why: a campaign, a holiday and the weather look the same.

**Source × behaviour.** The rate in every cell against what both columns alone lead to expect (a logistic
model without interaction). Cells with few people are pale.

Wilson (1927), JASA 22:209 · Benjamini, Hochberg (1995), JRSS B 57:289 · Garwood (1936), Biometrika 28:437
"""
