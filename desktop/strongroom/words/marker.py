"""The mark by which translation tools find sentences, without Qt."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """``text`` itself; it is translated where it is shown."""
    return text
