"""自查表: a bureau's questions answered by evidence, and the officer's answers laid beside it."""
