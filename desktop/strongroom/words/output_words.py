"""What is said of change and other outputs, of fees and of times."""

from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Words

_ASK_WHO_MADE_IT = QT_TRANSLATE_NOOP("Words", "Do not sign. Ask who made this file.")
_ASK_LOWER_FEE = QT_TRANSLATE_NOOP("Words", "Do not sign. Ask for a proposal with a lower fee.")
_ASK_WAIT = QT_TRANSLATE_NOOP("Words", "Ask for another proposal if it was meant to wait.")
_CHECK_DELAY = QT_TRANSLATE_NOOP(
    "Words",
    "Check that the delay is wanted; the payment will not arrive before. Delays of up to "
    "{limit:span} are not mentioned.",
)
_CHECK_RELATIVE = QT_TRANSLATE_NOOP(
    "Words",
    "Check that the delay is wanted; the payment may not arrive before. Delays of up to "
    "{limit:span} are not mentioned.",
)
_CHECK_PAYEE = QT_TRANSLATE_NOOP("Words", "Check with the payee that this is what they expect.")
_COMPARE_WHOLE = QT_TRANSLATE_NOOP(
    "Words", "Compare it whole with the payee, by another way than this file."
)

OUTPUT_WORDS: Phrases = {
    "change-foreign": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output is made to look like change, and it does not come back to this wallet: "
            "{amount:amount} would go to someone else.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "change-foreign:quorum": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output is made to look like change, but takes another number of signatures to"
            " spend. {amount:amount} would not come back.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "change-foreign:key": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output is made to look like change, but a key in it is not one of this wallet's."
            " Someone may have put their own there; {amount:amount} would not come back.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "change-foreign:order": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output is made to look like change, but its keys stand in another order. "
            "{amount:amount} would not come back to this wallet.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "change-foreign:script-type": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output has the wallet's keys in another type of address. The wallet would not "
            "find the {amount:amount} again.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "change-foreign:form": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output has the wallet's keys in a script with other ways to spend. "
            "{amount:amount} would not come back to this wallet alone.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "change-foreign:branch": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output is made to look like change, but lies on a branch this wallet does not "
            "use. The wallet would not find the {amount:amount} again.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "change-foreign:hardened": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output is made to look like change, but its path takes a hardened step, which "
            "this wallet cannot follow. Nobody here can tell whether the {amount:amount} would "
            "come back.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "change-foreign:output": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output is described as change, but the address it pays is not the one described."
            " {amount:amount} would go to someone else.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "change-unfindable": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This change goes to address {index} of the {branch} branch, far from the ones in use."
            " A restored wallet may not find it.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask for a proposal with the next unused change address."),
    ),
    "change-unfindable:gap": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This change goes to address {index} of the {branch} branch, more than the {limit} "
            "unused addresses away that other programs look ahead. A wallet restored elsewhere "
            "may seem to have lost it.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Better ask for a proposal with the next unused change address.",
        ),
    ),
    "change-unfindable:far": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This change goes to address {index} of the {branch} branch, more than {limit} "
            "addresses beyond the ones in use: so far out that it is as good as lost. Someone "
            "could hold it for ransom.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Do not sign. Ask for a proposal with the next unused change address.",
        ),
    ),
    "change-receive-branch": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output comes back to the wallet at receiving address {index}, one of those that "
            "are given to others.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Fine if you are paying yourself; if it is meant as change, ask why it does not use a "
            "change address.",
        ),
    ),
    "change-unmarked": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output comes back to the wallet (address {index} of the {branch} branch), though"
            " the file does not say so. It counts as yours.",
        ),
    ),
    "address-reuse": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output pays address {index} of the {branch} branch, which was paid before. "
            "Everyone can see that both payments belong to one wallet.",
        ),
        QT_TRANSLATE_NOOP("Words", "Use a fresh address where you can."),
    ),
    "address-lookalike": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This address begins and ends like one you know, and is another. Such addresses are "
            "made to deceive.",
        ),
        _COMPARE_WHOLE,
    ),
    "address-lookalike:own": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This address begins and ends like one of this wallet ({known}), and is another: the "
            "payment would not come back. Such addresses are made to deceive.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "address-lookalike:named": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This address begins and ends like that of {name} ({known}), and is another. Such "
            "addresses are made to deceive.",
        ),
        _COMPARE_WHOLE,
    ),
    "address-lookalike:listed": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This address begins and ends like one on this wallet's list ({name}, {known}), and "
            "is another. Such addresses are made to deceive.",
        ),
        _COMPARE_WHOLE,
    ),
    "address-lookalike:paid": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This address begins and ends like one that was paid before ({known}), and is "
            "another. Such addresses are made to deceive.",
        ),
        _COMPARE_WHOLE,
    ),
    "fee-high": Words(
        QT_TRANSLATE_NOOP("Words", "The fee of {fee:amount} ({rate:rate}) is out of proportion."),
        _ASK_LOWER_FEE,
    ),
    "fee-high:share": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The fee of {fee:amount} ({rate:rate}) is more than {limit} % of the {sent:amount} "
            "that are sent, and more than {floor:amount}.",
        ),
        _ASK_LOWER_FEE,
    ),
    "fee-high:share-warn": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The fee of {fee:amount} ({rate:rate}) is more than {limit} % of the {sent:amount} "
            "that are sent.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Check whether the payment is worth it, or wait for lower fees.",
        ),
    ),
    "fee-high:rate": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The fee of {fee:amount} is {rate:rate}. Above {limit:rate} it is taken for a mistake.",
        ),
        _ASK_LOWER_FEE,
    ),
    "fee-high:estimate": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The fee of {fee:amount} ({rate:rate}) is more than {limit} times what is asked at "
            "present.",
        ),
        _ASK_LOWER_FEE,
    ),
    "fee-low": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The fee is {rate:rate}; below {least:rate} nodes may not pass the transaction on.",
        ),
        QT_TRANSLATE_NOOP("Words", "Ask for a proposal with a higher fee if it has to arrive."),
    ),
    "locktime": Words(
        QT_TRANSLATE_NOOP("Words", "This transaction cannot be mined at once."),
        QT_TRANSLATE_NOOP("Words", "Check that the delay is wanted."),
    ),
    "locktime:no-effect": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The transaction carries a locktime that no input lets take effect. It could be mined "
            "at once.",
        ),
        _ASK_WAIT,
    ),
    "locktime:time": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The transaction cannot be mined before {until:date}, {wait:span} from now.",
        ),
        _CHECK_DELAY,
    ),
    "locktime:height": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The transaction can be mined only after block {height}, {wait:span} from now (about "
            "{until:day}).",
        ),
        _CHECK_DELAY,
    ),
    "locktime:height-reckoned": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The transaction can be mined only after block {height}, {wait:span} from now or "
            "later.",
        ),
        _CHECK_DELAY,
    ),
    "locktime:relative": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This input may only be spent {blocks:lock} after its coin was confirmed.",
        ),
        _CHECK_RELATIVE,
    ),
    "locktime:relative-time": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This input may only be spent {wait:days} after its coin was confirmed.",
        ),
        _CHECK_RELATIVE,
    ),
    "locktime:relative-no-effect": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This input asks for a delay of {wait:span}, which has no effect in a transaction of "
            "version 1.",
        ),
        _ASK_WAIT,
    ),
    "dust": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output of {amount:amount} costs more to spend at {limit:rate} than it holds; "
            "below {least:amount} nodes may not pass it on.",
        ),
        QT_TRANSLATE_NOOP("Words", "Leave it out, or pay more."),
    ),
    "data-output": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output writes {bytes:byte|bytes} of data on the chain, for everyone to see. It "
            "pays nobody.",
        ),
    ),
    "data-output:value": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output writes data on the chain and destroys {amount:amount} with it. Nobody "
            "will be able to spend that amount.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "unknown-script": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output of {amount:amount} has no address that Strongroom knows.",
        ),
        _CHECK_PAYEE,
    ),
    "unknown-script:anyone": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Anyone can spend this output of {amount:amount}. The coins would be gone as soon as "
            "they are sent.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "unknown-script:nobody": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "Nobody can ever spend this output of {amount:amount}. The coins would be lost.",
        ),
        _ASK_WHO_MADE_IT,
    ),
    "unknown-script:witness": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output of {amount:amount} pays to a kind of address that is not in use yet. "
            "Until it is, the coins may be open to anyone.",
        ),
        _CHECK_PAYEE,
    ),
    "unknown-script:script": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This output of {amount:amount} pays to a script that has no address form.",
        ),
        _CHECK_PAYEE,
    ),
}
