"""The whole way through the real program by X events: with the pointer, and by keys alone."""

import pytest

from tests.journeys.chains import NodeChain
from tests.journeys.steps import pay
from tests.node import Node
from tests.person import Person, Pointing, Typing
from tests.screen import Screen


@pytest.mark.screen
@pytest.mark.node
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", [Pointing, Typing])
def test_from_practice_keys_to_a_transaction_the_node_takes(
    kind: type[Person], screen: Screen, node: Node
) -> None:
    with kind(screen) as person:
        pay(person, NodeChain(node))
