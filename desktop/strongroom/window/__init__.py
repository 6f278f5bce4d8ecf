"""What is seen and clicked: pages show values and report wishes, and compute nothing."""
