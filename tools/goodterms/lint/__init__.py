"""Rules by family: structure, references, coverage, objectives, items, and so on."""
