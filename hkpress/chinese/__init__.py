"""Chinese: conversion, forms, numerals, words."""

from hkpress.chinese.convert import to_simplified
from hkpress.chinese.lexicon import is_term

__all__ = ["is_term", "to_simplified"]
