"""Figures come in: sources in 元 to the fen become the cells of a disclosure."""
