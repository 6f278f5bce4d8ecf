"""The sentence and the hint for every finding and error, by its code."""

from collections.abc import Mapping

from strongroom.model.errors import Fact
from strongroom.model.finding import Finding
from strongroom.words.advisory_words import ADVISORY_WORDS
from strongroom.words.code_words import CODE_WORDS
from strongroom.words.coin_words import COIN_WORDS
from strongroom.words.filling import fill
from strongroom.words.key_words import KEY_WORDS
from strongroom.words.log_words import LOG_WORDS
from strongroom.words.message_words import MESSAGE_WORDS
from strongroom.words.output_words import OUTPUT_WORDS
from strongroom.words.owner_rule_words import OWNER_RULE_WORDS
from strongroom.words.path_words import PATH_WORDS
from strongroom.words.phrase import Phrases, Translate, Words, as_written
from strongroom.words.replacement_words import REPLACEMENT_WORDS
from strongroom.words.security_key_words import SECURITY_KEY_WORDS
from strongroom.words.signing_words import SIGNING_WORDS
from strongroom.words.thing_words import THING_WORDS
from strongroom.words.vault_words import VAULT_WORDS
from strongroom.words.workflow_words import WORKFLOW_WORDS

__all__ = ["PHRASES", "Words", "sentence", "words_for"]

PHRASES: Phrases = {
    **COIN_WORDS,
    **OUTPUT_WORDS,
    **REPLACEMENT_WORDS,
    **OWNER_RULE_WORDS,
    **SIGNING_WORDS,
    **KEY_WORDS,
    **ADVISORY_WORDS,
    **PATH_WORDS,
    **THING_WORDS,
    **CODE_WORDS,
    **MESSAGE_WORDS,
    **VAULT_WORDS,
    **LOG_WORDS,
    **SECURITY_KEY_WORDS,
    **WORKFLOW_WORDS,
}

_TELLING = ("absent", "limit", "expected", "network", "detail")
"""Facts without which a sentence would have a hole."""


def sentence(finding: Finding, translate: Translate = as_written) -> Words:
    """The words for a finding; one whose code has none yet is still said to be there."""
    found = words_for(finding.code, finding.facts, translate)
    return found or Words(f"There is a finding: {finding.code}.")


def words_for(
    code: str, facts: Mapping[str, Fact], translate: Translate = as_written
) -> Words | None:
    """The words for a code, filled with the facts; None for a code without words.

    The fact ``reason`` or ``part`` picks the variant, where there is one for it, else the presence
    of one of ``_TELLING``: the last is ``detail``, an error's own plain sentence.
    """
    variants = [f"{code}:{facts.get(name)}" for name in ("reason", "part")]
    variants += [f"{code}:{name}" for name in _TELLING if facts.get(name)]
    template = next((PHRASES[name] for name in (*variants, code) if name in PHRASES), None)
    if template is None:
        return None
    message, hint = (
        translate("Words", text) if text else "" for text in (template.message, template.hint)
    )
    return Words(fill(message, facts), fill(hint, facts))
