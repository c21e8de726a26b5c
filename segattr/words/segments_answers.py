"""The Segments page's answers, one for each thing the sizes and rates can show.

Where what counts has a word of its own, in the file or of the visitor's, the sentences use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from segattr.words.averages_speech import Speech

if TYPE_CHECKING:
    from segattr.averages.segment_sizes import Verdict

CONVERTING: Final[dict[Verdict, str]] = {
    "telling": "**{segments}** of {people}, who convert at **{rate}** together: {named}.",
    "slight": "**{segments}** of {people}. They differ by more than chance would give, but by little: none is"
    " a tenth away from the **{rate}** of everybody.",
    "chance": "**{segments}** of {people}. None converts more or less often than the rest by more than chance"
    " would give; together they convert at **{rate}** {range}.",
    "few": "**{segments}** of {people}, of whom only **{converters}** converted: too few to tell the "
    "segments apart. About **{needed}** more would be needed.",
    "none": "**{segments}** of {people}. Nobody converted, so there is no rate to set beside the sizes. "
    "Check on the Data page which column says who did.",
    "all": "**{segments}** of {people}. All of them converted: the data hold only those who did, so rates "
    "cannot differ.",
    "unrated": "**{segments}** of {people}: {sized}. Bring conversions to see how often each converts.",
    "empty": "Nobody is counted in these data, so there is nobody to put into segments. Check the columns on"
    " the Data page.",
    "outcome": "**{segments}** of {whose}: {sized}. {sold}They are told apart by their orders, so how often "
    "each converts says nothing new.",
    "single": "All **{people}** are in one segment, **{alone}**, and convert at **{rate}** {range}. Say below"
    " what tells them apart.",
}
UNSPLIT: Final = (
    "**{people}** in one group, who convert at **{rate}** {range}. Make segments of them to see whom that "
    "describes."
)
UNSPLIT_OTHERWISE: Final[dict[Verdict, str]] = {
    "unrated": "**{people}** in one group. Make segments of them to see who they are.",
    "none": "**{people}** in one group. Nobody converted, so segments can differ in size alone. Check on the"
    " Data page which column says who did.",
    "all": "**{people}** in one group. Everybody converted: the data hold only those who did, so segments can"
    " differ in size and in what they bring, not in how often they convert.",
}
COUNTING: Final[dict[Verdict, str]] = {
    "telling": "**{segments}** of {people}, **{rate}** of them {did}: {named}.",
    "chance": "**{segments}** of {people}. None differs from the rest by more than chance would give; "
    "together **{rate}** {range} of them {did}.",
    "few": "**{segments}** of {people}, only **{converters}** of them {did}: too few to tell the segments "
    "apart. About **{needed}** more would be needed.",
    "none": "**{segments}** of {people}, none of them {did}, so there is no rate to set beside the sizes. "
    "Check on the Data page which column says who is counted.",
    "all": "**{segments}** of {people}, all of them {did}: rates cannot differ.",
    "single": "All **{people}** are in one segment, **{alone}**, **{rate}** {range} of them {did}. Say below "
    "what tells them apart.",
}
UNSPLIT_COUNTING: Final = (
    "**{people}** in one group, **{rate}** {range} of them {did}. Make segments of them to see whom that "
    "describes."
)
UNSPLIT_COUNTING_OTHERWISE: Final[dict[Verdict, str]] = {
    "none": "**{people}** in one group, none of them {did}, so segments can differ in size alone. Check on "
    "the Data page which column says who is counted.",
    "all": "**{people}** in one group, all of them {did}, so segments can differ in size alone.",
}


def answer(verdict: Verdict, speech: Speech, *, split: bool) -> str:
    """Return the sentence of a verdict, with places for its figures.

    Parameters
    ----------
    split : whether there is any segment but everybody.

    Examples
    --------
    >>> answer("all", Speech(outcome="is_canceled"), split=True)
    '**{segments}** of {people}, all of them {did}: rates cannot differ.'
    """
    if split:
        return ({**CONVERTING, **COUNTING} if speech.outcome else CONVERTING)[verdict]
    if not speech.outcome:
        return UNSPLIT_OTHERWISE.get(verdict, UNSPLIT)
    return (UNSPLIT_OTHERWISE | UNSPLIT_COUNTING_OTHERWISE).get(verdict, UNSPLIT_COUNTING)
