"""Colours: contrast, colour-blind eyes, no hue shared, and the theme file says the same."""

import tomllib
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest

from segattr.charts import palette

# Machado et al. (2009), severity 1.0, on linear RGB.
EYES = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
# Ottosson (2020), OKLab: equal distances look equally far apart.
TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
APART = 0.08  # OKLab; about four times what eyes just notice
MODES = ["LIGHT", "DARK"]
FAMILIES = ["SEGMENTS", "CHANNELS"]


def colours(name, mode):
    return getattr(palette, f"{name}_{mode}")


def linear(colour):
    channel = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour, eye="normal"):
    return TO_LAB @ np.cbrt(TO_LMS @ np.clip(EYES[eye] @ linear(colour), 0, 1))


def hue(colour):
    _, green_red, blue_yellow = lab(colour)
    return np.degrees(np.arctan2(blue_yellow, green_red)) % 360


def test_the_contrast_formula_gives_the_extremes_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_mark_stands_out_from_the_page(family, mode):
    page = colours("BACKGROUND", mode)
    weak = {mark: contrast(mark, page) for mark in colours(family, mode) if contrast(mark, page) < 3}
    assert not weak


@pytest.mark.parametrize("mode", MODES)
def test_blended_stands_out_from_the_page_in_both_of_its_greys(mode):
    page = colours("BACKGROUND", mode)
    assert contrast(colours("BLENDED", mode), page) >= 3
    assert contrast(palette.BLENDED, page) >= 3


@pytest.mark.parametrize("grey", [palette.BLENDED, palette.BLENDED_LIGHT, palette.BLENDED_DARK])
def test_blended_is_grey(grey):
    assert np.hypot(*lab(grey)[1:]) < 0.03


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["TEXT", "MUTED"])
def test_text_is_readable(name, mode):
    assert contrast(colours(name, mode), colours("BACKGROUND", mode)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_the_grid_stays_behind_the_marks(mode):
    assert contrast(colours("GRID", mode), colours("BACKGROUND", mode)) < 1.6


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("family", FAMILIES)
def test_no_two_marks_look_alike_to_any_eye(family, mode, eye):
    marks = (*colours(family, mode), colours("BLENDED", mode))
    alike = [p for p in combinations(marks, 2) if np.linalg.norm(lab(p[0], eye) - lab(p[1], eye)) < APART]
    assert not alike


@pytest.mark.parametrize("mode", MODES)
def test_segments_and_channels_share_no_hue(mode):
    pairs = product(colours("SEGMENTS", mode), colours("CHANNELS", mode))
    shared = [(a, b) for a, b in pairs if min((hue(a) - hue(b)) % 360, (hue(b) - hue(a)) % 360) < 15]
    assert not shared


@pytest.mark.parametrize("mode", MODES)
def test_the_sequential_ramp_moves_one_way_from_page_to_ink(mode):
    steps = np.diff([contrast(c, colours("BACKGROUND", mode)) for c in colours("SEQUENTIAL", mode)])
    assert (steps > 0).all()


@pytest.mark.parametrize("mode", MODES)
def test_the_theme_file_repeats_the_palette(mode):
    theme = tomllib.loads(Path(".streamlit/config.toml").read_text())["theme"][mode.lower()]
    assert theme["backgroundColor"] == colours("BACKGROUND", mode)
    assert theme["textColor"] == colours("TEXT", mode)
    assert tuple(theme["chartCategoricalColors"]) == colours("SEGMENTS", mode)
    assert tuple(theme["chartSequentialColors"]) == colours("SEQUENTIAL", mode)
    assert tuple(theme["chartDivergingColors"]) == colours("DIVERGING", mode)


def over(page, colour, *, opacity):
    mixed = [
        round(int(page[i : i + 2], 16) * (1 - opacity) + int(colour[i : i + 2], 16) * opacity)
        for i in (1, 3, 5)
    ]
    return "#{:02x}{:02x}{:02x}".format(*mixed)


@pytest.mark.parametrize("mode", MODES)
def test_captions_accents_and_links_of_the_theme_are_readable(mode):
    theme = tomllib.loads(Path(".streamlit/config.toml").read_text())["theme"][mode.lower()]
    for part in (theme, theme["sidebar"]):
        caption = over(part["backgroundColor"], part["textColor"], opacity=0.6)
        for text in (caption, theme["primaryColor"], theme["linkColor"]):
            assert contrast(text, part["backgroundColor"]) >= 4.5
    assert contrast(theme["primaryColor"], "#ffffff") >= 3  # the text of a primary button, always white
