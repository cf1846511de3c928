/**
 * A text of a file as Markdown that shows it as it is. The editor's own way to append a text makes every
 * blank one at which no line breaks.
 */
export function plain(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|<>~&-]/g, '\\$&')
    .replace(/^(\d+)(?=[.)] )/gm, '$1\\')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('  \n');
}
