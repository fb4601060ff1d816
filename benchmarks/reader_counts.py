"""How many questions the readers find in real banks, beside the count each bank's table states.

    python benchmarks/reader_counts.py PATH_TO_BANKS [--list BANK]

PATH_TO_BANKS holds one folder a bank and a README.md whose table has the columns bank, licence, questions. Prints for
each bank the files read, questions found, stated count, ratio, share of exact places and lowest and highest evidence.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from qlint.errors import ReadError
from qlint.question import Question
from qlint.readers.result import ReadResult
from qlint.source import Source, Span

Reader = Callable[[Source], ReadResult]


@dataclass
class Count:
    """What one bank gave."""

    files: int = 0
    questions: list[tuple[str, Question, bool]] = field(default_factory=list)
    evidence: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def readers() -> dict[str, Reader]:
    """Suffix to reader: the table of `qlint.readers`, or Markdown alone while rooms are missing."""
    from qlint.readers import markdown

    table: dict[str, Reader] = dict.fromkeys((".md", ".mdx"), markdown.read)
    import qlint.readers as rooms

    for suffix in getattr(rooms, "SUFFIXES", {}):
        try:
            table[suffix] = rooms.reader_for("bank" + suffix).read
        except (ReadError, ModuleNotFoundError):  # a room that is not built yet
            continue
    return table


def stated(banks: Path) -> dict[str, tuple[int, str]]:
    """Bank to (count, the cell as it stands) from the table of the banks' README."""
    counts: dict[str, tuple[int, str]] = {}
    for line in (banks / "README.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        number = re.match(r"\d+", cells[2].replace(",", "")) if len(cells) > 2 else None
        if number:
            counts[cells[0]] = (int(number[0]), cells[2])
    return counts


def exact(question: Question, source: Source) -> bool:
    """Whether every part of the text has its own place, and verbatim parts stand there letter for letter."""
    if question.place.kind == "file_name":
        return True
    segments = question.source_map.segments
    if not segments or any(part.kind == "whole" for part in segments):
        return False
    for part in segments:
        if part.kind == "verbatim":
            here = source.text[part.source_start : part.source_end].replace("\0", "\ufffd")
            if here != question.text[part.start : part.end]:
                return False
    return question.source_map.locate(Span(0, len(question.text))).exact


def count(bank: Path, table: dict[str, Reader]) -> Count:
    result = Count()
    for path in files(bank, table):
        source_path = path.relative_to(bank.parent).as_posix()
        try:
            source = Source.from_bytes(source_path, path.read_bytes())
            read = table[path.suffix.lower()](source)
        except ReadError as error:
            result.failed.append(str(error))
            continue
        result.files += 1
        result.evidence.append(read.evidence)
        result.questions += [(source_path, question, exact(question, source)) for question in read.questions]
    return result


def files(bank: Path, table: dict[str, Reader]) -> Iterator[Path]:
    for path in sorted(bank.rglob("*")):
        if path.is_file() and path.suffix.lower() in table:
            yield path


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    banks, table = Path(arguments[0]), readers()
    if len(arguments) == 3 and arguments[1] == "--list":
        for path, question, _ in count(banks / arguments[2], table).questions:
            print(f"{path.rsplit('/', 1)[-1]}\t{question.text}")
        return 0
    print(f"{'bank':58} {'files':>5} {'found':>6} {'stated':>6} {'ratio':>7} {'exact':>7}  evidence  seconds")
    total = good = 0
    for name, (number, cell) in sorted(stated(banks).items()):
        began = time.perf_counter()
        found = count(banks / name, table)
        if not found.files:
            continue
        here = sum(ok for _, _, ok in found.questions)
        total, good = total + len(found.questions), good + here
        expected = found.files if "whole bank" in cell else number
        ratio = len(found.questions) / expected if expected else 0.0
        share = here / len(found.questions) if found.questions else 0.0
        low, high = min(found.evidence), max(found.evidence)
        seconds = time.perf_counter() - began
        print(
            f"{name[:58]:58} {found.files:5} {len(found.questions):6} {expected:6} {ratio:7.1%} {share:7.1%}  "
            f"{low:.2f}-{high:.2f}  {seconds:.2f}"
        )
        for failure in found.failed:
            print(f"    {failure}")
    print(f"\n{total} questions, {good / max(total, 1):.2%} with exact places")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
