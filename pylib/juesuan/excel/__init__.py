"""What the buttons and worksheet functions of the Excel add-in call."""
