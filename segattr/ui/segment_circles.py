"""What goes in circles by a segment set, said on the pages where figures are split by it."""

from __future__ import annotations

import streamlit as st

from segattr.segments.advice import Kind, circles
from segattr.segments.registry import find_segmentation
from segattr.words.cards import said


def mark(definition: str, kinds: tuple[Kind, ...] = ("outcome", "path")) -> None:
    """Draw a warning for each way in which figures by a set go in circles.

    Parameters
    ----------
    definition : columns joined by commas, or a definition's text; empty for everyone as one group.
    kinds : what concerns the figures: ``outcome`` the rates and credit, ``path`` the credit.
    """
    rule = find_segmentation(definition or None)
    for hint in circles(rule) if rule is not None else ():
        if hint.kind in kinds:
            st.warning(said(hint), icon=":material/autorenew:")
