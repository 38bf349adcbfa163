"""Every sentence that the engine itself says, in each language that it speaks."""
