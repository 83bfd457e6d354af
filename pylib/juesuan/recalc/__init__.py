"""Totals from the rules, compared with what a workbook says; formulas worked out anew."""
