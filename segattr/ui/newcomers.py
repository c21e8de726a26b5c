"""Files that come later: of the same client, or of another one, whose data must not be mixed in."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from segattr.data.kinship import related, telling
from segattr.ui.desk import Desk
from segattr.ui.upload import ASIDE, Upload


def with_strangers_apart(here: Desk, grown: Desk) -> Desk:
    """Return the grown desk with the new files as newcomers where nothing shows that they belong to the old.

    One file that shares customers, or channels, with the old ones vouches for all that came with it. Files
    that could not be read stay where they say why.

    Parameters
    ----------
    here : the desk before the files came.
    grown : the desk with them.
    """
    old = {upload.id for upload in here.uploads}
    new = tuple(upload for upload in grown.uploads if upload.id not in old)
    legible = tuple(
        upload for upload in new if upload.reading is not None and upload.correction.role != ASIDE
    )
    if not here.dataset_key or not legible or related(_telling(here.in_use), _telling(legible)):
        return grown
    apart = {upload.id for upload in legible}
    kept = tuple(upload for upload in grown.uploads if upload.id not in apart)
    return replace(grown, uploads=kept, newcomers=(*grown.newcomers, *legible))


def _telling(uploads: tuple[Upload, ...]) -> list[dict[str, pd.Series]]:
    return [telling(u.reading, u.columns) for u in uploads if u.reading is not None]
