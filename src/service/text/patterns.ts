/**
 * The source of an expression that finds a text as it stands. What is read of a file goes through here before
 * it becomes part of an expression: of half-typed code not even a name is sure to be one.
 */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
