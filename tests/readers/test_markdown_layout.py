"""Which blocks of a Markdown file are questions, and what comes with them. All texts are the project's own."""

from __future__ import annotations

from textwrap import dedent

import pytest

from qlint.question import Question
from qlint.readers.markdown import read
from qlint.readers.result import ReadResult
from qlint.source import Source


def bank(text: str, path: str = "banks/bank.md") -> ReadResult:
    return read(Source.from_text(path, dedent(text).lstrip("\n")))


def texts(text: str, path: str = "banks/bank.md") -> list[str]:
    return [question.text for question in bank(text, path).questions]


def one(text: str) -> Question:
    (question,) = bank(text).questions
    return question


# Where questions stand


def test_items_of_a_list() -> None:
    assert texts(
        """
        # Dispatcher

        - Why do two vans leave at six?
        - Walk me through a day with a missing driver.
        - Write down the order of the stops.
        * How would you route them?
        """
    ) == [
        "Why do two vans leave at six?",
        "Walk me through a day with a missing driver.",
        "Write down the order of the stops.",
        "How would you route them?",
    ]


def test_numbers_that_are_all_one() -> None:
    assert len(texts("1. Why now?\n1. Why here?\n1. Why them?\n")) == 3


def test_headings_over_answers() -> None:
    text = """
    # Interview questions

    ## 1. What does a tide table leave out?

    Wind, mostly.

    #### Constituents

    - Why is M2 first? Because it is largest.

    ## 2. Explain slack water.

    It is short. Is it always? No.
    """
    assert texts(text) == ["What does a tide table leave out?", "Explain slack water."]


def test_headings_inside_items_with_a_stray_fence() -> None:
    text = """
    1. ### What is a berth?

       A place.

       ```
       ```
       </details>
       ```

    2. ### How long is a berth?

       **[Back to top](#top)**
    """
    assert texts(text) == ["What is a berth?", "How long is a berth?"]


def test_bold_lines_with_difficulty() -> None:
    result = bank(
        """
        # Theory

        Legend: 👶 easy ⭐️ medium 🚀 expert

        **What is ballast? 👶**

        Weight. **Why?** It keeps her upright.

        **How is trim computed? ⭐️**

        - **Draught** fore and aft

        **Trim tables 🚀**

        <br/>

        **Why does she list? ⭐️**

        **Where does she roll? 🚀**

        **When does she pitch? 🚀**
        """
    )
    assert [(q.text, q.meta_text("difficulty")) for q in result.questions] == [
        ("What is ballast?", "easy"),
        ("How is trim computed?", "medium"),
        ("Trim tables", "expert"),
        ("Why does she list?", "medium"),
        ("Where does she roll?", "expert"),
        ("When does she pitch?", "expert"),
    ]


def test_numbered_bold_paragraphs() -> None:
    text = """
    # Interview questions

    Write a query for each:

    **1)** The number of open berths.

    ```sql
    select 1
    ```

    **2)** All berths of one harbour.

    **3) Longest.** Return the longest berth.
    """
    assert texts(text) == [
        "The number of open berths.",
        "All berths of one harbour.",
        "Longest. Return the longest berth.",
    ]


def test_folds() -> None:
    text = """
    ###### Sea questions (2)

    <details>
    <summary><b>How do you read a <code>GRIB</code> file? ***</b></summary><br>

    - What is in it? Wind.

    </details>

    <details>
    <summary><b>Your first three checks before sailing.</b></summary><br>

    Weather?

    </details>

    - <b>Why do you sail?</b>
    """
    assert texts(text) == [
        "How do you read a GRIB file?",
        "Your first three checks before sailing.",
        "Why do you sail?",
    ]


def test_a_fold_in_an_item_is_the_item() -> None:
    text = """
    1. Why do we moor twice?
    2. <details><summary>Sell our ropes to a sailor.</summary>

       Why would he buy? Because he can.

       </details>
    3. How long is a rope?
    """
    assert texts(text) == ["Why do we moor twice?", "Sell our ropes to a sailor.", "How long is a rope?"]


def test_labelled_lines() -> None:
    text = """
    Q: Who moors first?
    A: The ferry.

    Question 2: Who leaves last?

    Answer: The tug.

    **Q3.** Name a knot
    """
    assert texts(text) == ["Who moors first?", "Who leaves last?", "Name a knot"]


