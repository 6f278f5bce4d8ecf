"""Keys in UR's CBOR, to and from key expressions (BCR-2020-007, 008, 009)."""

from strongroom.formats.cbor import CborValue, Tagged
from strongroom.formats.cbor_fields import CborFields, fields_of
from strongroom.formats.ur_types import (
    ADDRESS_TAGS,
    COIN_TAGS,
    HD_KEY_TAGS,
    PATH_TAGS,
    SINGLE_KEY_TAGS,
)
from strongroom.model.addresses import write_address
from strongroom.model.derivation import HARDENED, MAX_DEPTH, KeyOrigin, parse_step
from strongroom.model.errors import ReadError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.network import NetworkKind, default_network
from strongroom.model.policy import Branches, PolicyKey

RECEIVE_ALONE = Branches((0,), None)
"""What Keystone says of the children of every key it gives out."""

_U32 = 0xFFFFFFFF
_IS_MASTER, _IS_PRIVATE, _KEY, _CHAIN_CODE, _USE_INFO, _ORIGIN, _CHILDREN, _PARENT = range(1, 9)
_COMPONENTS, _SOURCE_FINGERPRINT, _DEPTH = 1, 2, 3
_COIN_TYPE, _NETWORK = 1, 2
_ADDRESS_INFO, _ADDRESS_KIND, _ADDRESS_DATA = 1, 2, 3
_P2PKH, _P2SH, _WITNESS = range(3)


def key_text(value: CborValue, master: int = 0) -> str:
    """An extended key as ``[origin]xpub/children``, a single one in hexadecimal, or an address.

    ``master`` is the fingerprint that an account states for all of its keys, 0 where it does not.
    Raises ``ReadError``: ``secret-found`` for private keys, ``key-malformed``, ``file-malformed``.
    """
    match value:
        case Tagged(tag=tag) if tag in SINGLE_KEY_TAGS:
            return _single_key_text(fields_of(value, SINGLE_KEY_TAGS))
        case Tagged(tag=tag) if tag in ADDRESS_TAGS:
            return address_text(value)
    return _extended_key_text(fields_of(value, HD_KEY_TAGS), master)


def address_text(value: CborValue) -> str:
    """The address; raises ``ReadError`` (``address-malformed``), as for another coin's."""
    fields = fields_of(value, ADDRESS_TAGS)
    kind = _network_kind(fields.value(_ADDRESS_INFO), "address-malformed")
    text = write_address(_script(fields), default_network(kind))
    if text is None:
        raise ReadError("address-malformed", "this has no address")
    return text


def write_extended_key(policy_key: PolicyKey, *, present: bool) -> CborValue:
    """The key with its tag, of the ``present`` version or the first.

    The first version leaves the usual branches unsaid, as Sparrow does: the devices that read it
    take them for granted, and SeedSigner and Krux stumble over a pair of them.
    """
    key, version = policy_key.key, int(present)
    fields: dict[int | str, CborValue] = {
        _KEY: key.xpub.public_key,
        _CHAIN_CODE: key.xpub.chain_code,
    }
    if key.xpub.kind is NetworkKind.TEST:
        fields[_USE_INFO] = Tagged(COIN_TAGS[version], {_NETWORK: 1})
    if key.origin is not None:
        fields[_ORIGIN] = Tagged(PATH_TAGS[version], _origin_fields(key.origin))
    if present or policy_key.branches != Branches():
        components = [*_branch_components(policy_key.branches), [], False]
        fields[_CHILDREN] = Tagged(PATH_TAGS[version], {_COMPONENTS: components})
    if any(key.xpub.parent_fingerprint):
        fields[_PARENT] = int.from_bytes(key.xpub.parent_fingerprint, "big")
    return Tagged(HD_KEY_TAGS[version], fields)


def _single_key_text(fields: CborFields) -> str:
    if fields.flag(_IS_PRIVATE):
        raise ReadError("secret-found", "this is a private key", kind="wif")
    return fields.data(_KEY).hex()


