"""The engines that speak; each is imported on first use."""
