"""What people say to the tool itself: greetings, thanks, goodbye, and what it can do."""
