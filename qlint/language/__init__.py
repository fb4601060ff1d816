"""The language floor: how a question parses, what it asks, and what about."""
