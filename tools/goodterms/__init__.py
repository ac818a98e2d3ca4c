"""Good Terms: validate, build, package and grade a course written as Markdown and YAML."""

__version__ = "0.1.0"
