import type { ParsedDocument } from './yaml';

/** Characters of document text that are kept; enough for the open files of a day's work. */
const CAPACITY = 1_000_000;

const documents = new Map<string, ParsedDocument>();
let size = 0;

/**
 * The parse of a document, from memory where this very text has been parsed before: a keystroke in
 * a file of many documents costs the parse of one. Purely a saving; the result depends on the text
 * alone. The least recently used go first.
 */
export function documentCache(
  text: string,
  format: 'yaml' | 'json',
  parse: (text: string) => ParsedDocument,
): ParsedDocument {
  const key = `${format}:${text}`;
  const found = documents.get(key);
  const parsed = found ?? parse(text);
  if (found !== undefined) documents.delete(key);
  else size += key.length;
  documents.set(key, parsed);
  for (const oldest of documents.keys()) {
    if (size <= CAPACITY) break;
    documents.delete(oldest);
    size -= oldest.length;
  }
  return parsed;
}
