"""The colours of segattr: what is blended, which segment, which channel, on a light and on a dark page.

Three rules, each of them a test. Blended is always grey. Segments take hues near those of Okabe and Ito
(blue, vermillion, green, purple, orange, sky, olive, wine); channels take the hues in between (indigo, cyan,
leaf, violet, rust), so that a colour says which of the two it stands for. Within a palette every pair, grey
included, stays apart for normal, protan and deutan eyes, and every mark has a contrast of 3 or more against
the page. `.streamlit/config.toml` repeats the colours of the page and of the segments.

References
----------
Okabe, Ito (2008), Color Universal Design. https://jfly.uni-koeln.de/color/
Machado, Oliveira, Fernandes (2009), A physiologically-based model for simulation of color vision deficiency,
IEEE Trans. Vis. Comput. Graph. 15:1291. doi:10.1109/TVCG.2009.113
"""

from __future__ import annotations

from typing import Final

BACKGROUND_LIGHT: Final = "#ffffff"
BACKGROUND_DARK: Final = "#14171c"
TEXT_LIGHT: Final = "#14181f"
TEXT_DARK: Final = "#e8eaed"
MUTED_LIGHT: Final = "#5b6270"
MUTED_DARK: Final = "#a9b0bb"
GRID_LIGHT: Final = "#dfe2e8"
GRID_DARK: Final = "#2e343d"

BLENDED_LIGHT: Final = "#737985"
BLENDED_DARK: Final = "#9aa0aa"
BLENDED: Final = "#7e848f"  # one grey that reads on both pages, for pictures made without knowing the page

SEGMENTS_LIGHT: Final = (
    "#1667ae",
    "#a0562d",
    "#33a776",
    "#95286d",
    "#b88509",
    "#3c98d4",
    "#574504",
    "#601f3f",
)
SEGMENTS_DARK: Final = (
    "#1e8be7",
    "#e0672f",
    "#44dba6",
    "#bc57ad",
    "#e1ad22",
    "#8ad1fa",
    "#f7f37e",
    "#8a5664",
)
CHANNELS_LIGHT: Final = (
    "#3f1c98",
    "#05a3af",
    "#589e30",
    "#982dba",
    "#62302d",
    "#7979e5",
    "#577107",
    "#135c68",
)
CHANNELS_DARK: Final = (
    "#705dd4",
    "#008092",
    "#b1de77",
    "#c47bf3",
    "#f66c6d",
    "#cfc2ff",
    "#adfffe",
    "#527200",
)

# Little to much, and less to more around a middle; ten steps, as Streamlit's themes want them.
SEQUENTIAL_LIGHT: Final = (
    "#e5effe",
    "#c1daff",
    "#9cc4fe",
    "#7cadf6",
    "#6397e5",
    "#4e82ce",
    "#3e6db3",
    "#325a95",
    "#294774",
    "#223653",
)
SEQUENTIAL_DARK: Final = (
    "#122644",
    "#193866",
    "#214b87",
    "#2f5fa6",
    "#4275c1",
    "#598cd6",
    "#75a3e6",
    "#95baf1",
    "#b8d2f8",
    "#dce9fc",
)
DIVERGING_LIGHT: Final = (
    "#703504",
    "#a4520f",
    "#cb7b48",
    "#e8b08e",
    "#f6e0d3",
    "#d9e6f9",
    "#9ec0f2",
    "#6293db",
    "#386bb6",
    "#22477d",
)
DIVERGING_DARK: Final = (
    "#ffd5b2",
    "#eba25f",
    "#bc7732",
    "#7e532a",
    "#433528",
    "#2c3947",
    "#386189",
    "#4b8dcf",
    "#76bafe",
    "#c6e1ff",
)
