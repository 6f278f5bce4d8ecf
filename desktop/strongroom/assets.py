"""Finds what is drawn, translated or coloured, in a checkout and in an installation alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = (_PACKAGE / "resources", _PACKAGE.parent.parent / "resources")
"""Where ``resources/`` lies in an installation, and in a checkout."""


def resource(path: str) -> Path:
    """The file or folder at ``path`` below ``resources/``, its parts separated by ``/``.

    Raises ``FileNotFoundError`` when this program came without it.
    """
    for folder in _FOLDERS:
        if (folder / path).exists():
            return folder / path
    raise FileNotFoundError(f"resources/{path} did not come with this installation")
