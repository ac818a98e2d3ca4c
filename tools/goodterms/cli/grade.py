"""``goodterms grade``: submissions in, results out, nothing lost."""
