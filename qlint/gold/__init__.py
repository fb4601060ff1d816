"""Gold data for the language floor and scores against it: trees in CoNLL-U, asks in YAML. Prints nothing."""
