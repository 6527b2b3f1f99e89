"""What the group knows and decides: pure rules, no input or output, no clock."""
