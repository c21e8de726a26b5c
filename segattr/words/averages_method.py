"""How the figures of the Averages page are worked out."""

from __future__ import annotations

from typing import Final

METHOD: Final = """
**People and converted.** The rate of a segment is its converters ÷ its people. In event data people are
the customers and the ids seen in touchpoints, and a converter has at least one conversion; without ids
they are the rows of the file, or the sum of its people. Of orders alone they are whoever ordered, told
apart by what stood in their first order; all of them converted, so averages stand in place of a rate. A
missing value is a segment of its own, *(unknown)*.

**Averages.** A sum ÷ another: the value of all conversions ÷ all people, those who never converted
included; conversions ÷ people; for the order value, value ÷ conversions with a known value, so that the
people are those with at least one. Refunds count with their sign.

**Range of a rate.** Wilson's: the centre (p + z²/2n) ÷ (1 + z²/n), to either side z ÷ (1 + z²/n) ·
√(p(1−p)/n + z²/4n²), with p the rate, n the people, z = 1.96 for 95 %. It is too narrow where several rows
are visits of one person.

**Range of an average.** Most people spend nothing and a few a lot, so the range reaches further up than
down: standard error by the delta method over people (an order is not independent of its customer's other
orders), Hall's transformation to take the skewness out, Student's t with as many degrees of freedom as
people who contribute, less one. In simulations with 30 buyers it holds the truth in about 95 of 100
samples, in 93 where a few orders are extreme; the plain range would in 91 and 84. With one contributor
there is no range.

**Versus the rest.** Each segment is compared with everybody who is *not* in it, never with the total
that contains it: difference of the two rates, tested by the pooled z test, or by Fisher's exact test
where a count of less than 5 is expected. Averages are tested by what shuffling people between segments
would give (its first three moments, Pearson's type III; nothing is drawn at random), and the range of the
difference is made of the two ranges. The p-values are adjusted over the segments shown
(Benjamini–Hochberg), so that of the differences called beyond chance at most 5 % are expected to be
chance.

**When a segment is named in the answer.** Its difference is beyond chance, at least a tenth of the
blended rate, and it has 30 people or more. Smaller groups are faded and come last, without a rank.

**Whom the average describes.** The share of people in segments whose own range contains the blended
rate. It falls as data grow, although nobody changes: compare it between splits of the same people only.

**Too few.** The data should show a segment whose rate is half the blended rate away from the rest, with
a chance of 80 %; where they would not, the page says how many more would have to convert, or for an
average how many more people it takes.

**The first split** is the one that tells most (bias-corrected Cramér's V of a rate, Kelley's ε of an
average), p-values adjusted over all columns tried. Inside a segment it is chosen among that segment's
people alone. It was picked because it looked best: what it shows is a little too
large.

**What this cannot say.** Why. A segment may convert more often because of something else its people
have in common, and a column that is a *consequence* of converting (pages seen, coupon used, RFM) splits
well and explains nothing. Only you know what was there before.

Wilson (1927), JASA 22:209 · Newcombe (1998), Stat. Med. 17:873 · Fleiss, Levin, Paik (2003), ch. 4 ·
Fisher (1935), JRSS 98:39 · Benjamini, Hochberg (1995), JRSS B 57:289 · Bergsma (2013), J. Korean Stat.
Soc. 42:323 · Hall (1992), JRSS B 54:221 · Zhou, Dinh (2005), Biostatistics 6:187 · Zou, Donner (2008),
Stat. Med. 27:1693 · Mielke, Berry (2007), Permutation Methods · Kelley (1935), PNAS 21:554
"""
