"""What a language says for what is written: one table a language, and the rules that read them."""
