"""Bytewords: a word of four letters for every byte (BCR-2020-012)."""

import zlib

from strongroom.model.errors import ReadError

_LIST = """
able acid also apex aqua arch atom aunt away axis back bald barn belt beta bias
blue body brag brew bulb buzz calm cash cats chef city claw code cola cook cost
crux curl cusp cyan dark data days deli dice diet door down draw drop drum dull
duty each easy echo edge epic even exam exit eyes fact fair fern figs film fish
fizz flap flew flux foxy free frog fuel fund gala game gear gems gift girl glow
good gray grim guru gush gyro half hang hard hawk heat help high hill holy hope
horn huts iced idea idle inch inky into iris iron item jade jazz join jolt jowl
judo jugs jump junk jury keep keno kept keys kick kiln king kite kiwi knob lamb
lava lazy leaf legs liar limp lion list logo loud love luau luck lung main many
math maze memo menu meow mild mint miss monk nail navy need news next noon note
numb obey oboe omit onyx open oval owls paid part peck play plus poem pool pose
puff puma purr quad quiz race ramp real redo rich road rock roof ruby ruin runs
rust safe saga scar sets silk skew slot soap solo song stub surf swan taco task
taxi tent tied time tiny toil tomb toys trip tuna twin ugly undo unit urge user
vast very veto vial vibe view visa void vows wall wand warm wasp wave waxy webs
what when whiz wolf work yank yawn yell yoga yurt zaps zero zest zinc zone zoom
"""

WORDS = tuple(_LIST.split())
"""The word of each byte, in the order of the bytes."""

_CHECK = 4
"""Bytes of the checksum: CRC-32, the highest byte first."""

_PAIRS = tuple(word[0] + word[-1] for word in WORDS)
_BYTES = {memoryview(pair.encode()).cast("H")[0]: byte for byte, pair in enumerate(_PAIRS)}
"""Two letters as one number, because looking up texts takes five times as long."""


def write_minimal(data: bytes) -> str:
    """First and last letter of each byte's word, with the checksum behind."""
    return "".join(_PAIRS[byte] for byte in data + _checksum(data))


def read_minimal(text: str) -> bytes:
    """The bytes that ``write_minimal`` wrote, in either case of letters.

    Raises ``ReadError`` (``bytewords-malformed``), ``reason`` being ``letters``, ``length`` or
    ``checksum``.
    """
    plain = text.lower()
    if len(plain) % 2 or not plain.isascii():
        raise _malformed("letters", "the letters do not come in pairs")
    try:
        whole = bytes(map(_BYTES.__getitem__, memoryview(plain.encode()).cast("H")))
    except KeyError as error:
        raise _malformed("letters", "two of the letters stand for no byte") from error
    if len(whole) <= _CHECK:
        raise _malformed("length", "there is nothing but a checksum")
    data, checksum = whole[:-_CHECK], whole[-_CHECK:]
    if checksum != _checksum(data):
        raise _malformed("checksum", "the checksum does not fit")
    return data


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECK, "big")


def _malformed(reason: str, message: str) -> ReadError:
    return ReadError("bytewords-malformed", message, reason=reason)
