"""What stands on the card of every attribution model; `docs/methods/` says the same at length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ADOBE = "Adobe Analytics, documentation of its attribution models (two-touch journeys renormalise the ends)."
ADOBE_DECAY = (
    "Adobe Analytics, documentation of its attribution models (half-life, measured to the conversion)."
)
NISAR = (
    "Compared with other rules in: Nisar, Yeung (2018), Attribution modeling in digital advertising, Journal "
    "of Advertising Research 58:399. "
    "doi:10.2501/JAR-2017-055"
)
WOOFF = (
    "On weighting by time: Wooff, Anderson (2015), Time-weighted multi-touch attribution and channel "
    "relevance in the customer journey "
    "to online purchase, Journal of Statistical Theory and Practice 9:227. doi:10.1080/15598608.2013.862753"
)
BERMAN = (
    "On what it rewards: Berman (2018), Beyond the last touch: attribution in online advertising, Marketing "
    "Science 37:771. "
    "doi:10.1287/mksc.2018.1104"
)
LI_KANNAN = (
    "On contacts that carry over into direct visits: Li, Kannan (2014), Attributing conversions in a "
    "multichannel online marketing environment, "
    "Journal of Marketing Research 51:40. doi:10.1509/jmr.13.0050"
)

HUBSPOT = (
    "HubSpot, documentation of its attribution reports (W-shaped and full path; the touch of a milestone is "
    "the last one before it)."
)
ANDERL = (
    "Anderl, Becker, von Wangenheim, Schumann (2016), Mapping the customer journey: lessons learned from "
    "graph-based online attribution modeling, International Journal of Research in Marketing 33:457. "
    "doi:10.1016/j.ijresmar.2016.03.001"
)
ZHAO = (
    "Zhao, Mahboobi, Bagheri (2018), Shapley value methods for attribution modeling in online advertising, "
    "arXiv:1804.05327. On what such credit can and cannot say: Dalessandro, Perlich, Stitelman, Provost "
    "(2012), Causally motivated attribution for online advertising, ADKDD 2012. doi:10.1145/2351356.2351363"
)


@dataclass(frozen=True)
class Card:
    """One model, explained to somebody who has to choose.

    Attributes
    ----------
    assumes : what one believes when using it.
    formula : a touch's share of its conversion; ``i`` is its place, ``n`` the journey's length.
    misleads : when its answer is wrong, and in whose favour.
    choose : the decision it serves.
    reference : where it comes from.
    """

    assumes: str
    formula: str
    misleads: str
    choose: str
    reference: str

    def markdown(self, meaning: str) -> str:
        """Return the card as Markdown, under the model's one-sentence meaning."""
        return "\n\n".join(
            (
                meaning,
                f"`{self.formula}`",
                f"**Assumes.** {self.assumes}",
                f"**Misleads.** {self.misleads}",
                f"**Choose it** {self.choose}",
                f"**Reference.** {self.reference}",
            )
        )


