"""Data files that are everywhere and hold no questions stay below the threshold of a walk; banks stay above it."""

from __future__ import annotations

import json

import pytest

from qlint import readers
from qlint.source import Source

ORDINARY = {
    "ci.yml": """name: checks
on:
  push: {branches: [main, "release/**"]}
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix: {python: ["3.11", "3.12"]}
    steps:
      - uses: actions/checkout@v4
      - name: Install what is needed
        run: |
          pip install -e .[dev]
          pytest -q
      - name: Build the wheel
        run: python -m build
""",
    "issue_form.yml": """name: Bug report
description: Tell us what went wrong
labels: [bug]
body:
  - type: markdown
    attributes: {value: "Thanks for taking the time!"}
  - type: textarea
    id: what
    attributes: {label: What happened?, description: Also tell us what you expected to happen, placeholder: Describe it}
    validations: {required: true}
  - type: dropdown
    attributes: {label: Which version do you use?, options: [stable, nightly]}
""",
    "docker-compose.yml": """services:
  web:
    image: example/web:1.2
    command: ["serve", "--port", "8080"]
    environment: {LOG_LEVEL: info}
    depends_on: [db]
  db: {image: "postgres:16", volumes: ["data:/var/lib/postgresql/data"]}
volumes: {data: {}}
""",
    "mkdocs.yml": """site_name: A tool
site_description: How to use the tool
nav:
  - Home: index.md
  - Guide: [start.md, Why a tool: why.md, How it works: how.md]
  - Questions: faq.md
theme: {name: material, features: [navigation.tabs]}
markdown_extensions: [admonition, toc]
""",
    "openapi.yaml": """openapi: 3.1.0
info: {title: Shop API, version: "1.0", description: Create and list orders}
paths:
  /orders:
    get:
      summary: List all orders
      description: Find orders by state. What is returned depends on the role.
      tags: [orders]
      parameters:
        - {name: state, in: query, schema: {type: string, enum: [open, closed]}}
      responses: {"200": {description: Show the orders}}
    post: {summary: Create an order, responses: {"201": {description: Created}}}
""",
    "package.json": json.dumps(
        {
            "name": "a-tool",
            "version": "1.0.0",
            "description": "Find out what your build does",
            "keywords": ["build", "find", "what"],
            "scripts": {"test": "jest", "build": "tsc -p ."},
            "dependencies": {"left-pad": "^1.0.0"},
        }
    ),
    "package-lock.json": json.dumps(
        {
            "lockfileVersion": 3,
            "packages": {f"node_modules/p{n}": {"version": "1.0", "resolved": "x"} for n in range(40)},
        }
    ),
    "en.json": json.dumps(
        {
            "login": {"title": "Sign in", "forgot": "Did you forget your password?", "submit": "Continue"},
            "delete": {
                "title": "Delete",
                "question": "Do you really want to delete this file?",
                "yes": "Yes",
                "no": "No",
            },
            "errors": ["Something went wrong", "Try again later", "The file is too large"],
            "home": {"welcome": "Welcome back", "news": "What is new", "help": "Need help?", "more": "Show all items"},
            "settings": {"language": "Language", "theme": "Theme", "save": "Save changes", "cancel": "Cancel"},
        }
    ),
    "tsconfig.json": '{\n  // the target\n  "compilerOptions": {"target": "es2022", "strict": true},\n  "include": ["src"]\n}\n',
    "settings.json": json.dumps(
        {"editor.tabSize": 2, "files.exclude": {"**/.git": True}, "prompt": "Describe the change"}
    ),
    "reviews.csv": "text,label\nI liked the film a lot,1\nWhy would anyone watch this?,0\nBoring,0\nA fine evening,1\nNice,1\n",
    "sales.csv": "date,region,amount\n2026-01-01,north,12.5\n2026-01-02,south,8\n",
    "measures.tsv": "time\tvalue\tunit\n0\t1.5\tm\n1\t1.7\tm\n",
    "requirements.txt": "# what the tool needs\nspacy>=3.8,<3.9\nclick>=8\nPyYAML\n",
    "server.log.txt": "10:01 INFO started\n10:02 WARN is the disk full?\n10:03 INFO retry\n10:04 ERROR cannot write\n10:05 INFO end\n",
    "LICENSE.txt": """Permission is hereby granted, free of charge, to any person obtaining a copy of this
thing, to deal in it without restriction.

The thing is provided as is, without warranty of any kind.
""",
    "steps.txt": "Install the package.\nRun the tests.\nBuild the image.\nCreate a release.\n",
    "robots.txt": "User-agent: *\nDisallow: /private\n",
    "tasks.yml": """- name: Create the user
  become: true
  user: {name: app}
- name: Find old files
  find: {paths: /var/log, age: 4w}
- name: Show the result
  debug: {msg: "Is it done?"}
""",
    "chat.jsonl": '{"role": "user", "content": "What is new?"}\n{"role": "assistant", "content": "A lot."}\n',
    "events.jsonl": "\n".join(json.dumps({"time": n, "event": "click", "text": "Buy now"}) for n in range(20)),
    "empty.yaml": "",
    "empty.json": "",
    "empty.csv": "",
    "empty.txt": "",
}

BANKS = {
    "list.yaml": "- How would you find a slow query?\n- Explain what an index costs.\n- When is a join the wrong tool?\n",
    "one.yaml": "question: Design a rate limiter for one server.\nlevel: senior\nexpected_answer: names a clock and a bucket\n",
    "keyed.json": json.dumps(
        {"questions": [{"text": "Draw the data flow."}, {"text": "Choose a store."}, {"text": "Plan it."}]}
    ),
    "nested.json": json.dumps(
        {"sql": {"easy": ["What does a join do?"], "hard": ["When does a plan change overnight?"]}}
    ),
    "lines.jsonl": "\n".join(json.dumps({"question": f"What breaks at size {n}?", "answer": "much"}) for n in range(5)),
    "sheet.csv": "id,question,answer\n1,Explain back pressure.,slow down\n2,What does a lease protect?,a lock\n",
    "bare.csv": "What does a lease protect, and from whom?\nHow do clocks drift?\nWhy are retries dangerous?\n",
    "lines.txt": "How do clocks drift?\nWhy are retries dangerous?\nTell me about a time when you were wrong.\n",
    "pairs.txt": "Q: How do clocks drift?\nA: slowly\n\nQ: Name a cure.\nA: NTP\n\nQ: Why NTP?\nA: it is there\n",
}


def evidence(name: str, text: str) -> float:
    return readers.read(Source.from_text(name, text)).evidence


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_files_stay_out(name: str) -> None:
    assert evidence(name, ORDINARY[name]) < readers.THRESHOLD


@pytest.mark.parametrize("name", BANKS)
def test_banks_come_in(name: str) -> None:
    assert evidence(name, BANKS[name]) >= readers.THRESHOLD
