"""A zip file that depends on its content alone: same files in, same bytes out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

#: The oldest date a zip file can carry. A date of the build would change every package.
TIMESTAMP = (1980, 1, 1, 0, 0, 0)
#: ``rw-r--r--`` of a regular file, in the upper half as Unix zip tools write it.
PERMISSIONS = 0o100644 << 16
#: Files of a Unix-like system: without this Python would write the system it runs on.
UNIX = 3
LEVEL = 9


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip: sorted by name, fixed dates, permissions and compression.

    Names are relative with forward slashes. The bytes depend on nothing but the files and, for
    the compressed streams, the zlib that Python was built with.

    Raises:
        ValueError: a name is absolute, leads outside, or is not in its simplest form.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for name in sorted(files):
            _check(name)
            entry = zipfile.ZipInfo(name, TIMESTAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = PERMISSIONS
            entry.create_system = UNIX
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def _check(name: str) -> None:
    parts = name.split("/")
    if not name or "\\" in name or any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"{name!r} cannot be a name in a package")
