"""What the judgements of an ask rest on: its slots in the tree, and where "you" and "your" stand.

Knows no judgement.
"""

from __future__ import annotations

from dataclasses import dataclass

from qlint.language.clauses import Clause
from qlint.language.grammar import subject_of
from qlint.language.tree import Tree
from qlint.language.words import Words

HYPOTHETICAL = frozenset({"would", "should", "could", "might", "'d"})
WANTING = frozenset("like want prefer need choose know have see think be wish".split())
PAST_MARKS = frozenset("last previous former past current recent latest".split())


@dataclass(frozen=True, slots=True)
class View:
    """What the judgements need of an ask: its clause, the head of its object and topic, its modal, the verb with its particle.

    `case`: something was told before the ask; `scenario`: that, or an if-clause.
    """

    tree: Tree
    clause: Clause
    lists: Words
    verb: str
    wh: str | None
    object: int | None
    topic: int | None
    modal: str | None
    past: bool
    scenario: bool
    case: bool = False

    @property
    def subject(self) -> str:
        """The form of the subject of the predicate, or ""."""
        found = subject_of(self.tree, self.clause.act)
        return "" if found is None else self.tree.forms[found]

    @property
    def object_lemma(self) -> str:
        """The lemma of the object, or ""."""
        return "" if self.object is None else self.tree.lemmas[self.object]

    @property
    def imperative(self) -> bool:
        """Whether the candidate is told or requested to do something."""
        return self.clause.kind in ("imperative", "request")

    @property
    def base_verb(self) -> str:
        """The verb without its particle."""
        return self.verb.partition(" ")[0]


def your(tree: Tree, head: int | None) -> bool:
    return head is not None and any(tree.forms[kid] in ("your", "ur") for kid in tree.kids[head])


def tells_of_you(view: View) -> bool:
    """As in "a bug that you fixed", "a time when you failed": told of the candidate."""
    tree = view.tree
    for at in view.clause.tokens:
        if (
            tree.deps[at] in ("acl:relcl", "advcl:relcl")
            and you_subject(tree, at)
            and modal_of(tree, at) not in HYPOTHETICAL
        ):
            past = "Tense=Past" in tree.morphs[at] or is_perfect(tree, at)
            if not past and view.imperative and view.lists.has("making", view.base_verb):
                return False
            if tree.lemmas[at] in WANTING and "Tense=Past" not in tree.morphs[at] and not is_perfect(tree, at):
                return False
            return (
                modal_of(tree, at) == "can"
                or "Tense=Past" in tree.morphs[at]
                or tree.kid(at, "aux") is None
                or is_perfect(tree, at)
            )
        if (
            tree.rels[at] == "advcl"
            and tree.heads[at] == view.object
            and you_subject(tree, at)
            and "Tense=Past" in tree.morphs[at]
        ):
            return True
    return False


def you_subject(tree: Tree, head: int) -> bool:
    return any(tree.forms[kid] in ("you", "u", "ya") for kid in tree.all_kids(head, "nsubj"))


def modal_of(tree: Tree, head: int) -> str | None:
    return next(
        (tree.lemmas[kid] for kid in tree.all_kids(head, "aux") if tree.lemmas[kid] not in ("do", "be", "have")), None
    )


def is_perfect(tree: Tree, head: int) -> bool:
    return any(tree.lemmas[kid] == "have" for kid in tree.all_kids(head, "aux"))


def is_habitual(view: View) -> bool:
    return any(view.lists.has("habitual", view.tree.forms[at]) for at in view.clause.tokens)


def given_artefact(view: View) -> bool:
    """As in "this query", "the following code": supplied with the question."""
    tree, lists = view.tree, view.lists
    for at in view.clause.tokens:
        if tree.forms[at] in ("this", "these", "following", "below", "above") and tree.heads[at] >= 0:
            noun = tree.heads[at]
            if (
                lists.has("artefacts", tree.lemmas[noun])
                and tree.rels[at] in ("det", "amod", "advmod")
                and (tree.forms[at] != "these" or noun in view.clause.tokens)
            ):
                return True
    return False
