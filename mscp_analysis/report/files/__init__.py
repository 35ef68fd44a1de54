"""The files beside the page: the PDF, the spreadsheets and a CSV for each table."""
