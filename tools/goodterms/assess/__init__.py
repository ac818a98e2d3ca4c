"""Submissions -> results and reports."""
