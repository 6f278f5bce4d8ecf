"""Keeps PySide from reading the source of every module that is imported after it.

It looks there for its own features (other spellings of its names), which nothing here asks for.
That took a twentieth of the start, and more of it later for large modules.
"""

import sys

# It puts itself between every import and its module.
import PySide6.QtCore  # noqa: F401

_SCAN = "_mod_uses_pyside"


def leave_imports_unscanned() -> bool:
    """From now on modules are only imported; False where this PySide scans them otherwise."""
    scanner = sys.modules.get("shibokensupport.feature")
    if not hasattr(scanner, _SCAN):
        return False
    setattr(scanner, _SCAN, lambda _module: True)
    return True
