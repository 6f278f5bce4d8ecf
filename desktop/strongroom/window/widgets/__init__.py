"""What pages are put together from: each shows one value and says in words what it shows."""
