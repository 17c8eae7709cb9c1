"""Tests of the tracer, the graph and the browser's half of the mathematics."""
