"""What customers send: their record, uploads, submissions, and what is still missing."""
