"""The surfaces of Pressmark: what people and programs type, and what they see."""
