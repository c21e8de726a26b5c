"""The files of a visit with hashes in place of e-mails and phone numbers, also those that could come back.

Nothing here draws or remembers.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from segattr.io.personal import hashed, without_personal
from segattr.ui.desk import Desk
from segattr.ui.rivals import TOGETHER
from segattr.ui.upload import Upload, understood

ID_LENGTH: Final = 16


def file_id(content: bytes, *, salt: str = "") -> str:
    """Return what a file with this content is known by; keyed where what it holds is hashed.

    Examples
    --------
    >>> file_id(b"a") == file_id(b"a"), file_id(b"a") == file_id(b"a", salt="s")
    (True, False)
    """
    plain = hashlib.sha256(content).hexdigest()[:ID_LENGTH]
    return keyed(plain, salt) if salt else plain


def keyed(id: str, salt: str) -> str:
    """Return the id of a file once it is hashed: what is kept of it must stand in another place."""
    return hashed(id, salt=salt)[:ID_LENGTH]


def with_hashes(desk: Desk, *, salt: str) -> Desk:
    """Return the desk with every file hashed, and its choices still about the same files."""
    if desk.salt:
        return desk
    chosen = {
        role: TOGETHER.join(keyed(id, salt) for id in option.split(TOGETHER))
        for role, option in desk.chosen.items()
    }
    return replace(
        desk,
        uploads=tuple(_hashed(upload, salt) for upload in desk.uploads),
        newcomers=tuple(_hashed(upload, salt) for upload in desk.newcomers),
        taken_out=desk.taken_out and _hashed(desk.taken_out, salt),
        chosen=chosen,
        layouts=tuple(
            replace(each, files=tuple(keyed(id, salt) for id in each.files)) for each in desk.layouts
        ),
        notices=(),
        salt=salt,
    )


def _hashed(upload: Upload, salt: str) -> Upload:
    new = replace(upload, id=keyed(upload.id, salt))
    if upload.reading is None:
        return new
    reading = without_personal(upload.reading, salt=salt)
    return understood(replace(new, name=reading.name, reading=reading))
