"""The program used from outside, as assistive technology uses it: by names, over AT-SPI."""