def test_labelled_items_with_answers() -> None:
    text = """
    - **Question**: Bollards in heavy weather
        - **Answer**: [Bollards in heavy weather](https://a.b)
    - Tide gates
        - Answer: [Why tide gates?](https://a.b)
    - **Cleat vs bitt** - [Learn more](https://a.b)
    - **What is a fairlead?** - [Video](https://a.b) and [text](https://a.c)
    - What is a hawse? [Read](https://a.b)
    """
    found = bank(text).questions
    assert [question.text for question in found] == [
        "Bollards in heavy weather",
        "Tide gates",
        "Cleat vs bitt",
        "What is a fairlead?",
        "What is a hawse?",
    ]
    assert all(question.meta_value("expected_answer") is None for question in found)


def test_link_items() -> None:
    text = """
    ## Common questions

    * [Why do you want to sail with us?](https://a.b/1)
    * [Tell me about a storm.](https://a.b/2)
    * What do you pack?
    """
    assert texts(text) == ["Why do you want to sail with us?", "Tell me about a storm.", "What do you pack?"]


def test_table_columns() -> None:
    result = bank(
        """
        | No. | Question | Expected answer | Seniority |
        |----:|----------|-----------------|-----------|
        | 1 | Which **knot** holds? | bowline | junior |
        | 2 | Name two anchors. | | senior |
        """
    )
    assert [(q.text, q.meta_text("expected_answer"), q.meta_text("level")) for q in result.questions] == [
        ("Which knot holds?", "bowline", "junior"),
        ("Name two anchors.", None, "senior"),
    ]


def test_plain_paragraphs() -> None:
    text = """
    # Interview

    Why do you sail?

    What would you change about this boat?

    Which port do you miss?
    """
    assert len(texts(text)) == 3


def test_noun_phrases_and_tasks_among_questions() -> None:
    text = """
    #### [[⬆]](#toc) <a name='demo'>Deck questions:</a>

    * Unpack the life raft without a manual.
    * Difference between a sheet and a halyard
    * How do you reef?
    * Replace the shackle.
    * Ropes in cold water
    """
    assert len(texts(text)) == 5


def test_mdx() -> None:
    text = """
    ---
    title: Deck interview questions
    ---

    import Advert from './Advert';

    export const year = 1;

    <Advert />

    - **Why do you sail?**
    - Name a port.

    {/* qlint: ignore[R101] because it is asked of cooks */}
    """
    result = bank(text, "banks/deck.mdx")
    assert [question.text for question in result.questions] == ["Why do you sail?", "Name a port."]
    assert [comment for comment, _ in result.comments] == ["qlint: ignore[R101] because it is asked of cooks"]


def test_paragraphs_under_a_bare_title() -> None:
    text = """
    ### Question 1

    What is a lee shore?

    **Answer:** Where the wind blows to.

    ### Question 2

    Name its dangers.

    **Answer:** Rocks.
    """
    found = bank(text).questions
    assert [(question.text, question.meta_text("expected_answer")) for question in found] == [
        ("What is a lee shore?", "Where the wind blows to."),
        ("Name its dangers.", "Rocks."),
    ]


def test_the_second_paragraph_of_an_item_can_ask() -> None:
    text = """
    1. The harbour is closed for a week.

       What do you tell the passengers?

       - Difficulty: hard

    2. Who reopens it?
    """
    first, second = bank(text).questions
    assert (first.text, first.scenario) == ("What do you tell the passengers?", "The harbour is closed for a week.")
    assert first.meta_text("difficulty") == "hard"
    assert second.text == "Who reopens it?"


def test_items_in_html() -> None:
    assert texts("<ul>\n<li>Why do you <b>sail</b>?</li>\n<li>Which knot holds?</li>\n</ul>\n") == [
        "Why do you sail?",
        "Which knot holds?",
    ]


def test_a_declared_bank_of_tasks() -> None:
    assert texts("<!-- qlint: role=deckhand -->\n\n- Tie a bowline.\n- Coil this rope.\n") == [
        "Tie a bowline.",
        "Coil this rope.",
    ]


