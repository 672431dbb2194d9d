"""Documents to sentences, syntax, entities, quotations, time expressions."""
