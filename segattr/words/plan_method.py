"""How the figures of the Plan page are worked out."""

from __future__ import annotations

from typing import Final

BUDGET: Final = """
**Cells.** Spend of the days that have data, by channel and segment: as the bills name the segment, else a
channel's spend divided by *all* touches there, converted or not. Spend on channels nobody was seen in, and of
other days, is in no cell and is said; together they are all that was billed.

**Response.** Credit of a cell × (money then ÷ money now)^elasticity. One elasticity for all cells, chosen and
not fitted: from one period no curve can be told. With 1 the next money works as the average did; below 1 it
works less and less. Cells without spend have no curve and take no part.

**A move** takes the chosen share of one cell's spend to another, never more than doubling that one. Its gain
under a model is what the second cell gains less what the first loses. *Every model* means that all models
shown gain; *beyond chance* that they do even at the unfavourable ends of the credit's ranges over customers
(delete-a-group jackknife), widened to hold for all cells at once (Bonferroni), so that the best of many moves
is not taken for more than it is. Moves to or from a cell with fewer than 10 credited conversions under any
model are never called so.

**What this cannot say.** That credit is effect: models share out conversions that happened, and agree where
they share a blind spot. That the response is as assumed. That a channel can be steered to a segment.

Sethuraman, Tellis, Briesch (2011), J. Marketing Research 48:457 · Berger (1982), Technometrics 24:295 ·
Kott (2001), J. Official Statistics 17:521
"""

POTENTIAL: Final = """
**Gap** = the comparable's conversion rate − the segment's. The comparable is everybody who is *not* in the
segment, or the segment whose rate is highest at the lower end of its range (at least 100 people). With a
column held equal, the others' rates in each of its values are weighted to the segment's own mix; people whom
nobody can be held against are left out, and their share is said.

**More conversions** = people × gap; **revenue and margin** at what a converter of the segment brought.
*At least* uses the lower end of the gap's range (Newcombe; Zou and Donner where something is held equal),
wide enough for all segments at once (Bonferroni); below 0 it counts as nothing. Segments with fewer than 30
people are shown and given no rank.

**What this cannot say.** That the gap can be closed, or by what.

Newcombe (1998), Stat. Med. 17:873 · Zou, Donner (2008), Stat. Med. 27:1693
"""

PRIORITIES: Final = """
**Score** = the weighted sum of parts from 0 to 1, as points of 100:

- *Seen lately*: ½ ^ (days since the last touch or order ÷ 30).
- *Value so far*: place among all buyers by what they spent, equal sums alike; 0 for who never bought.
- *Segment's rate*: lower end of the segment's conversion rate (Wilson) ÷ the highest such end; left out where
  the segments are told apart by their orders.
- *Open lead*: 1 for a lead that has not converted since.

Parts the data do not carry are left out and the weights of the others made 100. Equal scores share a rank and
stand in the order of money, last sign of life, and id: the same data give the same list.

**What this cannot say.** Who will buy. Nothing is predicted or fitted; the weights are yours.

Wilson (1927), JASA 22:209
"""

AUDIENCES: Final = """
**Control.** A person is held out if the hash (SHA-256) of seed, audience name and id falls below the share:
the same people whenever the list is made again, other people for another audience, and a larger share keeps
who was held out before. It is random with respect to everything else about them.

**Lists for ad platforms** hold whom to reach, hashed with SHA-256 by each platform's rules: e-mails without
blanks in small letters; phone numbers with country code, for Google with a + before them, for Meta without.
The control is a list of its own, to be *excluded* there.

**Data platform calls** follow the identify and track spec; a message's id follows from its content, so the
same list sent twice counts once.

**Read back.** Everybody on the list counts, reached or not (intention to treat), by orders after the day of
the list: rates with Wilson's ranges, their difference with Newcombe's. It is an effect as long as the control
was left alone. Without a control nothing is measured.

Newcombe (1998), Stat. Med. 17:873 · Fleiss, Levin, Paik (2003), Statistical Methods for Rates and Proportions
"""
