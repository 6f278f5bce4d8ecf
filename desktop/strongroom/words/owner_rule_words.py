"""What is said of the rules that a wallet's owner set, and where a payment breaks one."""

from collections.abc import Iterator

from strongroom.model.owner_rules import OwnerRules, SpendingLimit, Strength
from strongroom.words.amounts import bitcoin, plural
from strongroom.words.marker import QT_TRANSLATE_NOOP
from strongroom.words.phrase import Phrases, Translate, Words, as_written
from strongroom.words.text import visible

_ASK_OR_LIST = QT_TRANSLATE_NOOP(
    "Words",
    "Find out whose address it is. If it is to be paid, add it to the list on the wallet's page, "
    "under Rules.",
)
_WAIT_OR_LESS = QT_TRANSLATE_NOOP(
    "Words", "Pay less, or have the rule changed on the wallet's page, under Rules."
)

OWNER_RULE_WORDS: Phrases = {
    "address-not-whitelisted": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This wallet's own rules allow payments to listed addresses only, and this one, which "
            "gets {amount:amount}, is not listed.",
        ),
        _ASK_OR_LIST,
    ),
    "address-not-whitelisted:waiting": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This address ({name}) is on the wallet's list and does not count yet: a new one has "
            "to wait. It may be paid from {until:date}, {wait:span} from now.",
        ),
        QT_TRANSLATE_NOOP(
            "Words", "Wait until then. Use the time to check the address with its holder."
        ),
    ),
    "spending-limit": Words(
        QT_TRANSLATE_NOOP("Words", "This payment is above the limit this wallet's own rules set."),
        _WAIT_OR_LESS,
    ),
    "spending-limit:payment": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This payment takes {amount:amount} out of the wallet. Its own rules allow "
            "{limit:amount} with one payment.",
        ),
        _WAIT_OR_LESS,
    ),
    "spending-limit:period": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "With this payment {amount:amount} more would leave the wallet, after {spent:amount} "
            "in the last {days:day|days}. Its own rules allow {limit:amount} in that time. There "
            "is room for it again from {until:date}.",
        ),
        QT_TRANSLATE_NOOP("Words", "Wait until then, or pay less."),
    ),
    "spending-limit:period-alone": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This payment takes {amount:amount} out of the wallet. Its own rules allow "
            "{limit:amount} in {days:day|days}.",
        ),
        _WAIT_OR_LESS,
    ),
    "cool-down": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This payment takes {amount:amount} out of the wallet. Its own rules let one above "
            "{limit:amount} go to a signer {hours:hour|hours} after its first review and not "
            "before: from {until:date}, {wait:span} from now.",
        ),
        QT_TRANSLATE_NOOP(
            "Words",
            "Wait until then, and open it again. If nobody here wanted this payment, find out who "
            "made it.",
        ),
    ),
    "clock-set-back": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "The clock of this computer stands at {clock:date}, {behind:span} before "
            "something that was done in this vault. The times of this wallet's rules cannot be "
            "trusted.",
        ),
        QT_TRANSLATE_NOOP("Words", "Set the clock right, then open the payment again."),
    ),
    "acknowledgement-required": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This wallet's own rules ask {roles} to acknowledge every warning "
            "({count:warning|warnings}) before the payment goes to a signer.",
        ),
    ),
    "acknowledgement-missing": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This wallet's own rules ask for an acknowledgement of every warning, and it is still "
            "missing from {roles}.",
        ),
        QT_TRANSLATE_NOOP("Words", "Have them read the warnings and tick them, or do not sign."),
    ),
    "rules-invalid": Words(
        QT_TRANSLATE_NOOP("Words", "A wallet cannot have such a rule. Nothing was changed."),
        QT_TRANSLATE_NOOP("Words", "Look at the numbers and names of the rule."),
    ),
    "rules-invalid:amount": Words(
        QT_TRANSLATE_NOOP("Words", "There is no such amount of bitcoin. Nothing was changed."),
        QT_TRANSLATE_NOOP("Words", "Give an amount from nothing to 21 million bitcoin."),
    ),
    "rules-invalid:days": Words(
        QT_TRANSLATE_NOOP("Words", "The days of a rule are from {least} to {most}."),
    ),
    "rules-invalid:hours": Words(
        QT_TRANSLATE_NOOP("Words", "The hours of a rule are from {least} to {most}."),
    ),
    "rules-invalid:waiting": Words(
        QT_TRANSLATE_NOOP("Words", "The waiting time is from {least} to {most} hours."),
    ),
    "rules-invalid:role-twice": Words(
        QT_TRANSLATE_NOOP("Words", "The same person has that role already."),
    ),
    "rules-unreadable": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This wallet has rules that this version of Strongroom cannot read. Its payments are "
            "not reviewed without them.",
        ),
        QT_TRANSLATE_NOOP("Words", "Open the vault with the version that made the rules."),
    ),
    "rules-hold": Words(
        QT_TRANSLATE_NOOP(
            "Words",
            "This wallet has rules of its owner, and is not removed while they hold: it could be "
            "taken in again without them.",
        ),
        QT_TRANSLATE_NOOP("Words", "Take the rules away first, under Rules; that waits, too."),
    ),
    "address-listed": Words(
        QT_TRANSLATE_NOOP("Words", "This address is on the wallet's list already."),
    ),
    "proof-other-text": Words(
        QT_TRANSLATE_NOOP("Words", "The text that was signed is another one."),
        QT_TRANSLATE_NOOP("Words", "Have this text signed, as it stands: “{text}”."),
    ),
    "proof-nobodys": Words(
        QT_TRANSLATE_NOOP("Words", "No key of this wallet signed that text."),
        QT_TRANSLATE_NOOP(
            "Words",
            "Look at the path of the key that signed, and at the text: it is signed as it stands, "
            "its day too.",
        ),
    ),
    "address-unlisted": Words(
        QT_TRANSLATE_NOOP("Words", "This address is not on the wallet's list."),
    ),
}

