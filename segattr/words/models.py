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
}
