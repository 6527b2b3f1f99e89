"""What is kept. Rows, connections and transactions never leave; domain objects do."""
