"""Exports of the treasury's software and of accounting packages: recognised, and read cell by cell."""
