"""绩效自评表: reading the forms, scoring them by their notes, checking them."""
