"""Asks Bitcoin Core's own engine whether a transaction's scripts succeed, in a worker process."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from strongroom.engines.errors import EngineError
from strongroom.model.errors import StrongroomError
from strongroom.worker import Plain, WorkerClient, WorkerError

MAXIMUM_AMOUNT = 2_100_000_000_000_000
MAXIMUM_TRANSACTION = 4_000_000
"""Bytes of the largest transaction that a block can hold."""


@dataclass(frozen=True, slots=True)
class ScriptCheck:
    """For each input, in order, whether its scripts succeed under all consensus rules.

    It says nothing of amounts, fees or locktimes against a chain.
    """

    inputs: tuple[bool, ...]

    @property
    def verified(self) -> bool:
        """Every input's scripts succeed; never true without an input."""
        return bool(self.inputs) and all(self.inputs)

    @property
    def failed(self) -> tuple[int, ...]:
        """The indexes of the inputs whose scripts fail."""
        return tuple(index for index, good in enumerate(self.inputs) if not good)


class Kernel:
    """The engine, in the warm worker process of kind ``script-check`` or in one that is given."""

    def __init__(self, worker: WorkerClient | None = None) -> None:
        self._worker = worker or WorkerClient("script-check")

    def verify_scripts(
        self, transaction: bytes, spent_outputs: Sequence[tuple[int, bytes]]
    ) -> ScriptCheck:
        """Run every input of the raw ``transaction``.

        ``spent_outputs`` are the amount (satoshi) and script of what each input spends, in order.
        Raises ``EngineError`` (``transaction-malformed``, ``spent-outputs-wrong``) for what cannot
        be checked, and ``WorkerError`` where the engine gave no answer.
        """
        _refuse_misuse(transaction, spent_outputs)
        spent: list[Plain] = [(amount, bytes(script)) for amount, script in spent_outputs]
        try:
            answer = self._worker.call("verify_scripts", bytes(transaction), spent)
        except WorkerError:
            raise
        except StrongroomError as error:
            raise EngineError(error.code, str(error), **error.facts) from error
        match answer:
            case list(inputs) if len(inputs) == len(spent) and all(
                isinstance(good, bool) for good in inputs
            ):
                return ScriptCheck(tuple(good is True for good in inputs))
        raise WorkerError("worker-died", "the engine's answer makes no sense")

    def close(self) -> None:
        """End the worker process; a later check starts another one."""
        self._worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def verify_scripts(transaction: bytes, spent_outputs: Sequence[tuple[int, bytes]]) -> ScriptCheck:
    """``Kernel.verify_scripts`` in a worker process for this one check."""
    with Kernel() as kernel:
        return kernel.verify_scripts(transaction, spent_outputs)


def _refuse_misuse(transaction: bytes, spent_outputs: Sequence[tuple[int, bytes]]) -> None:
    if len(transaction) > MAXIMUM_TRANSACTION:
        raise EngineError("transaction-malformed", "the transaction is larger than a block")
    for index, (amount, script) in enumerate(spent_outputs):
        # Beyond these the engine would be given another number, or a script no chain can hold.
        if not 0 <= amount <= MAXIMUM_AMOUNT or len(script) > MAXIMUM_TRANSACTION:
            raise EngineError(
                "spent-outputs-wrong",
                f"the output spent by input {index} cannot exist",
                input=index,
            )
