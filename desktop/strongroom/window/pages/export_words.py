"""What each file of a wallet is called, and what it is good for."""

from PySide6.QtCore import QObject

from strongroom.window.pages.export_targets import DEVICE_TEXT, Group, Target

_NAMES = {
    "bitbox02": "BitBox02",
    "bitcoin-core": "Bitcoin Core",
    "bitcoin-safe": "Bitcoin Safe",
    "bluewallet": "BlueWallet",
    "keepkey": "KeepKey",
    "seedsigner": "SeedSigner",
    "specter-diy": "Specter DIY",
}


class ExportWords(QObject):
    """Sentences of the list of files."""

    def group(self, group: Group) -> str:
        match group:
            case Group.OWN:
                return self.tr("Your devices")
            case Group.DEVICES:
                return self.tr("Other devices")
            case Group.PROGRAMS:
                return self.tr("Programs")
            case Group.KEEPING:
                return self.tr("For keeping")

    def title(self, target: Target) -> str:
        """A name that no other file has."""
        if target.device is None:
            return self._plain(target.format)[0]
        name = _NAMES.get(target.device, target.device.capitalize())
        if target.format == "descriptor":
            return self.tr("{name}, as a descriptor").format(name=name)
        return name

    def use(self, target: Target) -> str:
        """What it is good for; or why there is none, and what to do."""
        if not target.format:
            return self.tr(
                "It reads no file: it takes a wallet by USB, which comes with a later version."
                " Until then, sign with it from a program that speaks to it, such as Sparrow; its"
                " file is below."
            )
        if target.device is None:
            return self._plain(target.format)[1]
        if target.format == "descriptor":
            return self.tr("The whole wallet in one line, to be pasted or opened there.")
        if target.group is Group.PROGRAMS:
            return self.tr("The file it opens as a wallet of several keys.")
        return self.tr("The file it takes the wallet from; it then knows your cosigners.")

    def _plain(self, form: str) -> tuple[str, str]:
        tr = self.tr
        known = {
            "bip329": (
                tr("Labels"),
                tr("What addresses and payments are called, for other programs (BIP-329)."),
            ),
            "bip138": (
                tr("Encrypted backup"),
                tr("Any one of the keys opens it; to anybody else it says nothing (BIP-138)."),
            ),
            "bsms": (
                tr("BSMS record"),
                tr("The wallet with its first address, to check it by (BIP-129)."),
            ),
            "bip139": (tr("Wallet backup"), tr("The wallet with its names (BIP-139).")),
            "bip388": (
                tr("Wallet policy"),
                tr("The rule of the wallet and its keys, apart (BIP-388)."),
            ),
            "descriptor": (
                tr("Descriptor"),
                tr("The whole wallet in one line, for programs and for the record on paper."),
            ),
            "ur_output": (
                tr("Code for programs"),
                tr("For those that take a wallet by scanning it (UR)."),
            ),
            "bitcoin_core": ("Bitcoin Core", tr("What its command importdescriptors takes.")),
            "caravan": ("Caravan", tr("The wallet file it opens.")),
            "coldcard_descriptor": (
                tr("Coldcard, newer form"),
                tr("The same wallet as a descriptor with a name."),
            ),
            "electrum": ("Electrum", tr("The wallet file it opens.")),
            "specter_desktop": ("Specter Desktop", tr("The wallet file it takes in.")),
            "specter_diy": (
                tr("Specter DIY, by code or cable"),
                tr("The line with which it adds a wallet."),
            ),
            DEVICE_TEXT: (
                tr("Any other device"),
                tr("The form most devices read, without the habits of one."),
            ),
        }
        return known[form]
