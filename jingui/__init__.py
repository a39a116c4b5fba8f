"""Jingui (金桂): what does a Chinese financial-news portal need, from sources to readers?"""

__version__ = "0.1.0"
