"""Bringing an open workbook to a state that the library has worked out, and back."""
