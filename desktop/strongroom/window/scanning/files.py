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
