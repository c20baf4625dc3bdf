"""The pages of the app: they draw and ask; what they show is computed elsewhere."""
