"""What members see: domain objects in, Adaptive Cards out. Pure."""
