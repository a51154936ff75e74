"""Files that are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """*data* at *path*; whoever reads it meanwhile finds the old file or the new one. Raises OSError."""
    import tempfile  # put off: a build with nothing to do writes nothing

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).chmod(0o666 & ~_umask())
        Path(partial).replace(path)
    except BaseException as error:
        Path(partial).unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None  # not the partial one, which nobody knows
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
