"""Findings marked in the open workbook: colours, notes, the sheet 校验结果, and taking all that out again."""
