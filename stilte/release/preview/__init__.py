"""A preview of the listen pages: who may ask, what a request means, the policy, the page of errors."""
