"""One module a button, or a small family of them: each has functions that take a Session."""