def _extended_key_text(fields: CborFields, master: int) -> str:
    if fields.flag(_IS_MASTER) or fields.flag(_IS_PRIVATE):
        raise ReadError("secret-found", "this is a private key", kind="xprv")
    prefix, depth, child, parent = "", 0, 0, fields.whole(_PARENT, _U32)
    if _ORIGIN in fields:
        origin = fields_of(fields.value(_ORIGIN), PATH_TAGS)
        source, steps = _source(origin, master), _steps(origin)
        prefix = f"[{'/'.join((f'{source:08x}', *steps))}]" if source or steps else ""
        depth = origin.whole(_DEPTH, MAX_DEPTH, len(steps))
        child = parse_step(steps[-1]) if steps else 0
        parent = parent or (source if depth == 1 else 0)
    kind = _network_kind(fields.value(_USE_INFO), "key-malformed")
    chain_code, key = fields.data(_CHAIN_CODE), fields.data(_KEY)
    xpub = ExtendedPublicKey(kind, depth, parent.to_bytes(4, "big"), child, chain_code, key)
    return f"{prefix}{xpub}{_children(fields)}"


def _source(origin: CborFields, master: int) -> int:
    """The fingerprint a key names, or else the one its account does."""
    source = origin.whole(_SOURCE_FINGERPRINT, _U32) or master
    if master and source != master:
        raise ReadError("key-malformed", "the key and its account name two fingerprints")
    return source


def _children(fields: CborFields) -> str:
    if _CHILDREN not in fields:
        return ""
    return "".join(f"/{step}" for step in _steps(fields_of(fields.value(_CHILDREN), PATH_TAGS)))


def _steps(path: CborFields) -> list[str]:
    """The components of a path as the steps of a descriptor."""
    steps, waiting = [], list(reversed(path.items(_COMPONENTS)))
    if len(waiting) > 2 * MAX_DEPTH:
        raise ReadError("key-malformed", "a derivation path is too long")
    while waiting:
        match waiting.pop():
            case [first, bool(first_hardened), second, bool(second_hardened)]:
                pair = _step(first, first_hardened), _step(second, second_hardened)
                steps.append(f"<{';'.join(pair)}>")
            case index:
                steps.append(_step(index, waiting.pop() if waiting else None))
    return steps


def _step(index: CborValue, hardened: CborValue) -> str:
    if not isinstance(hardened, bool):
        raise ReadError("key-malformed", "a step does not say whether it is hardened")
    mark = "h" if hardened else ""
    if index == []:
        return f"*{mark}"
    if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < HARDENED:
        raise ReadError("key-malformed", "a step of a path is neither a number nor any")
    return f"{index}{mark}"


def _network_kind(use_info: CborValue, code: str) -> NetworkKind:
    """What a key or an address is for; bitcoin's main network where nothing is said.

    The coin is a number of SLIP-44: Keystone writes 1, a test network's, where others write 0.
    """
    if use_info is None:
        return NetworkKind.MAIN
    fields = fields_of(use_info, COIN_TAGS)
    coin, network = fields.whole(_COIN_TYPE, _U32), fields.whole(_NETWORK, _U32)
    if coin not in (0, 1) or network not in (0, 1):
        raise ReadError(code, "this is for another coin than bitcoin")
    return NetworkKind.TEST if coin or network else NetworkKind.MAIN


def _script(fields: CborFields) -> bytes:
    """The script an address stands for: of a key's or script's hash, or of a witness program."""
    data, kind = fields.data(_ADDRESS_DATA), fields.whole(_ADDRESS_KIND, _U32)
    if kind == _P2PKH and len(data) == 20:
        return b"\x76\xa9\x14" + data + b"\x88\xac"
    if kind == _P2SH and len(data) == 20:
        return b"\xa9\x14" + data + b"\x87"
    if kind == _WITNESS and len(data) in (20, 32):
        return bytes((0, len(data))) + data
    raise ReadError("address-malformed", "the address is of no kind that is known")


def _origin_fields(origin: KeyOrigin) -> dict[int | str, CborValue]:
    components: list[CborValue] = []
    for step in origin.path.steps:
        components += [step & ~HARDENED, bool(step & HARDENED)]
    fields: dict[int | str, CborValue] = {_COMPONENTS: components}
    if origin.is_known:
        fields[_SOURCE_FINGERPRINT] = int.from_bytes(origin.fingerprint, "big")
    if not components:
        fields[_DEPTH] = 0
    return fields


def _branch_components(branches: Branches) -> list[CborValue]:
    components: list[CborValue] = []
    for receive, change in zip(branches.receive, branches.change or branches.receive, strict=True):
        pair: list[CborValue] = [receive, False, change, False]
        components += [receive, False] if receive == change else [pair]
    return components
