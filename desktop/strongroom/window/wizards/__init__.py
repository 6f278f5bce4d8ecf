"""Pages that lead through something in steps, one way and back."""
