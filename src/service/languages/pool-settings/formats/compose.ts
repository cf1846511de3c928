import { isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import { span } from '../../../contracts/span';
import type { Entry, SettingsText } from '../entries';
import { readYaml } from './yaml';

/** A compose file: as any YAML, and lists of `NAME=value` beside maps. */
export function readCompose(text: string): SettingsText {
  const read = readYaml(text);
  const entries: Entry[] = [];
  const services = mapOf(parseDocument(text).contents, 'services');
  for (const { key, value } of isMap(services) ? services.items : []) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    for (const field of ['environment', 'volumes', 'env_file']) {
      const list = mapOf(value as Node, field);
      for (const item of isSeq(list) ? list.items : []) {
        const entry = isScalar(item) ? entryOf(item, ['services', name, field], text) : undefined;
        if (entry) entries.push(entry);
      }
    }
  }
  return { ...read, entries: [...read.entries, ...entries] };
}

function mapOf(node: unknown, name: string): unknown {
  return isMap(node) ? node.get(name, true) : undefined;
}

/** `NAME=value` as an entry; anything else, such as a volume, by what it is. */
function entryOf(item: Scalar, keys: readonly string[], text: string): Entry | undefined {
  if (!item.range) return undefined;
  const [start, end] = item.range;
  const quote = /^(['"]).*\1$/s.test(text.slice(start, end)) ? 1 : 0;
  const written = text.slice(start + quote, end - quote);
  const equals = written.indexOf('=');
  const nameEnd = equals === -1 ? written.length : equals;
  const valueStart = equals === -1 ? 0 : equals + 1;
  return {
    keys: [...keys, written.slice(0, nameEnd)],
    nameAt: span(start + quote, start + quote + nameEnd),
    text: written.slice(valueStart),
    at: span(start + quote + valueStart, end - quote),
    document: 0,
  };
}
