"""What is known of Chinese."""

from hkpress.chinese.convert import to_simplified

__all__ = ["to_simplified"]
