"""Which sentences an answer quotes, which values they give, and which sources agree."""
