"""The data of `rules/data/` keeps the promises that templates and conditions rely on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from qlint import knowledge
from qlint.language.topics import Topic
from qlint.packfiles import read_node

DATA = Path(__file__).parents[2] / "rules" / "data"
SKILLS = {
    "algorithms", "systems", "databases", "ml_theory", "statistics", "domain", "product", "research", "communication",
    "programming", "web", "mobile", "security", "testing", "management",
}  # fmt: skip
KNOWN = knowledge.load(DATA)
TOPICS = KNOWN.topics.topics
LONGEST = 90  # a longer slot is not filled into a template


def names(topic: Topic) -> tuple[str, ...]:
    return (topic.name, *topic.aliases)


def holds(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.lower()) is not None


def test_many_topics_in_many_classes() -> None:
    assert len(TOPICS) >= 350
    assert len({topic.classes[-1] for topic in TOPICS}) >= 25
    assert sum(topic.plain is not None for topic in TOPICS) >= 80


def test_a_name_belongs_to_one_topic() -> None:
    counts = Counter(name for topic in TOPICS for name in names(topic))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_topic(topic: Topic) -> None:
    assert topic.skills
    assert set(topic.skills) <= SKILLS
    assert all(name == name.lower().strip() for name in names(topic))
    assert all(neighbour.strip() for neighbour in topic.neighbours)
    for text in (topic.symptom, topic.tradeoff, topic.plain):
        assert text is None or (text[0] == text[0].lower() and text[-1] not in ".,;:?!" and len(text) <= LONGEST)
    for name in names(topic):
        assert not holds(topic.plain or "", name)
        assert not holds(topic.symptom or "", name)


def test_a_description_begins_with_its_article() -> None:
    plain = [topic.plain for topic in TOPICS if topic.plain]
    assert [text for text in plain if text.split(" ", 1)[0] not in ("the", "a", "an")] == []


def test_no_topic_is_compared_with_itself() -> None:
    first = [(topic, topic.neighbours[0]) for topic in TOPICS if topic.neighbours]
    assert [topic.name for topic, other in first if any(holds(other, name) for name in names(topic))] == []


@pytest.mark.parametrize("file", ["roles.yaml", "stages.yaml"])
def test_an_alias_stands_for_one_thing(file: str) -> None:
    counts: Counter[str] = Counter()
    for name, node in read_node(DATA / file, file).mapping().items():
        aliases = node.mapping().get("aliases")
        counts.update({knowledge.key(alias) for alias in (name, *(aliases.texts() if aliases else ()))})
    assert [alias for alias, count in counts.items() if count > 1] == []


def test_a_head_noun_stands_for_one_class() -> None:
    counts = Counter(
        word for node in read_node(DATA / "heads.yaml", "heads.yaml").mapping().values() for word in node.texts()
    )
    assert [word for word, count in counts.items() if count > 1] == []


def test_roles_use_known_skills_once() -> None:
    for role, need in KNOWN.roles.items():
        assert need.needed | need.useful <= SKILLS, role
        assert not need.needed & need.useful, role


def test_aliases_lead_to_roles_and_stages() -> None:
    assert KNOWN.role("ML engineer") == KNOWN.role("MLE") == "ml_engineer"
    assert KNOWN.role("front-end developer") == "frontend_engineer"
    assert KNOWN.stage("hiring manager") == KNOWN.stage("on-site") == "onsite"
    assert KNOWN.stage("behavioral") == "behavioural"


def test_a_role_known_by_name_alone_is_not_judged() -> None:
    assert KNOWN.role("truck driver") == "driver"
    assert "driver" not in KNOWN.roles


def test_only_the_public_profile_lowers_severities() -> None:
    profiles = read_node(DATA / "profiles.yaml", "profiles.yaml").mapping()
    assert set(profiles) == {"book", "recommended", "strict", "public"}
    assert [name for name, node in profiles.items() if "at_most" in node.mapping()] == ["public"]
