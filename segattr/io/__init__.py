"""Any file becomes one plain table; which role it plays; which column is what."""
