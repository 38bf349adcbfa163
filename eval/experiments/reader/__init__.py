"""Trains the reader model: data, model, training, an early look at the dev sets, and the export that is shipped."""
