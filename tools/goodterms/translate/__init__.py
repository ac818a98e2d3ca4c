"""The state of translations, and settling it."""
