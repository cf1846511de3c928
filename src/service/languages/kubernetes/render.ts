/** A value to write, free of any notation. */
export type Plain =
  | string
  | number
  | boolean
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** How the document around a new value is laid out. */
export interface Layout {
  /** Line ending. */
  readonly eol: '\n' | '\r\n';
  /** Columns a nested block is indented by. */
  readonly step: number;
  /** Columns a list's dashes are indented by under their key: 0 or the step. */
  readonly dashes: number;
  readonly json: boolean;
}

/** An entry in block style, its key at `column`; the first line starts at the key itself. */
export function blockEntry(key: string, value: Plain, column: number, layout: Layout): string {
  const lines = entryLines(key, value, column, layout);
  return lines.join(layout.eol).slice(column);
}

/** A value on one line: `{ cpu: 100m }`, `"text"`. */
export function inline(value: Plain, layout: Layout): string {
  if (isList(value)) return `[${value.map((item) => inline(item, layout)).join(', ')}]`;
  if (isPlainMap(value)) {
    const entries = Object.entries(value).map(([key, inner]) => {
      return `${inlineKey(key, layout)}: ${inline(inner, layout)}`;
    });
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return layout.json ? JSON.stringify(value) : scalar(value);
}

/** A value of JSON over several lines, its closing bracket at `column`. */
export function pretty(value: Plain, column: number, layout: Layout): string {
  const lines = JSON.stringify(value, null, layout.step).split('\n');
  return lines.join(`${layout.eol}${' '.repeat(column)}`);
}

/** A key between braces. */
export function inlineKey(key: string, layout: Layout): string {
  return layout.json ? JSON.stringify(key) : scalar(key);
}

/** A single value; quoted where YAML would read it as something else. */
export function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const reserved = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i.test(value);
  const bare = /^(?:[A-Za-z_][\w./-]*|\d+(?:m|k|Ki|Mi|Gi|Ti))$/.test(value);
  return bare && !reserved ? value : JSON.stringify(value);
}

function entryLines(key: string, value: Plain, column: number, layout: Layout): readonly string[] {
  const head = `${' '.repeat(column)}${scalar(key)}:`;
  if (isList(value) && value.length > 0) {
    const dash = column + layout.dashes;
    return [head, ...value.flatMap((item) => itemLines(item, dash, layout))];
  }
  if (isPlainMap(value) && Object.keys(value).length > 0) {
    return [head, ...mapLines(value, column + layout.step, layout)];
  }
  return [`${head} ${inline(value, layout)}`];
}

function itemLines(item: Plain, dash: number, layout: Layout): readonly string[] {
  const indent = ' '.repeat(dash);
  if (!isPlainMap(item)) return [`${indent}- ${inline(item, layout)}`];
  return mapLines(item, dash + 2, layout).map((line, index) =>
    index === 0 ? `${indent}- ${line.slice(dash + 2)}` : line,
  );
}

function mapLines(
  value: { readonly [key: string]: Plain },
  column: number,
  layout: Layout,
): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]) => entryLines(key, inner, column, layout));
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

/** Whether a value is a mapping. */
export function isPlainMap(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === 'object' && !Array.isArray(value);
}
