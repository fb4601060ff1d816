"""Makes the labels of the treebanks agree with EWT's.

The treebanks were annotated years apart: Atis and CHILDES keep older relation names, Atis marks imperatives as
infinitives, CHILDES has no features at all, PUD does not mark the passive. Left as they are, they teach the pipeline
to waver. Knows nothing of files or of spaCy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from trees import Token, Tree

RENAMED = {
    "obl:tmod": "obl:unmarked",
    "obl:npmod": "obl:unmarked",
    "nmod:tmod": "nmod:unmarked",
    "nmod:npmod": "nmod:unmarked",
}
DROPPED = frozenset({"Typo", "ExtPos", "Style", "NumForm", "Abbr", "Foreign", "CorrectForm", "Cxn"})
CLOSED = frozenset({"DET", "PRON", "ADV", "ADP", "PART", "SCONJ", "CCONJ", "NUM"})
AGREEMENT = frozenset({"Number", "Person"})
AGREEMENT_OF_BE = {
    "are": {"Number": "Plur"},
    "'re": {"Number": "Plur"},
    "’re": {"Number": "Plur"},
    "am": {"Number": "Sing", "Person": "1"},
    "'m": {"Number": "Sing", "Person": "1"},
    "’m": {"Number": "Sing", "Person": "1"},
}


class Lexicon:
    """The features EWT gives most often to a word: where a treebank has none, or another scheme, these are taken."""

    def __init__(self, trees: Iterable[Tree]) -> None:
        """Count the features of (form, UPOS), (form, UPOS, XPOS) and (UPOS, XPOS) in `trees`."""
        counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for token in (t for tree in trees for t in tree.tokens):
            form = token.form.lower()
            for key in ((form, token.upos), (form, token.upos, token.xpos), ("", token.upos, token.xpos)):
                counts[key][token.feats] += 1
        self._best = {key: counter.most_common(1)[0][0] for key, counter in counts.items()}

    def features(self, token: Token) -> str | None:
        """Features of a word of a closed class, or None when EWT does not have it."""
        return self._best.get((token.form.lower(), token.upos))

    def features_by_tag(self, token: Token) -> str:
        """Features by word and Penn tag, or by the tag alone."""
        known = self._best.get((token.form.lower(), token.upos, token.xpos))
        return known if known is not None else self._best.get(("", token.upos, token.xpos), "")


def plain(tree: Tree) -> Tree:
    """Rules for every treebank: relation names, features nobody reads, agreement that only the subject shows."""
    return replace(tree, tokens=tuple(_plain(tree, i, t) for i, t in enumerate(tree.tokens)))


def _plain(tree: Tree, place: int, token: Token) -> Token:
    features = dict(pair.split("=", 1) for pair in token.feats.split("|") if "=" in pair)
    features = {name: value for name, value in features.items() if name not in DROPPED}
    if token.upos in {"VERB", "AUX"}:
        third = features.get("Person") == "3" and features.get("Number") == "Sing" and features.get("Tense") == "Pres"
        if not third:
            features = {name: value for name, value in features.items() if name not in AGREEMENT}
            features |= AGREEMENT_OF_BE.get(token.form.lower(), {}) if features else {}
        if features.get("VerbForm") == "Part" and features.get("Tense") == "Past" and _passive(tree, place):
            features["Voice"] = "Pass"
    feats = "|".join(f"{name}={features[name]}" for name in sorted(features))
    return replace(token, feats=feats, deprel=RENAMED.get(token.deprel, token.deprel))


def _passive(tree: Tree, place: int) -> bool:
    children = {tree.tokens[i].deprel for i in tree.children(place)}
    return "aux:pass" in children or tree.tokens[place].deprel == "acl"


def atis(tree: Tree, lexicon: Lexicon) -> Tree:
    """Atis: imperatives, names, ordinals, temporal nouns and closed classes as in EWT."""
    return replace(tree, tokens=tuple(_atis(tree, i, t, lexicon) for i, t in enumerate(tree.tokens)))


def _atis(tree: Tree, place: int, token: Token, lexicon: Lexicon) -> Token:
    if token.upos == "NOUN" and token.lemma[:1].isupper():
        token = replace(token, upos="PROPN")
    if token.has("NumType=Ord") or (token.upos == "AUX" and not token.feats):
        token = replace(token, lemma=token.form)
    if token.upos == "AUX" and not token.feats:
        return replace(token, feats="VerbForm=Fin")
    if token.deprel == "obl" and not _marked(tree, place):
        token = replace(token, deprel="obl:unmarked")
    if token.upos == "VERB" and is_bare(tree, place):
        return replace(token, feats="Mood=Imp|VerbForm=Fin")
    if token.upos in CLOSED:
        return replace(
            token, feats=_relative(tree, place, lexicon.features(token)) or token.feats.replace("Int,Rel", "Int")
        )
    return token


def _relative(tree: Tree, place: int, feats: str | None) -> str | None:
    head = tree.tokens[place].head
    if feats and "PronType=Rel" in feats and (head == 0 or tree.tokens[head - 1].deprel != "acl:relcl"):
        return feats.replace("PronType=Rel", "PronType=Int")
    return feats


def childes(tree: Tree, lexicon: Lexicon) -> Tree:
    """CHILDES: features from EWT by word and Penn tag."""
    return replace(tree, tokens=tuple(_childes(tree, i, t, lexicon) for i, t in enumerate(tree.tokens)))


def _childes(tree: Tree, place: int, token: Token, lexicon: Lexicon) -> Token:
    if token.xpos == "VB":
        return replace(token, feats="Mood=Imp|VerbForm=Fin" if is_bare(tree, place) else "VerbForm=Inf")
    return replace(token, feats=lexicon.features_by_tag(token))


def is_bare(tree: Tree, place: int) -> bool:
    """Whether a main verb in its base form has neither subject, auxiliary nor marker: an imperative."""
    token = tree.tokens[place]
    if token.deprel not in {"root", "conj", "parataxis"} or ("VerbForm=Inf" not in token.feats and token.xpos != "VB"):
        return False
    children = {tree.tokens[i].deprel.split(":")[0] for i in tree.children(place)}
    if children & {"nsubj", "aux", "mark", "expl", "csubj"}:
        return False
    return token.deprel != "conj" or is_bare(tree, token.head - 1)


def _marked(tree: Tree, place: int) -> bool:
    return any(tree.tokens[i].deprel in {"case", "mark"} for i in tree.children(place))
