"""The answers of the Averages page, one for each thing a split can show."""

from __future__ import annotations

from typing import Final, Literal

Verdict = Literal[
    "telling",
    "slight",
    "chance",
    "few",
    "outcome",
    "single",
    "none",
    "all",
    "empty",
    "unsplit",
    "unsplittable",
]

SENTENCES: Final[dict[Verdict, str]] = {
    "telling": "Your **{rate}** describes {whom}. By {by}, {named}.",
    "slight": "The segments of {by} differ by more than chance would give, but by little: none is a tenth "
    "away from your **{rate}**.",
    "chance": "No segment of {by} differs by more than chance would give. "
    "A difference of {apart} from your **{rate}** {range} would have shown.{nor}",
    "few": "Only **{converters}** of {people} {units}{converted}: too few to tell the segments of {by} "
    "apart. About **{needed}** more would be needed to see a segment {apart} away from the rest.",
    "outcome": "In every segment of {by} either everybody or nobody {did}: this split is the outcome "
    "itself, so it cannot say who it will be. Choose something that was known before.",
    "single": "By {by}, all {people} {units} are in one segment: there is nothing to set beside your "
    "**{rate}** {range}.",
    "none": "Nobody of {people} {units} {did}, so there is no rate to split. Check on the Data page "
    "which column says who did.",
    "all": "Everybody {did}, {everyone}: the data hold only those who did. Bring the others "
    "too, or check on the Data page which column says who did.",
    "empty": "Nobody is counted in these data, so there is no rate to show. "
    "Check the columns on the Data page.",
    "unsplit": "**{converters}** of {people} {units}{converted}: **{rate}** {range}. "
    "Choose a split to see whom that describes.",
    "unsplittable": "**{converters}** of {people} {units}{converted}: **{rate}** {range}. No column tells "
    "these people apart: bring one with 2 to 60 different values, such as country, device or plan.",
}
OF_AVERAGES: Final[dict[Verdict, str]] = {
    "telling": "Your {metric} of **{rate}** describes {whom}. By {by}, {named}.",
    "slight": "The segments of {by} differ by more than chance would give, but by little: none is a tenth "
    "away from your {metric} of **{rate}**.",
    "chance": "No segment of {by} differs by more than chance would give. A difference of about {apart} from "
    "your {metric} of **{rate}** {range} would have shown.{nor}",
    "few": "Only **{converters}** {spenders} stand behind your {metric} of **{rate}** {range}: too few to "
    "tell the segments of {by} apart. About **{needed}** more {units} would be needed to see a segment "
    "{apart} away from the rest.",
    "outcome": SENTENCES["outcome"],
    "single": "By {by}, all {people} {units} are in one segment: there is nothing to set beside your "
    "{metric} of **{rate}** {range}.",
    "none": "Nobody brought any value, so there is no {metric} to split. Check on the Data page which column "
    "says what a conversion was worth.",
    "all": SENTENCES["all"],
    "empty": "Nobody is counted in these data, so there is no {metric} to show. "
    "Check the columns on the Data page.",
    "unsplit": "{people} {units}: {metric} **{rate}** {range}. Choose a split to see whom that describes.",
    "unsplittable": "{people} {units}: {metric} **{rate}** {range}. No column tells these people apart: "
    "bring one with 2 to 60 different values, such as country, device or plan.",
}
