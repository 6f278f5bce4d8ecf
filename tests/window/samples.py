"""Invented values for the widgets: wallets, payments, findings and steps."""

from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.paragraph import Run, Voice
from strongroom.window.theme import Role
from strongroom.window.widgets.finding import FindingState
from strongroom.window.widgets.notice import NoticeState
from strongroom.window.widgets.quorum import QuorumState, SlotSize, SlotState
from strongroom.window.widgets.rail_row import WalletState
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.step_list import Progress, Step
from strongroom.window.widgets.transaction_state import EndKind, TransactionEnd, TransactionState

HOLLOW, HALF, FULL = SlotState.HOLLOW, SlotState.HALF, SlotState.FULL
REFUSED, CROSSED = SlotState.REFUSED, SlotState.CROSSED
SMALL = Voice(TypeSize.SMALL)
SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)
STRONG = Voice(weight=Weight.STRONG)
FIXED = Voice(TypeSize.FIXED)

PAYEE = "bc1qppl5zdqhxeapkltnyed4vxwgthtmth6trncsjj"
CHANGE = "bc1qpctq5xha3c86g0jnslr5z9jkpl5klc5f476facgfqequ9f9xavds0avt2a"
FALSE = "bc1qktm4358psufsvwns2chn0fqk8c40jq97srq7ljprd6jeuk4sz2xqlcmxpz"

INPUTS = (
    TransactionEnd(EndKind.OWN, 821_430, note="Rent, March"),
    TransactionEnd(EndKind.OWN, 650_000, note="Rent, April"),
    TransactionEnd(EndKind.OWN, 1_200_000, note="Deposit returned"),
)
PAYMENT = TransactionEnd(EndKind.OTHER, 1_500_000, "Nordwind Boatyard", "The payment")
KEPT = TransactionEnd(
    EndKind.OWN,
    1_168_238,
    "Back to this wallet",
    "Change, proven from your three keys",
    SignKind.SEEN,
)
LOST = TransactionEnd(
    EndKind.BLOCKED,
    1_168_238,
    "Leaves this wallet",
    "Called change in the file, but not yours",
    SignKind.STOPS,
)
FEE_NOTE = "8.0 sat/vB, 0.21 % of the payment; line not to scale"
GOOD_PAYMENT = TransactionState("Family savings", INPUTS, (PAYMENT, KEPT), 3_192, FEE_NOTE)
FALSE_PAYMENT = TransactionState("Family savings", INPUTS, (PAYMENT, LOST), 3_192, "8.0 sat/vB")
MANY_ENDS = TransactionState(
    "A wallet with a long name",
    tuple(TransactionEnd(EndKind.OWN, 40_000 + 900 * n, note=f"Coin {n}") for n in range(12)),
    (PAYMENT, *(TransactionEnd(EndKind.OTHER, 1_000 * n, f"Payee {n}") for n in range(3))),
    None,
)

FINDINGS = (
    FindingState(
        SignKind.LOOK,
        "This payee is not on your list yet",
        "Ask the receiver by voice, then tick the box.",
        "address-not-whitelisted",
    ),
    FindingState(
        SignKind.STOPS,
        "This change address is not yours",
        (
            Run(
                "The file says that 0.011 682 38 BTC come back to Family savings. They would not. "
            ),
            Run("Do not sign; ask who made this file.", Weight.STRONG),
        ),
        "change-foreign",
    ),
    FindingState(
        SignKind.SEEN, "Both engines agree", "The address is shown because two derivations give it."
    ),
    FindingState(
        SignKind.TO_KNOW,
        "This transaction can be replaced",
        "Its fee can be raised until it is mined.",
        "rbf",
    ),
    FindingState(
        SignKind.PRACTICE,
        "This is a practice wallet",
        "Its coins have no value and it can never become a real one.",
    ),
)
STEPS = (
    Step("Name and quorum", Progress.DONE, "2 of 3"),
    Step("Signers", Progress.DONE, "Work together: yes"),
    Step("Keys", Progress.NOW, "1 of 3 read"),
    Step("Places and people", Progress.TO_COME),
    Step("Kit", Progress.TO_COME),
)
WALLETS = (
    WalletState("Family savings", QuorumState((FULL, HOLLOW, HOLLOW), 2), SignKind.SEEN, "Well"),
    WalletState("Harbour Sailing Club", QuorumState((HOLLOW,) * 5, 3), SignKind.DUE, "Drill due"),
    WalletState("House deposit", QuorumState((HOLLOW,) * 2, 2), SignKind.LOOK, "Sheet overdue"),
    WalletState("The museum", QuorumState((HOLLOW,) * 9, 5), SignKind.NOW, "Being proven"),
)

MODULES = tuple(
    tuple(bool((row * 7 + column * 5 + row * column) % 3) for column in range(25))
    for row in range(25)
)
SLOT_WORDS = (
    (HOLLOW, "Not yet"),
    (HALF, "With the signer"),
    (FULL, "Signed, checked"),
    (REFUSED, "Refused"),
    (CROSSED, "Lost"),
)
QUORUMS = (
    (QuorumState((HOLLOW,) * 3, 2), SlotSize.SMALL, "2 of 3"),
    (QuorumState((FULL, HOLLOW, HOLLOW), 2), SlotSize.MEDIUM, "1 of 2 signed"),
    (QuorumState((FULL, HALF, HOLLOW), 2), SlotSize.MEDIUM, "Bob's turn"),
    (QuorumState((FULL, FULL, HOLLOW), 2), SlotSize.MEDIUM, "Complete"),
    (QuorumState((FULL, FULL, CROSSED), 2), SlotSize.SMALL, "One lost"),
    (QuorumState((FULL,) * 4 + (HOLLOW,) * 11, 7), SlotSize.SMALL, "7 of 15, 4 signed"),
    (QuorumState((FULL, HALF, HOLLOW), 2), SlotSize.LARGE, "Large"),
)
NOTICES = (
    NoticeState(
        "These exact bytes go to the signer. What comes back is held to them.",
        SignKind.SEEN,
        "sha256 5e0f 91c2 … 8a44 d07b",
    ),
    NoticeState("The stick is full. Free some room on it, then save again.", SignKind.STOPS),
)
