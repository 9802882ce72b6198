"""Benchmarks: the portal beside a bare application, measured in the same run."""
