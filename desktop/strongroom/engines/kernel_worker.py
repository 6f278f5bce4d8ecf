"""Runs a transaction's scripts by Bitcoin Core's engine; imported in a worker process only.

py-bitcoinkernel 0.1.0a5 ends the process on an input index out of range, on more spent outputs than
inputs and on unknown flag bits, and ignores bytes after a transaction: all are settled before.
"""

from collections.abc import Sequence

import pbk
from pbk.script import PrecomputedTransactionData

from strongroom.engines.errors import EngineError
from strongroom.worker import Handler

MEMORY_LIMIT = 1024 * 1024 * 1024


def verify_scripts(raw: bytes, spent_outputs: Sequence[tuple[int, bytes]]) -> list[bool]:
    """For each input, whether it may spend its output (amount in satoshi, script).

    All flags and all spent outputs are given, for every input. Raises ``transaction-malformed`` and
    ``spent-outputs-wrong``.
    """
    transaction = _transaction(raw)
    if len(spent_outputs) != len(transaction.inputs):
        raise EngineError(
            "spent-outputs-wrong",
            "there must be one spent output for each input",
            inputs=len(transaction.inputs),
            spent_outputs=len(spent_outputs),
        )
    spent = [
        pbk.TransactionOutput(pbk.ScriptPubkey(script), amount) for amount, script in spent_outputs
    ]
    precomputed = PrecomputedTransactionData(transaction, spent)
    return [
        _succeeds(transaction, precomputed, index, output) for index, output in enumerate(spent)
    ]


def _transaction(raw: bytes) -> pbk.Transaction:
    try:
        transaction = pbk.Transaction(raw)
    except RuntimeError as error:
        raise EngineError("transaction-malformed", "these bytes are no transaction") from error
    if bytes(transaction) != raw:
        raise EngineError("transaction-malformed", "these bytes hold more than a transaction")
    if not len(transaction.inputs):
        raise EngineError("transaction-malformed", "the transaction has no inputs")
    return transaction


def _succeeds(
    transaction: pbk.Transaction,
    precomputed: PrecomputedTransactionData,
    index: int,
    output: pbk.TransactionOutput,
) -> bool:
    script, flags = output.script_pubkey, pbk.ScriptVerificationFlags.ALL
    answer: int = script.verify(output.amount, transaction, precomputed, index, flags)
    return answer == 1


HANDLERS: dict[str, Handler] = {"verify_scripts": verify_scripts}
