"""Every way a table or its chart leaves the app, in the order of the buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from segattr.exports.delimited import to_csv
from segattr.exports.document import Document
from segattr.exports.images import to_png, to_svg
from segattr.exports.workbook import to_workbook


class Export(NamedTuple):
    """One kind of file.

    Attributes
    ----------
    label : the button's text.
    mime : the file's media type.
    make : from the document to the file's bytes.
    of_chart : True where it needs the document's chart.
    """

    label: str
    mime: str
    make: Callable[[Document], bytes]
    of_chart: bool = False


EXPORTS: Final[dict[str, Export]] = {
    "csv": Export("CSV", "text/csv", to_csv),
    "xlsx": Export("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_workbook),
    "svg": Export("SVG", "image/svg+xml", to_svg, of_chart=True),
    "png": Export("PNG", "image/png", to_png, of_chart=True),
}
