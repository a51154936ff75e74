"""A newsroom: public releases and a moment → the files of a static site."""
