"""The pages one can be at, one module each."""
