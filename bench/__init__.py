"""How good and how fast is it? Measured here, never imported by the product."""
