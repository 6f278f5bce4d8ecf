"""Output scripts in UR's CBOR, to and from descriptors (BCR-2020-010, 2023-010).

The first version nests tags as a descriptor nests functions; the present one keeps the descriptor
as text, with ``@0`` in place of the first key. What a descriptor cannot say is left to its reader.
"""

import re

from strongroom.formats.cbor import CborValue, Tagged
from strongroom.formats.cbor_fields import CborFields, fields_of
from strongroom.formats.ur_key import address_text, key_text, write_extended_key
from strongroom.formats.ur_types import ADDRESS_TAGS, OUTPUT_TAGS
from strongroom.model.errors import ReadError
from strongroom.model.policy import Policy
from strongroom.model.script_type import ScriptType

MAX_KEYS = 100

_FUNCTIONS = {
    400: "sh",
    401: "wsh",
    402: "pk",
    403: "pkh",
    404: "wpkh",
    405: "combo",
    409: "tr",
    410: "cosigner",
}
_MULTISIG = {406: "multi", 407: "sortedmulti"}
_RAW = 408
_WRAPPERS = {
    ScriptType.P2SH: (400,),
    ScriptType.P2SH_P2WSH: (400, 401),
    ScriptType.P2WSH: (401,),
}
_THRESHOLD, _KEYS = 1, 2
_SOURCE, _SOURCE_KEYS, _NAME = 1, 2, 3
_MAX_SOURCE = 4096
"""Characters; what a hundred placeholders need is less."""

_PLACEHOLDER = re.compile(r"@([0-9]{1,3})(?![0-9])")


def descriptor_text(value: CborValue, master: int = 0) -> str:
    """The descriptor, without its checksum, of either version; ``master`` as in ``key_text``.

    A key that stands for a cosigner to come is inside ``cosigner(…)``, which is no function of
    descriptors. Raises ``ReadError``.
    """
    fields = _source_fields(value)
    if fields is not None:
        return _text_with_keys(fields, master)
    if isinstance(value, Tagged) and value.tag == OUTPUT_TAGS[0]:
        value = value.value
    return _nested_text(value, master)


def descriptor_name(value: CborValue) -> str:
    """The wallet's name as it was written, empty where there is none."""
    fields = _source_fields(value)
    return "" if fields is None else fields.text(_NAME)


def write_nested(policy: Policy) -> CborValue:
    """The policy in the first version, as devices read it."""
    keys = [write_extended_key(key, present=False) for key in policy.keys]
    tag = next(tag for tag, name in _MULTISIG.items() if name == _quorum(policy))
    value: CborValue = Tagged(tag, {_THRESHOLD: policy.threshold, _KEYS: keys})
    for wrapper in reversed(_WRAPPERS[policy.script_type]):
        value = Tagged(wrapper, value)
    return value


def write_source(policy: Policy, name: str) -> CborValue:
    """The policy in the present version, with its name if it has one."""
    keys = [write_extended_key(key, present=True) for key in policy.keys]
    places = ",".join(f"@{place}" for place in range(len(keys)))
    source = f"{_quorum(policy)}({policy.threshold},{places})"
    for wrapper in reversed(_WRAPPERS[policy.script_type]):
        source = f"{_FUNCTIONS[wrapper]}({source})"
    fields: dict[int | str, CborValue] = {_SOURCE: source, _SOURCE_KEYS: keys}
    return {**fields, _NAME: name} if name else fields


def _quorum(policy: Policy) -> str:
    return "sortedmulti" if policy.sorted_keys else "multi"


def _source_fields(value: CborValue) -> CborFields | None:
    """The fields of the present version; None for the first, which has none."""
    if isinstance(value, Tagged) and value.tag == OUTPUT_TAGS[1]:
        value = value.value
    return CborFields(value) if isinstance(value, dict) else None


def _nested_text(value: CborValue, master: int) -> str:
    match value:
        case Tagged(tag=tag, value=inner) if tag in _FUNCTIONS:
            return f"{_FUNCTIONS[tag]}({_nested_text(inner, master)})"
        case Tagged(tag=tag) if tag in _MULTISIG:
            return _multisig_text(value, master)
        case Tagged(tag=tag, value=bytes(script)) if tag == _RAW:
            return f"raw({script.hex()})"
        case Tagged(tag=tag) if tag in ADDRESS_TAGS:
            return f"addr({address_text(value)})"
    return key_text(value, master)


def _multisig_text(value: Tagged, master: int) -> str:
    fields = fields_of(value, (value.tag,))
    keys = [key_text(key, master) for key in _at_most(fields.items(_KEYS))]
    quorum = (str(fields.whole(_THRESHOLD, MAX_KEYS)), *keys)
    return f"{_MULTISIG[value.tag]}({','.join(quorum)})"


def _text_with_keys(fields: CborFields, master: int) -> str:
    source, keys = fields.text(_SOURCE), _at_most(fields.items(_SOURCE_KEYS))
    if len(source) > _MAX_SOURCE:
        raise ReadError("file-malformed", "the descriptor is too long", limit=_MAX_SOURCE)
    texts = [key_text(key, master) for key in keys]
    places = [int(place) for place in _PLACEHOLDER.findall(source)]
    if sorted(places) != list(range(len(texts))):
        raise ReadError("file-malformed", "the descriptor does not name each key once")
    return _PLACEHOLDER.sub(lambda place: texts[int(place[1])], source)


def _at_most(keys: list[CborValue]) -> list[CborValue]:
    if len(keys) > MAX_KEYS:
        raise ReadError("file-malformed", "there are too many keys", limit=MAX_KEYS)
    return keys
