"""What a partnership keeps itself, as rows that become facts."""
