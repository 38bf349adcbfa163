"""What the surfaces say in each language: `around` an answer in the answer's, the `page` in one that is chosen once."""
