"""The overview of a wallet: its policy, and each cosigner with a tick for the comparison."""

from datetime import UTC, datetime
from functools import partial

from strongroom.vault.records import CosignerRecord
from strongroom.window.page import Parts
from strongroom.window.pages.cosigner_card import CosignerCard
from strongroom.window.pages.policy_card import PolicyCard
from strongroom.window.pages.wallet_part import WalletPart
from strongroom.words.cosigner_names import told_apart
from strongroom.workflows.keeping import Keeper, KeptWallet


class CosignersPart(WalletPart):
    """Ticks and words are kept at once."""

    def __init__(self, parts: Parts, kept: KeptWallet) -> None:
        super().__init__(parts, kept)
        self.column.addWidget(PolicyCard(self.look, kept.wallet))
        keys = kept.wallet.policy.cosigners
        records = kept.record.cosigners
        names = told_apart([one.name for one in records], [key.fingerprint for key in keys])
        for position, (key, said, name) in enumerate(zip(keys, records, names, strict=True)):
            card = CosignerCard(self.look, position, key, said, name)
            card.ticked.connect(partial(self._tick, position))
            card.described.connect(partial(self._describe, position))
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _tick(self, position: int, is_ticked: bool) -> None:
        when = datetime.now(UTC) if is_ticked else None
        row = self.kept.row
        self.change(partial(Keeper.compare_key, row=row, position=position, when=when))

    def _describe(self, position: int, said: CosignerRecord) -> None:
        row = self.kept.row
        self.change(partial(Keeper.describe_cosigner, row=row, position=position, said=said))
