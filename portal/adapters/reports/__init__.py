"""Reports as files: PDF, DOCX and XLSX of the same content."""
