"""Files that are looked at for codes, told by their names before anything of them is read."""

from pathlib import Path

VIDEOS = (".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")


def is_video(path: Path) -> bool:
    """Whether a file's name says that it is one."""
    return path.suffix.lower() in VIDEOS


def is_picture(path: Path) -> bool:
    """Whether a file's name says that it is a photo or a drawing."""
    return path.suffix.lower() in PICTURES


def may_show_codes(path: Path) -> bool:
    """Whether it is a file for the scan rather than one that is read."""
    return is_video(path) or is_picture(path)


def holds_video(path: Path) -> bool:
    """Whether a file begins as MP4, Matroska, WebM or AVI do.

    Of anything else no player is asked: it would follow what a list of other files names.
    """
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return False
    is_avi = head.startswith(b"RIFF") and head[8:12] == b"AVI "
    return is_avi or head[4:8] == b"ftyp" or head.startswith(b"\x1a\x45\xdf\xa3")
