"""Judges the blocks of a regtest chain by Bitcoin Core's engine; in a worker process only."""

from collections.abc import Sequence

import pbk

from strongroom.engines import kernel_worker
from strongroom.model.errors import StrongroomError
from strongroom.worker import Handler

MEMORY_LIMIT = 1024 * 1024 * 1024

VALID = "valid"


class JudgedChain:
    """A regtest chain that grows by the blocks found valid.

    ``process_block`` of py-bitcoinkernel also returns True for a block whose scripts fail: what
    counts is what the engine says to the ``block_checked`` callback.
    """

    def __init__(self) -> None:
        self._manager: pbk.ChainstateManager | None = None
        self._verdict = "not connected"

    def open(self, folder: str) -> None:
        """Begin anew at the genesis block, with block files in the empty ``folder``."""
        callbacks = pbk.ValidationInterfaceCallbacks(block_checked=self._note)
        context = pbk.make_context(pbk.ChainType.REGTEST, callbacks)
        options = pbk.ChainstateManagerOptions(context, folder, f"{folder}/blocks")
        options.set_worker_threads_num(0)
        options.update_block_tree_db_in_memory(True)
        options.update_chainstate_db_in_memory(True)
        self._manager = pbk.ChainstateManager(options)

    def connect(self, height: int, blocks: Sequence[bytes]) -> list[str]:
        """The verdicts on raw ``blocks`` that follow the block at ``height``.

        Ends with the first that is not ``valid``. Raises ``practice-chain-lost`` where the tip is
        at another height, as in a process that was started anew.
        """
        if self._manager is None or self._manager.get_active_chain().height != height:
            raise StrongroomError("practice-chain-lost", "the practice chain is at another height")
        verdicts: list[str] = []
        for raw in blocks:
            verdicts.append(self._judge(self._manager, raw))
            if verdicts[-1] != VALID:
                break
        return verdicts

    def _judge(self, manager: pbk.ChainstateManager, raw: bytes) -> str:
        self._verdict = "not connected"
        try:
            manager.process_block(pbk.Block(raw))
        except pbk.ProcessBlockException:
            return "refused"
        except RuntimeError:
            return "malformed"
        return self._verdict

    def _note(self, _: object, block: pbk.Block, state: pbk.BlockValidationState) -> None:
        good = state.validation_mode == pbk.ValidationMode.VALID
        self._verdict = VALID if good else state.block_validation_result.name.lower()


_chain = JudgedChain()

HANDLERS: dict[str, Handler] = {
    "open": _chain.open,
    "connect": _chain.connect,
    **kernel_worker.HANDLERS,
}
