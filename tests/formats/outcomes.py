"""The outcome of reading a file, on one line, for tables of published samples."""

from strongroom.engines.derivation import derive_address
from strongroom.formats.contract import ExportedKey, KeyExport, WalletFile
from strongroom.formats.reading import RecognitionError, recognise
from strongroom.model.network import default_network
from strongroom.model.wallet import Branch, Wallet


def outcome(data: bytes) -> str:
    """``kind format`` and what was read, or the code with which it was refused.

    A wallet is shown by quorum, script, first address; a key by fingerprint and script; behind them
    stand the codes of findings.
    """
    try:
        recognised = recognise(data)
    except RecognitionError as refused:
        return " ".join(filter(None, (refused.kind, refused.format, refused.code)))
    shown = [recognised.kind.value, recognised.format]
    if isinstance(recognised.value, WalletFile):
        shown += _wallet(recognised.value)
    elif isinstance(recognised.value, KeyExport):
        shown += [recognised.value.device or "-", *map(_key, recognised.value.keys)]
    return " ".join((*shown, *(finding.code for finding in recognised.findings)))


def _wallet(file: WalletFile) -> list[str]:
    policy = file.policy
    network = file.networks[0] if file.networks else default_network(policy.kind)
    first = derive_address(Wallet("", network, policy), Branch.RECEIVE, 0).text
    order = [] if policy.sorted_keys else ["unsorted"]
    quorum = f"{policy.threshold}-of-{len(policy.keys)}"
    return [quorum, policy.script_type.value, *order, first]


def _key(exported: ExportedKey) -> str:
    fingerprint = exported.key.fingerprint
    script_type = exported.script_type
    return (
        f"{fingerprint.hex() if fingerprint else '-'}:{script_type.value if script_type else '-'}"
    )
