// fetch() in a comment is left alone, and so is https://example.org in one.
const known = word("known");
const rates = fetch("rates.json");
const other = word("unknown");
