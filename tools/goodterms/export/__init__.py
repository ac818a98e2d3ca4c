"""Editions -> LMS packages: one module per format over one deterministic zip writer."""
