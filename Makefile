# The two commands of README.md, and what they are made of.
.PHONY: run test
PYTHON = .venv/bin/python
