"""What follows from an event, for commands and reminders alike; neither imports the other."""
