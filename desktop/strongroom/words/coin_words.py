"""What is said of a PSBT as such, and of the coins it spends."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

_EXPORT_AGAIN = QT_TRANSLATE_NOOP(
    "Words", "Export it again from where it came from, and carry it over once more."
)
_ASK_WHY = QT_TRANSLATE_NOOP("Words", "Ask whoever made it why, before you sign.")
_ASK_WHO_MADE_IT = QT_TRANSLATE_NOOP("Words", "Do not sign. Ask who made this file.")
_OPEN_PREVIOUS = QT_TRANSLATE_NOOP(
    "Words",
    "Open the previous transaction {txid} (file or QR) and the review goes on.",
)

COIN_WORDS: Phrases = {
    "psbt-malformed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This file is not a sound PSBT: it is cut short, damaged, or not made by the rules. "
            "Nothing of it was kept.",
        ),
        _EXPORT_AGAIN,
    ),
    "psbt-malformed:detail": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This file is not a sound PSBT: {detail}. Nothing of it was kept.",
        ),
        _EXPORT_AGAIN,
    ),
    "transaction-empty": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This transaction has {inputs:input|inputs} and {outputs:output|outputs}. There is "
            "nothing in it to sign.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask whoever made it for a finished proposal."),
    ),
    "locktime-undetermined": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Its inputs ask for a block height and for a time at once. No locktime satisfies both,"
            " so nobody could ever mine this transaction.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask whoever made it to build it again."),
    ),
    "transaction-unusual": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This transaction is put together in a way nodes do not expect.",
        ),
        _ASK_WHY,
    ),
    "transaction-unusual:version": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This transaction has version {version}. Nodes pass on versions 1, 2 and 3 only, so it"
            " may never reach a miner.",
        ),
        _ASK_WHY,
    ),
    "transaction-unusual:modifiable": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file says that inputs or outputs may still be added. What you review now may not "
            "be what is sent.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask for the finished proposal, and review that."),
    ),
    "too-large": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "There is more in this file than signers and nodes usually handle.",
        ),
        QT_TRANSLATE_NOOP("Words", "Check with your signers whether they can load it."),
    ),
    "too-large:weight": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This transaction will have about {vsize} virtual bytes. Nodes do not pass on one "
            "above {limit}.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Pay in several transactions with fewer inputs or outputs each.",
        ),
    ),
    "too-large:fields": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file carries {bytes:byte|bytes} that are of no use for this payment. Above "
            "{limit:byte|bytes}, signers with little memory may fail to load it.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Ask whoever made it for a plain PSBT, or let Strongroom write one.",
        ),
    ),
    "proprietary-data": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "There are {fields:field|fields} of other programs here ({bytes:byte|bytes}). "
            "Strongroom does not read them and cannot say what they do.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask which program put them there if you do not expect them."),
    ),
    "utxo-mismatch": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "What this input is said to spend contradicts itself. Amounts and fee cannot be "
            "believed.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "utxo-mismatch:txid": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The previous transaction that comes with this input is another one than the input "
            "spends from. Amounts and fee cannot be believed.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "utxo-mismatch:index": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This input spends an output that the previous transaction has not got.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "utxo-mismatch:witness-utxo": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This input tells its amount or script twice, and differently. One of them is untrue, "
            "and the fee could be far higher than shown.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "utxo-missing": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file does not prove how much this input spends. The fee could be far higher than "
            "it seems.",
        ),
        _OPEN_PREVIOUS,
    ),
    "utxo-missing:nothing": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file does not say what this input spends, so neither its amount nor the fee is "
            "known.",
        ),
        _OPEN_PREVIOUS,
    ),
    "utxo-missing:legacy": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file only claims what this input spends; for a coin of this old kind the claim "
            "could be any amount.",
        ),
        _OPEN_PREVIOUS,
    ),
    "utxo-missing:unproven": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file claims an amount for this input and does not prove it. A false claim can"
            " hide a huge fee.",
        ),
        _OPEN_PREVIOUS,
    ),
    "amount-out-of-range": Words(
        QT_TRANSLATE_NOOP("Words", "There is an amount here that cannot be."),
        _ASK_WHO_MADE_IT,
    ),
    "amount-out-of-range:amount": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "An amount of {amount:amount} cannot be: amounts lie between nothing and 21 million "
            "bitcoin.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "amount-out-of-range:sum": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The amounts add up to {amount:amount}, more bitcoin than there will ever be.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "amount-out-of-range:exceeds": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The outputs pay {amount:amount} more than the inputs hold. No node would take this "
            "transaction.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "script-mismatch": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The script given for this input is not the one that locks the coin. Whoever signs by "
            "it signs something else than they see.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "wrong-network": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is for another bitcoin network than the wallet. Coins of one network do not"
            " exist on the other.",
        ),
        QT_TRANSLATE_NOOP("Words", "Choose the file, or the network, that belongs together."),
    ),
    "wrong-network:network": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This is for another bitcoin network than {network}. Coins of one network do not exist"
            " on the other.",
        ),
        QT_TRANSLATE_NOOP("Words", "Choose the file, or the network, that belongs together."),
    ),
    "amount-conflict": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This coin held {before:amount} when it was seen before, and is said to hold "
            "{now:amount} now. One of them is untrue; this is how a huge fee is hidden.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Do not sign. Ask who made this file, and open the previous transaction.",
        ),
    ),
    "input-not-ours": Words(
        QT_TRANSLATE_NOOP("Words", "This input spends a coin that is not from this wallet."),
        QT_TRANSLATE_NOOP(
            "Words", "Do not sign. Ask who made this file whose coin it is and why it is here."
        ),
    ),
    "input-not-ours:all": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This transaction is not from this wallet: none of its inputs is.",
        ),
        QT_TRANSLATE_NOOP("Words", "Open it with the wallet it belongs to."),
    ),
    "false-origin": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "A key here is said to come from the signer {fingerprint}, and does not. Someone may "
            "want that signer to take a foreign key for its own.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "xpub-mismatch": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The file names a cosigner ({fingerprint}) who is not in this wallet. A signer that "
            "believes it could take another wallet for yours.",
        ),
        _ASK_WHO_MADE_IT,
    ),
}