CARDS: Final[dict[str, Card]] = {
    "first": Card(
        "The touch that opened the journey deserves the conversion; what came after would have happened "
        "anyway.",
        "share = 1 where i = 1, else 0",
        "It flatters channels that reach many people who know nothing yet, and a short lookback window cuts "
        "the "
        "true first touch off: the opener is then whoever happened to be next.",
        "when you decide where new customers are found: acquisition budgets, launches, awareness.",
        NISAR,
    ),
    "last": Card(
        "The touch right before the conversion made it; what came before did not matter.",
        "share = 1 where i = n, else 0",
        "It flatters whoever stands at the till: brand search, direct visits, retargeting, vouchers. Buying "
        "more "
        "of them often buys conversions that were on their way.",
        "when journeys are short, or as the common ground with reports that know nothing else.",
        BERMAN,
    ),
    "last_non_direct": Card(
        "A direct visit is the echo of an earlier contact, so the last contact that has a name made the "
        "conversion.",
        "share = 1 for the last touch that is not direct; for the last touch where all are direct",
        "It hides how many people come by themselves, which is what a strong brand looks like; and visits "
        "whose "
        "tag was lost count as direct and are skipped.",
        "when you compare with analytics reports that skip direct visits, and direct traffic is mostly lost "
        "tags.",
        LI_KANNAN,
    ),
    "linear": Card(
        "Every touch did the same work.",
        "share = 1 / n",
        "It flatters channels that touch often, such as newsletters and retargeting: many small touches "
        "outweigh "
        "one that mattered.",
        "when the whole journey is to be kept going and you have no reason to prefer one end of it.",
        NISAR,
    ),
    "time_decay": Card(
        "A contact fades: with every half-life between touch and conversion it counts half as much.",
        "share = w / sum of w over the journey, w = 2 ^ (-days before the conversion / half-life)",
        "The half-life is a choice, not a finding: a short one turns it into last touch, a long one into "
        "linear. "
        "It undervalues what opens long journeys.",
        "when offers are short or purchases quick; take a half-life near the time your customers take to "
        "decide.",
        f"{ADOBE_DECAY} {WOOFF}",
    ),
    "u_shaped": Card(
        "Opening and closing matter most, and equally; what lies between keeps the journey alive.",
        "share = 0.4 first, 0.4 last, 0.2 / (n - 2) each between; 0.5 and 0.5 of two touches; 1 of one",
        "40 and 20 are a convention. Journeys of one or two touches, often most of them, make it behave like "
        "the "
        "single-touch models.",
        "when one budget both finds customers and closes them, and both ends should be kept honest.",
        f"{ADOBE} {WOOFF}",
    ),
    "w_shaped": Card(
        "Three moments make a sale: being found, becoming a lead, becoming an opportunity; each was brought "
        "about by the last touch before it.",
        "share = 0.3 first, 0.3 at the lead, 0.3 at the opportunity, added up where they are one touch; 0.1 "
        "/ m for each of the m others; all divided by what is there",
        "It is as good as the dates: a lead entered days late credits whichever touch came in between. "
        "Touches after the opportunity, where deals are won, get next to nothing.",
        "when marketing hands over to sales and both can date the hand-over; long sales with many touches.",
        HUBSPOT,
    ),
    "full_path": Card(
        "Four moments make a sale: being found, becoming a lead, becoming an opportunity, deciding; each "
        "was brought about by the last touch before it.",
        "share = 0.225 first, 0.225 at the lead, 0.225 at the opportunity, 0.225 last, added up where they "
        "are one touch; 0.1 / m for each of the m others; all divided by what is there",
        "It is as good as the dates, and short journeys stack milestones on one touch, which then takes "
        "most of the conversion.",
        "when marketing goes on working on open deals, and what closes them is to be seen as well.",
        HUBSPOT,
    ),
    "j_shaped": Card(
        "Closing is the hard part; opening still counts.",
        "share = 0.2 first, 0.6 last, 0.2 / (n - 2) each between; 0.25 and 0.75 of two touches; 1 of one",
        "It inherits most of last touch's weakness for brand search and retargeting.",
        "when demand exists and the question is who turns it into orders.",
        ADOBE,
    ),
    "inverse_j": Card(
        "Being found is the hard part; closing still counts.",
        "share = 0.6 first, 0.2 last, 0.2 / (n - 2) each between; 0.75 and 0.25 of two touches; 1 of one",
        "It inherits most of first touch's weakness for wide reach, and for lookback windows that cut the "
        "opener "
        "off.",
        "when growth has to come from people who do not know you yet.",
        ADOBE,
    ),
    "custom": Card(
        "You know better than a convention how much opening, middle and closing are worth.",
        "share = f first, l last, m / (n - 2) each between, with f + m + l = 1; f and l in proportion of two "
        "touches; 1 of one",
        "Weights chosen after seeing the result prove what they were chosen to prove. Write down why before "
        "you "
        "look.",
        "when your organisation has agreed on weights, or to see how far an answer depends on them.",
        ADOBE,
    ),
    "markov": Card(
        "Journeys move from channel to channel by chance, and what comes next depends only on the touches "
        "remembered. A channel is worth the conversions that would be lost if it led nowhere.",
        "credit = conversions x R / sum of R over all channels, R = 1 - P(conversion where every state that "
        "remembers the channel leads to nothing) / P(conversion)",
        "Removing a channel from a chain is not switching it off in the world: people who would have come "
        "anyway are counted as lost. It levels channels, and its narrow intervals come from that, not from "
        "being right. Without journeys that did not convert it only counts who passes where.",
        "when journeys are long, lost journeys are recorded, and you want to know which channels journeys "
        "run through.",
        ANDERL,
    ),
    "shapley": Card(
        "What a set of channels achieves is the conversions that needed no other channel; each channel "
        "deserves its mean contribution over all orders in which they could have joined.",
        "share = 1 / k for each of the k different channels of the journey",
        "It is even credit without repeats, whatever the name promises: it never looks at journeys that did "
        "not convert. It flatters channels that are in every journey, such as brand search and direct "
        "visits.",
        "when every channel that took part should count once, and frequency should not be rewarded.",
        ZHAO,
    ),
}
