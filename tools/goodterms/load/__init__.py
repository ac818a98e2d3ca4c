"""Files -> editions of the course and findings."""
