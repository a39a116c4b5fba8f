"""Where on a page is the text, and who wrote it when?"""
