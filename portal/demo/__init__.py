"""The demo office: invented units, people and stories to try the portal with; never in production."""
