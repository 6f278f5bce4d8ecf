"""Wallets for the tests of formats: keys by embit from seeds that are numbers, on real paths."""

from dataclasses import dataclass, field, replace
from functools import cache

from embit import bip32
from embit.networks import NETWORKS
from hypothesis import strategies as st

from strongroom.model.derivation import DerivationPath, KeyOrigin
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.network import Network, NetworkKind
from strongroom.model.policy import Branches, CosignerKey, Policy, PolicyKey
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet

_PATHS = {
    ScriptType.P2WSH: "m/48h/{coin}h/{account}h/2h",
    ScriptType.P2SH_P2WSH: "m/48h/{coin}h/{account}h/1h",
    ScriptType.P2SH: "m/45h/{account}",
}


@cache
def cosigner(
    seed: int,
    script_type: ScriptType = ScriptType.P2WSH,
    kind: NetworkKind = NetworkKind.TEST,
    account: int = 0,
) -> CosignerKey:
    """The key of signer number ``seed`` for a script type."""
    version = NETWORKS["main" if kind is NetworkKind.MAIN else "test"]["xprv"]
    root = bip32.HDKey.from_seed(bytes([seed]) * 32, version=version)
    path = _PATHS[script_type].format(coin=kind.coin_type, account=account)
    xpub = ExtendedPublicKey.parse(root.derive(path).to_public().to_base58())
    return CosignerKey(xpub, KeyOrigin(root.my_fingerprint, DerivationPath.parse(path)))


@dataclass(frozen=True, slots=True)
class Plan:
    """A wallet to be made; ``mixed`` puts its keys on different accounts."""

    threshold: int = 2
    keys: int = 3
    script_type: ScriptType = ScriptType.P2WSH
    kind: NetworkKind = NetworkKind.TEST
    sorted_keys: bool = True
    mixed: bool = False
    branches: Branches = field(default_factory=Branches)

    def wallet(self, name: str = "Sample") -> Wallet:
        """The wallet, on the main network or on regtest."""
        keys = [
            cosigner(seed + 1, self.script_type, self.kind, seed if self.mixed else 0)
            for seed in range(self.keys)
        ]
        policy = Policy(
            self.script_type,
            self.threshold,
            tuple(PolicyKey(key, self.branches) for key in keys),
            self.sorted_keys,
        )
        network = Network.BITCOIN if self.kind is NetworkKind.MAIN else Network.REGTEST
        return Wallet(name, network, policy)


PLAIN = Plan().wallet()


@st.composite
def wallets(draw: st.DrawFn) -> Wallet:
    """Wallets of one to fifteen keys in every script type, sorted and not, on several paths."""
    keys = draw(st.integers(1, 15))
    plan = Plan(
        draw(st.integers(1, keys)),
        keys,
        draw(st.sampled_from(list(_PATHS))),
        draw(st.sampled_from(NetworkKind)),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from([Branches(), Branches(), Branches((7,), (9,)), Branches((5,), None)])),
    )
    wallet = plan.wallet(draw(st.text(max_size=30)))
    order = draw(st.permutations(wallet.policy.keys))
    return replace(wallet, policy=replace(wallet.policy, keys=tuple(order)))
