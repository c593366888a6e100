"""What documents state, before it is put to a use: the nouns in them, where each stands, amounts and values."""
