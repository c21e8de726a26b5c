"""Words of the client's data, made safe to stand in a sentence of ours."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|:$~^=@&])")
# What Streamlit's reader still makes links, icons and arrows of after the marks are escaped.
_SEAMS = re.compile(
    r"(?<=:)(?=//|material/|streamlit)|(?<=www)(?=\\?\.)|(?<=@)(?=\S)|(?<=[-<>=~])(?=\\[-<>=~])"
)
_NOTHING = "\u200b"  # a space of no width


def esc(text: object) -> str:
    r"""Return the text so that Markdown shows it letter by letter: no link, picture, colour, formula or list.

    Every string that comes from a file, an address or a person passes through here before it reaches
    `st.markdown`, a label, a caption, an alert or a metric. Line breaks and runs of blanks become one blank.

    Parameters
    ----------
    text : what to show; anything with a ``str``.

    Returns
    -------
    str : Markdown that reads as the text.

    Examples
    --------
    >>> print(esc("Brand_2024 [EU] *new*"))
    Brand\_2024 \[EU\] \*new\*
    """
    return _SEAMS.sub(_NOTHING, _MARKS.sub(r"\\\1", " ".join(str(text).split())))
