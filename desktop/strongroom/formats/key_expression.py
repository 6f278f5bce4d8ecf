"""Keys as plain text, ``[fingerprint/path]xpub``, one on each line (SeedSigner, Krux, Specter-DIY).

Keys are written in any spelling of SLIP-132; a bare key without its origin is read as well.
"""

import re

from strongroom.formats.contract import Content, ExportedKey, KeyExport, KeyFormat
from strongroom.formats.key_parts import bare_key, script_type_of_key
from strongroom.model.errors import ReadError

NAME = "key_expression"
MAX_BYTES = 64 * 1024
MAX_KEYS = 100

_LOOKS_LIKE_KEY = re.compile(r"(\[[^\[\]]{0,3000}\])?\s*[xyzYZtuvUV]pub[0-9A-Za-z]{20}\S*")
_OLD_BRANCHES = "{0,1}"
"""What Specter-DIY and SeedSigner write for ``<0;1>``."""

_UPPER_CASE_STEP = re.compile(r"(?<=[0-9])H(?=[/\]])")


def _claims(content: Content) -> bool:
    lines = [line for line in content.lines if line]
    return bool(lines) and all(_LOOKS_LIKE_KEY.fullmatch(line) for line in lines)


def _read(content: Content) -> KeyExport:
    lines = [line for line in content.lines if line]
    if len(lines) > MAX_KEYS:
        raise ReadError("file-malformed", "there are too many keys", limit=MAX_KEYS)
    return KeyExport(NAME, "", tuple(_read_line(line) for line in lines))


def _read_line(line: str) -> ExportedKey:
    origin, bracket, rest = line.rpartition("]")
    told_origin = _UPPER_CASE_STEP.sub("h", origin + bracket)
    key = bare_key(told_origin + rest.strip().replace(_OLD_BRANCHES, "<0;1>"))
    return ExportedKey(key, script_type_of_key(key))


FORMAT = KeyFormat(NAME, MAX_BYTES, _claims, _read)