def test_tasks_alone_in_a_file() -> None:
    assert texts("# Deckhand\n\n- Write down the order of the stops.\n") == ["Write down the order of the stops."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- Q-ships: what were they?", "Q-ships: what were they?"),
        ("- 3-way splices: what are they?", "3-way splices: what are they?"),
        ("- 12) Why twelve?", "Why twelve?"),
        ("- Q12. Why twelve?", "Why twelve?"),
        ("- **Question 3** - Why three?", "Why three?"),
        ("- What is cork? (easy)", "What is cork?"),
        ("- What is cork? (Answer: bark)", "What is cork?"),
        ('- "Why cork?"', "Why cork?"),
        ("- :anchor: Why anchors? :anchor:", "Why anchors?"),
        ("- What does `SELECT *`", "What does SELECT *"),
        ("- [ ] Why boxes?", "Why boxes?"),
        ("- *Why* slanted?", "Why slanted?"),
    ],
)
def test_stems_without_labels_and_decoration(text: str, words: str) -> None:
    assert texts("# Interview questions\n\n" + text + "\n") == [words]


# What is no question


@pytest.mark.parametrize(
    "text",
    [
        "## Contents\n\n- [Why sail?](#why-sail)\n- [What is a rope?](#what)\n",
        "| No. | Questions |\n|---|---|\n| 1 | [What is a rope?](#rope) |\n",
        "- [Ann](https://a.b)\n- [Bo](https://a.c)\n",
        "## Follow us\n\n- What we post: [here](https://a.b)\n",
        "> Are you hiring? See our page.\n",
        "## Answers\n\n- What did you expect? A rope.\n",
        "<details><summary>Show answer</summary>\n\n- Why? Because.\n- What else? Nothing.\n\n</details>\n",
        "```\n- What is a rope?\n```\n",
        "<!-- - What is a rope? -->\n",
    ],
)
def test_no_question(text: str) -> None:
    assert texts(text) == []


def test_answers_are_no_questions() -> None:
    text = """
    # Ropes

    ### What is a splice?

    #### Answer

    Is it a knot? No.

    - Which kinds are there? Many.
    - Why so many? Habit.

    **How strong is it?** Very.

    ### Why not a knot?

    Knots weaken a rope.

    #### Good to hear

    - When would you knot anyway? In a hurry.
    """
    assert texts(text) == ["What is a splice?", "Why not a knot?"]


def test_statements_under_a_question_are_its_answer() -> None:
    text = """
    - When should the pilot board?
      - When there is enough water under the keel
      - What the master asked for decides
    - Who pays the pilot?
    """
    assert texts(text) == ["When should the pilot board?", "Who pays the pilot?"]


# What comes with a question


def test_follow_ups_know_their_stem() -> None:
    text = """
    - A ferry is late three days running. What do you look at?
      - What would you tell the passengers?
      - Who would you call first?
    """
    found = bank(text).questions
    assert [question.scenario for question in found[1:]] == ["A ferry is late three days running."] * 2
    assert found[0].scenario == ""


def test_options_and_their_key() -> None:
    text = """
    **Q1 🔴 — Which rope floats?**

    - ▫️ Nylon — *it sinks*
    - ✅ Polypropylene — *lighter than water*
    - ▫️ Wire — *no*
    """
    question = one(text)
    assert question.text == "Which rope floats?"
    assert [(option.text, option.key) for option in question.options] == [
        ("Nylon", False),
        ("Polypropylene", True),
        ("Wire", False),
    ]
    assert question.meta_text("difficulty") == "hard"


def test_lettered_options_and_code() -> None:
    text = """
    ###### 1. What's the output?

    ```python
    print(1)
    ```

    - A: `1`
    - B: `2`

    <details><summary><b>Answer</b></summary>

    #### Answer: A

    Why? It prints.

    </details>

    ###### 2. What's the output?

    ```python
    print(2)
    ```

    - A: `1`
    - B: `2`
    """
    found = bank(text).questions
    assert [question.text for question in found] == ["What's the output?"] * 2
    assert [question.attachments[0].text for question in found] == ["print(1)\n", "print(2)\n"]
    assert [option.key for option in found[0].options] == [True, False]
    assert found[0].attachments[0].language == "python"
    assert [option.text for option in found[0].options] == ["1", "2"]
    assert found[1].section == ()


def test_options_on_lines_and_the_named_key() -> None:
    question = one("1. Which one floats?\n   A) wire\n   B) cork\n   C) lead\n   Answer: B\n")
    assert question.text == "Which one floats?"
    assert [(option.text, option.key) for option in question.options] == [
        ("wire", False),
        ("cork", True),
        ("lead", False),
    ]


