"""Pure scoring: items, simulations, digests, formulas, forms."""
