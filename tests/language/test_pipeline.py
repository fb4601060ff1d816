"""The pipeline is loaded lazily and says plainly what is wrong; the word lists are sound."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml
from asking import HERE

from qlint.errors import PipelineError
from qlint.language import pipeline
from qlint.language.slots import Level
from qlint.language.words import LEVELS, words

DATA = HERE.parents[1] / "qlint" / "language" / "data"


def test_unknown_pipeline() -> None:
    with pytest.raises(PipelineError, match="cannot be loaded") as caught:
        pipeline.load("no_such_pipeline")
    assert "\n" not in str(caught.value)


def test_a_pipeline_without_ud_labels_is_refused(tmp_path: object) -> None:
    import spacy

    blank = spacy.blank("en")
    blank.to_disk(str(tmp_path))
    with pytest.raises(PipelineError, match="Universal Dependencies"):
        pipeline.load(str(tmp_path))


def test_loaded_once() -> None:
    assert pipeline.load() is pipeline.load() is pipeline.load(None)


def test_digest_is_a_hash() -> None:
    assert len(pipeline.digest()) == 64
    assert pipeline.digest() == pipeline.digest()


def test_rooms_do_not_import_spacy() -> None:
    code = "import sys, qlint.language.parsed, qlint.language.pipeline; sys.exit('spacy' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_data_are_lower_case_words() -> None:
    for path in DATA.glob("*.yaml"):
        if path.stem in ("verbs", "nouns", "phrases"):
            for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
                for word in _words(entry):
                    assert isinstance(word, str), (path.name, name, word)
                    assert name == "manner" or word == word.strip().lower(), (path.name, name, word)


def _words(entry: object) -> list[object]:
    if isinstance(entry, dict):
        return [word for part in entry.values() for word in _words(part)]
    return list(entry) if isinstance(entry, list) else [entry]


def test_levels_are_known() -> None:
    assert set(words().level_of.values()) <= set(LEVELS)
    assert set(LEVELS) == set(Level.__args__)


def test_making_and_telling_do_not_overlap_much() -> None:
    lists = words().lists
    assert lists["ambiguous"] & lists["imperatives"]
    assert not lists["making"] & {"explain", "define", "describe", "compare", "tell"}