def test_follow_ups_of_a_heading() -> None:
    text = """
    # Interview

    ## Tell me about a voyage that went wrong.

    - What was your part?
    - What would you change?

    ## Why do you sail?

    - It should be honest.
    """
    found = bank(text).questions
    assert [(question.text, question.scenario) for question in found] == [
        ("Tell me about a voyage that went wrong.", ""),
        ("What was your part?", ""),
        ("What would you change?", ""),
        ("Why do you sail?", ""),
    ]


def test_checked_boxes() -> None:
    question = one("- Which one floats?\n  - [ ] wire\n  - [x] cork\n")
    assert [(option.text, option.key) for option in question.options] == [("wire", False), ("cork", True)]


def test_code_of_an_answer_is_no_attachment() -> None:
    assert (
        one(
            "# Interview questions\n\n### Write a loop that counts berths.\n\n```python\nfor berth in berths: ...\n```\n"
        ).attachments
        == ()
    )


def test_sections_are_headings_above() -> None:
    text = """
    # Deck

    ## Ropes

    - Why splice?

    ## Sails:

    - Why reef?
    """
    assert [question.section for question in bank(text).questions] == [("Deck", "Ropes"), ("Deck", "Sails")]


# Metadata


def test_metadata_and_where_it_came_from() -> None:
    result = bank(
        """
        ---
        role: [deckhand]
        seniority: junior
        id: deck
        ---
        # Deck

        <!-- qlint: jurisdiction=fr -->

        ## Onsite round

        1. Why do you sail? <!-- qlint: role=cook, minutes=5 -->
           - Expected answer: for the sea
           - Difficulty: hard
        2. Who cooks?
           Expected answer: the cook
        """
    )
    first, second = result.questions
    assert {name: (value.value, value.origin) for name, value in first.meta.items()} == {
        "role": ("cook", "question"),
        "level": ("junior", "front matter"),
        "jurisdiction": ("fr", "section"),
        "stage": ("onsite", "section"),
        "minutes": ("5", "question"),
        "expected_answer": ("for the sea", "question"),
        "difficulty": ("hard", "question"),
    }
    assert second.meta_text("expected_answer") == "the cook"
    assert second.meta_list("role") == ("deckhand",)
    assert second.text == "Who cooks?"


def test_prose_is_no_metadata() -> None:
    question = one("### What is a berth?\n\nA place. Level: low. \n\nTime: an hour\n")
    assert question.meta == {}


def test_broken_front_matter_is_a_problem_not_an_end() -> None:
    result = bank("---\nrole: [a\n---\n\n- Why do you sail?\n")
    assert [question.text for question in result.questions] == ["Why do you sail?"]
    assert result.problems[0].line is not None
    assert "front matter" in str(result.problems[0])


def test_comments_are_kept_with_their_places() -> None:
    text = "<!-- qlint: ignore-file because it is a sample -->\n\n- Why? <!-- qlint: ignore[R102] -->\n"
    result = bank(text)
    assert [(comment, text[span.start : span.end]) for comment, span in result.comments] == [
        ("qlint: ignore-file because it is a sample", "<!-- qlint: ignore-file because it is a sample -->"),
        ("qlint: ignore[R102]", "<!-- qlint: ignore[R102] -->"),
    ]


# One question a file


def test_title_over_an_answer_guide() -> None:
    result = bank(
        """
        ---
        title: Choose a mooring
        difficulty: hard
        type: scenario
        ---

        # Choose a mooring for a night in a swell

        Which berth do you take, and what would change your mind?

        ## Answer guide

        - What is the wind? Ask first.
        """
    )
    (question,) = result.questions
    assert question.text == "Choose a mooring for a night in a swell"
    assert question.scenario == "Which berth do you take, and what would change your mind?"
    assert question.meta_text("difficulty") == "hard"
    assert result.evidence >= 0.5


def test_the_file_name_asks() -> None:
    result = bank("# Splices\n\nA splice joins ropes.\n\n## Why use one?\n\n- Strong\n", "deck/What is a splice.md")
    (question,) = result.questions
    assert (question.text, question.place.kind) == ("What is a splice", "file_name")


def test_a_question_in_the_front_matter() -> None:
    text = "---\nquestion: Why do you sail?\nlevel: junior\n---\n\nFor the sea. Why else?\n"
    (question,) = bank(text).questions
    assert question.text == "Why do you sail?"
    assert text[question.span.start : question.span.end] == "Why do you sail?"


def test_indexes_count_from_zero() -> None:
    assert [question.index for question in bank("- Why?\n- Where?\n- Who?\n").questions] == [0, 1, 2]
