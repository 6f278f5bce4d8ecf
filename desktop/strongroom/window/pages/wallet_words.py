"""A wallet in words: its policy, its script, its network, and what its quorum survives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from strongroom.model.network import Network
from strongroom.model.script_type import ScriptType
from strongroom.words.amounts import quorum
from strongroom.words.cosigner_names import unnamed
from strongroom.words.paths import delay_words

if TYPE_CHECKING:
    from strongroom.model.policy import CosignerKey, Policy, RecoveryPath
    from strongroom.model.wallet import Branch, Wallet
    from strongroom.workflows.set_up_flow import Survival


class WalletWords(QObject):
    """Sentences about wallets; one for each page that says them."""

    def script(self, script_type: ScriptType) -> str:
        match script_type:
            case ScriptType.P2WSH:
                return self.tr("Native segwit")
            case ScriptType.P2SH_P2WSH:
                return self.tr("Nested segwit")
            case ScriptType.P2SH:
                return self.tr("Legacy")
            case ScriptType.P2TR:
                return self.tr("Taproot")
            case _:
                return str(script_type.value)

    def network(self, network: Network) -> str:
        """Its name, and whether it is one to practise on."""
        name = self.network_name(network)
        if network is Network.BITCOIN:
            return name
        return self.tr("{network} (no real money)").format(network=name)

    def network_name(self, network: Network) -> str:
        match network:
            case Network.BITCOIN:
                return self.tr("Bitcoin")
            case Network.TESTNET4:
                return self.tr("Testnet 4")
            case Network.TESTNET3:
                return self.tr("Testnet 3")
            case Network.SIGNET:
                return self.tr("Signet")
            case Network.REGTEST:
                return self.tr("Regtest")

    def state_line(self, wallet: Wallet) -> str:
        """The wallet in one line, below its name."""
        policy = wallet.policy
        whole = quorum(policy.threshold, len(policy.keys))
        parts = (whole, self.script(policy.script_type), self.network(wallet.network))
        return " · ".join(parts)

    def policy(self, policy: Policy) -> str:
        """Who can spend."""
        needed, count = policy.threshold, len(policy.keys)
        if count == 1:
            return self.tr("The one key can spend.")
        if needed == count:
            return self.tr("All %n keys are needed to spend.", "", count)
        return self.tr("Any {needed} of the {count} keys can spend.").format(
            needed=needed, count=count
        )

    def recovery(self, path: RecoveryPath) -> str:
        """Who can spend later, and when."""
        needed, count = path.threshold, len(path.keys)
        when = delay_words(path.delay)
        if count == 1:
            one = path.keys[0].key
            return self.tr("After {when}, the key {name} can spend alone.").format(
                when=when, name=one.name or self.fingerprint(one)
            )
        if needed == 1:
            said = self.tr("After {when}, any one of {count} keys can spend.")
            return said.format(when=when, count=count)
        return self.tr("After {when}, any {needed} of {count} keys can spend.").format(
            when=when, needed=needed, count=count
        )

    def survives_loss(self, threshold: int, count: int) -> str:
        """How many keys may be lost."""
        lost = _survival(threshold, count).lost
        if not lost:
            return self.tr("If one key is lost, nobody can spend any more.")
        if lost == 1:
            return self.tr("One key may be lost: the others can still spend.")
        return self.tr("%n keys may be lost: the others can still spend.", "", lost)

    def survives_theft(self, threshold: int, count: int) -> str:
        """How many keys may be stolen."""
        stolen = _survival(threshold, count).stolen
        if not stolen:
            return self.tr("Whoever steals one key can spend.")
        if stolen == 1:
            return self.tr("Whoever steals one key cannot spend.")
        return self.tr("Whoever steals %n keys cannot spend.", "", stolen)

    def branch(self, branch: Branch) -> str:
        from strongroom.model.wallet import Branch

        return self.tr("Receive") if branch is Branch.RECEIVE else self.tr("Change")

    def unnamed(self, position: int) -> str:
        """What a cosigner without a name is called."""
        return unnamed(position, QCoreApplication.translate)

    def fingerprint(self, key: CosignerKey) -> str:
        """As the devices show it, in two groups."""
        if key.fingerprint is None:
            return self.tr("not told")
        shown = key.fingerprint.hex().upper()
        return f"{shown[:4]} {shown[4:]}"

    def key_in_short(self, key: CosignerKey) -> str:
        """A key among others: its name where it has one, its path and the ends of it."""
        parts = (key.name, self.path(key), short_key(str(key.xpub)))
        return " · ".join(part for part in parts if part)

    def path(self, key: CosignerKey) -> str:
        """The way from the master key; hardened steps as the devices write them."""
        if key.origin is None:
            return self.tr("not told")
        steps = str(key.origin.path).replace("h", "\N{RIGHT SINGLE QUOTATION MARK}")
        return f"m/{steps}" if steps else "m"


def _survival(threshold: int, count: int) -> Survival:
    # The names of networks are on the first page, which does without the rooms below this.
    from strongroom.workflows.set_up_flow import survival

    return survival(threshold, count)


def short_key(text: str) -> str:
    """The two ends of an extended key, for where the whole of it is one click away."""
    return f"{text[:10]}\N{HORIZONTAL ELLIPSIS}{text[-8:]}"
