"""Lists: what a page leaves to the build, and what stands around it."""
