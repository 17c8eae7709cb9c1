"""Tests of the mathematics: one file for each module, and some that cover all of them."""
