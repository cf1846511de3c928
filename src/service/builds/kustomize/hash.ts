import { type DataMap, entryOf, plainOf, textOf } from '../../syntax/data-node';
import { sha256 } from '../../text/sha256';
import { tableOf } from '../../text/tables';

/** Characters that would make words are written as others. */
const SAFE = tableOf<string>({ '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' });

/** The end of a generated object's name, as kustomize makes it of the object's content. */
export function contentHash(node: DataMap): string {
  return encoded(sha256(goJson(hashed(node))));
}

function hashed(node: DataMap): unknown {
  const kind = textOf(entryOf(node, 'kind'));
  // Kustomize means to take the name in and looks for it where it never is.
  const name = '';
  const plain = (key: string) => {
    const value = entryOf(node, key);
    return value?.kind === 'map' ? plainOf(value) : (textOf(value) ?? '');
  };
  const extra = (key: string) => (entryOf(node, key)?.kind === 'map' ? { [key]: plain(key) } : {});
  if (kind === 'ConfigMap') return { kind, name, data: plain('data'), ...extra('binaryData') };
  if (kind === 'Secret') {
    return { kind, name, type: plain('type'), data: plain('data'), ...extra('stringData') };
  }
  return plainOf(node);
}

/** JSON as Go writes it: keys in order, and the signs of HTML escaped. */
function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${goJson(key)}:${goJson(each)}`).join(',')}}`;
  }
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function encoded(hex: string): string {
  return [...hex.slice(0, 10)].map((digit) => SAFE[digit] ?? digit).join('');
}
