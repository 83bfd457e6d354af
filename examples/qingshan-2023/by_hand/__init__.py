"""The identities of the nine tables, worked out again in plain arithmetic.

Nothing here comes from the product. What the product finds can be held against what these few modules find.
"""
