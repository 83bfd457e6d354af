"""From a disclosure to what is published: one content model, four outputs that say the same."""
