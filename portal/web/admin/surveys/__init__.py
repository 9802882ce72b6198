"""Administration of surveys: questionnaires, points, framing sites, sampled campaigns."""
