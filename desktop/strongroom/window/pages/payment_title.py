"""What a kept payment is called before it is reviewed again."""

from PySide6.QtCore import QCoreApplication

from strongroom.model.network import Network
from strongroom.window.session import Session
from strongroom.workflows.keeping import KeptPayment
from strongroom.workflows.payment_labels import payee_of


def payment_title(session: Session, payment: KeptPayment, network: Network) -> str:
    """Whom it pays where that is named, or that it is one."""
    if payee := payee_of(session.keeper, payment, network):
        said = QCoreApplication.translate("PaymentTitle", "Payment to {payee}")
        return said.format(payee=payee)
    return QCoreApplication.translate("PaymentTitle", "A payment")
