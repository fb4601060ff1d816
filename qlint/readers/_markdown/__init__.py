"""The rooms behind `qlint.readers.markdown`: places, inline decoding, blocks, layout, harvest.

They know no other format, no rule and no spaCy.
"""
