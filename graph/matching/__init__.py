"""From what a person says about themselves to organizations, the doors to them and next steps."""
