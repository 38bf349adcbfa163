"""The text of a PDF as a reader of the page sees it: what is visible, column after column, tables as rows."""
