"""Tests of the training mathematics: one file for each module, and some that cover all."""
