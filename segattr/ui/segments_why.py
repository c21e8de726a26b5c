"""The part of the Segments page that tells why one customer is in a segment or not."""

from __future__ import annotations

from typing import Final

import streamlit as st

from segattr.averages.why import segments_of, why
from segattr.data.dataset import Dataset
from segattr.segments.rules import Rules
from segattr.segments.scores import Scores
from segattr.segments.segmentation import Segmentation
from segattr.ui import store
from segattr.ui.text import esc
from segattr.words import segments_why as words

KEY: Final = "segments.why"
LONGEST_ID: Final = 500


def one_customer(dataset: Dataset, rule: Segmentation | None) -> None:
    """Ask for a customer, and draw the rules with what holds for them; nothing where there are no rules."""
    if not isinstance(rule, Rules | Scores):
        return
    rules = rule.of(dataset)
    if not isinstance(rules, Rules) or rules.unit != "customer":
        return
    everybody = store.population(dataset.key, rules.unit, rules.as_of)
    if everybody.ids is None or not len(everybody.ids):
        return
    with st.expander(words.QUESTION, icon=":material/account_tree:"):
        hint = words.HINT.format(example=everybody.ids[0])
        asked = st.text_input(words.ASK, key=KEY, max_chars=LONGEST_ID, placeholder=hint)
        if not asked:
            return
        answers = why(dataset, everybody, rules, asked)
        if answers is None:
            st.warning(words.UNKNOWN.format(id=esc(asked)))
            return
        fits, several = segments_of(answers), rules.overlapping
        st.markdown(words.verdict(fits, asked, rules.others, esc, several=several))
        st.markdown(words.tree(answers, esc, several=several))
