"""What is known of articles: as a file gives it, as a library holds it, as a person corrects it."""
