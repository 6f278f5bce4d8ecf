"""Rules about what is paid to: dust, data, and scripts that are no address."""

from collections.abc import Iterator

from strongroom.model.curve import is_point
from strongroom.model.errors import ReadError
from strongroom.model.finding import Finding
from strongroom.model.scripts import OutputKind, output_kind, witness_program
from strongroom.model.transaction import TxOutput
from strongroom.review.context import Context
from strongroom.review.script_reading import instructions
from strongroom.review.weigh import block, info, warn

_SPEND_SIZE = 148
_WITNESS_SPEND_SIZE = 67
"""Bytes Bitcoin Core reckons for spending an output, without and with a witness."""

_ANCHOR = bytes.fromhex("51024e73")
"""Pay-to-anchor, which anyone may spend."""

_LOCKS = frozenset((*range(0xA6, 0xAB), *range(0xAC, 0xB0), 0xBA))
"""Opcodes that ask for a signature or for what a hash was made of."""

_ENDS = frozenset((0x50, 0x6A))
"""OP_RESERVED and OP_RETURN: run, nobody can spend."""


def dust(context: Context) -> Iterator[Finding]:
    """An output that costs more to spend than it holds."""
    for view in context.outputs:
        least = dust_limit(view.output, context.limits.dust_rate)
        if 0 <= view.output.amount < least:
            limit = context.limits.dust_rate
            yield warn("dust", view.where, amount=view.output.amount, least=least, limit=limit)


def data_output(context: Context) -> Iterator[Finding]:
    """Data on the chain, which destroys whatever amount stands with it."""
    for view in context.outputs:
        if view.kind is not OutputKind.DATA:
            continue
        amount, size = view.output.amount, len(view.output.script_pubkey) - 1
        if amount > 0:
            yield block("data-output", view.where, reason="value", amount=amount, bytes=size)
        else:
            yield info("data-output", view.where, bytes=size)


def unknown_script(context: Context) -> Iterator[Finding]:
    """A payment to something that is no address known here, or to anyone."""
    for view in context.outputs:
        if anyone_can_spend(view.output.script_pubkey):
            yield block("unknown-script", view.where, reason="anyone", amount=view.output.amount)
        elif nobody_can_spend(view.output.script_pubkey):
            yield block("unknown-script", view.where, reason="nobody", amount=view.output.amount)
        elif view.kind in (OutputKind.WITNESS_UNKNOWN, OutputKind.OTHER):
            reason = "witness" if view.kind is OutputKind.WITNESS_UNKNOWN else "script"
            yield warn("unknown-script", view.where, reason=reason, amount=view.output.amount)


def dust_limit(output: TxOutput, rate: int) -> int:
    """Satoshi below which spending ``output`` at ``rate`` sat/vB costs more than it holds."""
    if output_kind(output.script_pubkey) is OutputKind.DATA:
        return 0
    segwit = witness_program(output.script_pubkey) is not None
    spend = _WITNESS_SPEND_SIZE if segwit else _SPEND_SIZE
    return rate * (len(output.serialize()) + spend)


def nobody_can_spend(script: bytes) -> bool:
    """Whether a segwit output is one that no witness opens (BIP-141, BIP-341)."""
    program = witness_program(script)
    if program is None:
        return False
    version, data = program
    if version == 0:
        return len(data) not in (20, 32)
    return version == 1 and len(data) == 32 and not is_point(b"\x02" + data)


def anyone_can_spend(script: bytes) -> bool:
    """Whether a script asks neither for a signature nor for a secret."""
    kind = output_kind(script)
    if kind is not OutputKind.OTHER:
        return script == _ANCHOR
    try:
        opcodes = {instruction.opcode for instruction in instructions(script)}
    except ReadError:
        return False
    return not opcodes & (_LOCKS | _ENDS)
