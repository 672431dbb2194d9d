"""The language of a text (py3langid, a naive Bayes over byte n-grams; Lui & Baldwin 2012)."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from dateline.read.cues import phrases

SHORTEST = 60  # letters; below that a guess is not worth having
SURE = 0.8
SAMPLE = 3000  # characters


@cache
def _identifier() -> LanguageIdentifier:
    """The identifier for languages that news is written in: unrestricted, short English comes out as Latin."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([code for code in phrases("languages") if code in known])
    return identifier


def language(text: str, declared: str = "") -> str:
    """The ISO 639-1 code of the text's language; what the page declares, or "", where the text is too short to tell."""
    sample = text[:SAMPLE]
    declared = declared.replace("_", "-").partition("-")[0].strip().lower()
    declared = declared if len(declared) == 2 and declared.isalpha() else ""
    if sum(character.isalpha() for character in sample) < SHORTEST:
        return declared
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE else declared
