/**
 * The offset of the `}` that ends the Lua block whose inside starts at `start`, or -1 if none does.
 * Braces in Lua strings, long brackets and comments do not count.
 */
export function endOfLua(text: string, start: number): number {
  let depth = 1;
  let i = start;
  while (i < text.length) {
    const ch = text[i];
    if (ch === '{') {
      depth++;
    } else if (ch === '}') {
      depth--;
      if (depth === 0) return i;
    } else if (ch === '"' || ch === "'") {
      i = endOfString(text, i);
      continue;
    } else if (ch === '[') {
      const end = endOfLongBracket(text, i);
      if (end > i) {
        i = end;
        continue;
      }
    } else if (ch === '-' && text[i + 1] === '-') {
      i = endOfComment(text, i);
      continue;
    }
    i++;
  }
  return -1;
}

/** Past the closing quote, or at the line end where a Lua string must have ended. */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  let i = start + 1;
  while (i < text.length && text[i] !== '\n') {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
    i++;
  }
  return i;
}

function endOfComment(text: string, start: number): number {
  if (text[start + 2] === '[') {
    const end = endOfLongBracket(text, start + 2);
    if (end > start) return end;
  }
  const newline = text.indexOf('\n', start);
  return newline < 0 ? text.length : newline;
}

/** Past `[==[ … ]==]` starting at `start`; `start` itself where none starts. */
function endOfLongBracket(text: string, start: number): number {
  let i = start + 1;
  while (text[i] === '=') i++;
  if (text[i] !== '[') return start;
  const close = `]${'='.repeat(i - start - 1)}]`;
  const end = text.indexOf(close, i);
  return end < 0 ? text.length : end + close.length;
}
