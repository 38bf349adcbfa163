"""Text recognition (OCR) in pictures and scanned pages, where the extra `ocr` is installed."""