_ALLOW_LIST = {
    Strength.STOPS: QT_TRANSLATE_NOOP(
        "Rules", "A payment to an address that is not listed is stopped."
    ),
    Strength.WARNS: QT_TRANSLATE_NOOP(
        "Rules", "A payment to an address that is not listed is pointed out."
    ),
}
_PER_PAYMENT = {
    Strength.STOPS: QT_TRANSLATE_NOOP(
        "Rules", "A payment that takes more than {amount} out of the wallet is stopped."
    ),
    Strength.WARNS: QT_TRANSLATE_NOOP(
        "Rules", "A payment that takes more than {amount} out of the wallet is pointed out."
    ),
}
_PER_PERIOD = {
    Strength.STOPS: QT_TRANSLATE_NOOP(
        "Rules", "A payment with which more than {amount} leaves in {days} is stopped."
    ),
    Strength.WARNS: QT_TRANSLATE_NOOP(
        "Rules", "A payment with which more than {amount} leaves in {days} is pointed out."
    ),
}
_COOL_DOWN = QT_TRANSLATE_NOOP(
    "Rules", "A payment of more than {amount} waits {hours} between its first review and a signer."
)
_ROLES = QT_TRANSLATE_NOOP("Rules", "Each warning is acknowledged by {roles}.")
_WAITING = QT_TRANSLATE_NOOP(
    "Rules", "What makes a rule laxer, and a new address on the list, waits {hours}."
)
_NONE = QT_TRANSLATE_NOOP("Rules", "There are no rules beside the review.")


def rule_sentences(rules: OwnerRules, translate: Translate = as_written) -> tuple[str, ...]:
    """The rules one by one, in plain words."""
    said = tuple(_sentences(rules, translate)) or (translate("Rules", _NONE),)
    hours = plural(rules.waiting_hours, "hour")
    return (*said, translate("Rules", _WAITING).format(hours=hours))


def _sentences(rules: OwnerRules, translate: Translate) -> Iterator[str]:
    if rules.allow_list is not None:
        yield translate("Rules", _ALLOW_LIST[rules.allow_list])
    if rules.spending is not None:
        yield from _limits(rules.spending, translate)
    if rules.cool_down is not None:
        amount, hours = bitcoin(rules.cool_down.amount), plural(rules.cool_down.hours, "hour")
        yield translate("Rules", _COOL_DOWN).format(amount=amount, hours=hours)
    if rules.roles:
        roles = ", ".join(visible(str(role)) for role in rules.roles)
        yield translate("Rules", _ROLES).format(roles=roles)


def _limits(limit: SpendingLimit, translate: Translate) -> Iterator[str]:
    if limit.per_payment is not None:
        template = translate("Rules", _PER_PAYMENT[limit.strength])
        yield template.format(amount=bitcoin(limit.per_payment))
    if limit.per_period is not None:
        template = translate("Rules", _PER_PERIOD[limit.strength])
        yield template.format(amount=bitcoin(limit.per_period), days=plural(limit.days, "day"))
