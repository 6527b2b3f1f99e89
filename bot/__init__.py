"""Who said what, who may, what happens next."""
