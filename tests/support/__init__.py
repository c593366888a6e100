"""What several tests share: the official schemas, random and mutated documents, canonical comparison."""
