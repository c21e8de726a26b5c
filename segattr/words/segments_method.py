"""How segments are worked out, in words."""

from __future__ import annotations

from typing import Final

METHOD: Final = """
**A segment set** is a list of rules in order. The first that holds for a person takes that person;
whoever fits none is in the last group, *everyone else*. So the segments add up to everybody, and no one
counts twice.

**Audiences that overlap.** Where a person may be in several, each audience counts everybody who fits it, so
they do not add up; on other pages every combination is a group of its own, which does. An audience is held
against whoever is not in it, never against another audience.

**Of whom, and when.** A set states what it tells apart and when. *Customers, at first touch*: the
columns of the customers' table as they stand there, and the columns of the touchpoints as they were at
the customer's first touch. *Visits, at the visit*: the columns of the outcomes, row by row.

**Who the customers are.** Those listed in the customers' table and those seen in touchpoints, each once;
where the files have neither, those who ordered. Everybody is a buyer then, so there are sizes and money,
no rates; and what the first order says (a country, a product, a voucher) is known of its customer, but for
money, dates and numbers that change from order to order.

**What customers did** (*orders so far*, *days since last order*, *touches by …*, *number of …*) is worked out
from orders, touches and events as of a day: the latest touch or order in the data, never today's date, or
the day that was named. Days are calendar days in UTC; what happened on the day itself was 0 days ago. Who
never did has no *days since*. As of a named day nothing later is looked at, and who was not known by then is
in no segment; attributes of customers are as they stand in the file. A column of the file goes before a
field of the same name.

**One thing after another.** *After* is a later moment: of two things at the same moment neither comes after
the other, and nothing comes after itself. Days are calendar days in UTC, counted from the first of the two,
and any first one may be the one that is followed. *No …* takes who did the first and never the second after
it in time, even where the time is not over yet; who never did the first is in neither.

**How often.** Orders, touches or events of one kind, counted up to the day of the set; *in the last 30 days*
are the day itself and the 29 before it. Who never did it did it 0 times.

**Top and bottom.** *In the top 20 %* takes whoever has at least the value of the person at whom a fifth of
those with a value is reached, counted from the highest (the nearest rank); *in the bottom 20 %* at most that
value, counted from the lowest. Equal values have equal answers, so more than a fifth may be in, and where
most have the same value all of them are. Who has no value is not counted, and is in neither; of orders,
spending, touches and events nor is who has none. The limit stands under the condition; it is found anew in
other data and as of another day.

**Patterns** are regular expressions in the syntax of RE2, held against the whole text: `.*shoe.*` finds a
part of it. RE2 reads every text once, so no pattern can take for ever; looking ahead or back and repeating
what was found do not exist in it.

**Ready-made sets.** *RFM*: a score from 1 to 5 for how recently, how often and for how much; one more than
five times the share of buyers who do worse, so equal values have equal scores. Groups follow from the score
of recency and the mean of the two others. *Value tiers*: scores from 1 to 3, with the average order, added
up. *Lifecycle*: three in four of the orders that came again had come by the days after which a buyer is
*almost churned*, nine in ten by those after which one is *inactive* (with fewer than 30 such orders: 90 and
180 days, a convention). Gaps longer than the file are not in the file, so short files call buyers gone too
early. *Advocate*: ordered, and a column or event says by its name that he or she speaks for you (NPS from 9
of 10, referrals, reviews). *Contacted again and again*: more touches than nine in ten buyers had before their
first order.
Segments made of orders have no rate of their own here: who is in them has, or has not, ordered by definition.

**Natural groups** are found by k-means: numbers cut at their outermost hundredths, as logarithms where they
are skewed, brought to one scale; texts as a column per value, half as heavy. For 2 to 8 groups: silhouette,
Calinski–Harabasz, Davies–Bouldin, elbow, gap, and how much of each group comes back in 50 draws with
replacement (Jaccard; from 0.75 on stable). They are called natural only where they beat a box and a single
cloud without groups. Seen from above: two principal components. Groups are drawn up from these very
customers: that they differ in the fields they were found in is no finding, only what else they differ in
is.

**Missing values.** A missing value passes no question but *is missing*: it neither equals something nor
differs from it. *None of* therefore takes people with missing values in, because none of its conditions
holds for them.

**Texts** are compared letter by letter, unless *any case* is ticked. **Days** are days in UTC; *before*
and *after* leave the day itself out, *is between* takes both ends in, as *at least* and *at most* do.

**Rate.** Converters ÷ people, with Wilson's 95 % range. In event data a converter has at least one
conversion. Segments of fewer than 30 are pale: a rate of so few says little.

**Beyond chance.** Each segment is compared with everybody who is *not* in it (pooled z test, Fisher's
exact test where a count of less than 5 is expected), p-values adjusted over the segments of the set
(Benjamini–Hochberg). Rules changed again and again until a rate looks good will look better than they
are: judge them on data that were not looked at, such as next quarter's.

**Who fits several.** Counted before the first rule that fits takes the person, so these counts do not add
up. Circles and what each two share have areas as their counts where such circles can be drawn; else all are
of one size.

**Who moved.** One definition read as of the end of two days, with the limits it has: cut anew, everybody
would seem to move. Ranges of a change in share allow for most customers being the same on both days, and hold
for all segments together (Bonferroni). Drift: population stability index, a convention (0.1, 0.25).

**What came of its campaigns.** Orders whose customer had a touch of them within the lookback window before,
counted whole. Contact, neither credit nor effect.

**What this cannot say.** Why a segment converts more often. And a rule about something that follows
from converting (has an order, is a customer, revenue) splits well and explains nothing.

Wilson (1927), JASA 22:209 · Fisher (1935), JRSS 98:39 · Benjamini, Hochberg (1995), JRSS B 57:289 ·
Hyndman, Fan (1996), Am Stat 50:361 · Newcombe (1998), Stat Med 17:2635 · Hennig (2007), CSDA 52:258 ·
Tibshirani et al. (2001), JRSS B 63:411 · Jaccard (1912), New Phytol 11:37
"""
