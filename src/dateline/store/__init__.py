"""Documents, events and issues kept; one Query over them."""
