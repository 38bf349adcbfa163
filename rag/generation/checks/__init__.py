"""Whether the sources bear out a written sentence, decided from the words alone."""
