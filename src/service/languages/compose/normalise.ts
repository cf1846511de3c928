import {
  type DataMap,
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataUnknown,
  entryOf,
  isMissing,
  textOf,
} from '../../syntax/data-node';
import { textParts } from '../../syntax/parameters';
import { wordsOf } from '../shared/command-lines';
import { textList } from './interpolate';

/*
 * Short forms as long ones, so that files can be laid over each other and read: the Compose
 * Specification, "Services top-level element".
 */

/** `KEY=value` lists that are maps as well. */
const MAPS_OF_TEXTS = ['environment', 'labels', 'annotations', 'sysctls'] as const;
/** One text, or a list of texts. */
const LISTS = ['dns', 'dns_search', 'tmpfs', 'expose', 'profiles', 'security_opt'] as const;

/** A service whose short forms are written out. Anything that is no map is left as it is. */
export function normalisedService(node: DataNode): DataNode {
  if (node.kind !== 'map') return node;
  const entries = new Map(node.entries);
  const change = (key: string, to: (value: DataNode) => DataNode | undefined) => {
    const value = entries.get(key);
    if (value === undefined) return;
    const changed = to(value);
    if (changed === undefined) entries.delete(key);
    else entries.set(key, changed);
  };
  for (const key of MAPS_OF_TEXTS) change(key, mapOfTexts);
  for (const key of LISTS) change(key, listOf);
  change('deploy', (value) => withMap(value, 'labels'));
  change('extra_hosts', (value) => mapOfTexts(value, /[=:]/));
  change('build', buildMap);
  change('command', wordList);
  change('entrypoint', wordList);
  change('healthcheck', healthcheckMap);
  change('depends_on', (value) => keyedMap(value, 'condition', 'service_started'));
  change('networks', (value) => keyedMap(value));
  change('env_file', (value) => eachOf(value, (item) => itemMap(item, 'path')));
  change('ports', (value) => eachOf(value, portMap));
  change('volumes', (value) => eachOf(value, volumeMap));
  change('secrets', (value) => eachOf(value, (item) => itemMap(item, 'source')));
  change('configs', (value) => eachOf(value, (item) => itemMap(item, 'source')));
  return { ...node, entries };
}

/** A map with one of its entries as a map of texts. */
function withMap(node: DataNode, key: string): DataNode {
  const value = entryOf(node, key);
  if (node.kind !== 'map' || value === undefined) return node;
  return { ...node, entries: new Map(node.entries).set(key, mapOfTexts(value)) };
}

/** `[A=1, B]` and `{ A: 1, B: }` are the same; a name without a value has none. */
export function mapOfTexts(node: DataNode, separator = /=/): DataNode {
  if (node.kind !== 'list') return isMissing(node) ? dataMap([], node.trail) : node;
  const entries = new Map<string, DataNode>();
  let open = node.open;
  for (const item of node.items) {
    const text = item.kind === 'unknown' ? item.expression : textOf(item);
    const at = text?.search(separator) ?? -1;
    if (text === null || text === undefined) {
      open = { why: 'an entry that cannot be read', expression: null };
    } else if (at < 0) {
      entries.set(text, {
        kind: 'scalar',
        value: null,
        text: '',
        quoted: false,
        trail: item.trail,
      });
    } else if (item.kind === 'unknown') {
      entries.set(
        text.slice(0, at),
        dataUnknown(item.why, item.trail, text.slice(at + 1), item.assumed),
      );
    } else {
      entries.set(text.slice(0, at), dataText(text.slice(at + 1), item.trail));
    }
  }
  return dataMap(entries, node.trail, open);
}

function listOf(node: DataNode): DataNode {
  return node.kind === 'scalar' && node.value !== null ? dataList([node], node.trail) : node;
}

function eachOf(node: DataNode, change: (item: DataNode) => DataNode): DataNode {
  const list = node.kind === 'scalar' && node.value !== null ? dataList([node], node.trail) : node;
  return list.kind === 'list' ? { ...list, items: list.items.map(change) } : list;
}

function itemMap(item: DataNode, key: string): DataNode {
  return item.kind === 'map' ? item : dataMap([[key, item]], item.trail);
}

/** A list of names as a map, each with what a name alone means. */
function keyedMap(node: DataNode, key?: string, value?: string): DataNode {
  if (node.kind !== 'list') return node;
  let open = node.open;
  const entries = new Map<string, DataNode>();
  for (const item of node.items) {
    const name = textOf(item);
    if (name === undefined) open = { why: 'a name that cannot be read', expression: null };
    else {
      const inner: [string, DataNode][] =
        key !== undefined && value !== undefined ? [[key, dataText(value, item.trail)]] : [];
      entries.set(name, dataMap(inner, item.trail));
    }
  }
  return dataMap(entries, node.trail, open);
}

function buildMap(node: DataNode): DataNode {
  if (node.kind !== 'map') return isMissing(node) ? node : dataMap([['context', node]], node.trail);
  const args = node.entries.get('args');
  return args ? { ...node, entries: new Map(node.entries).set('args', mapOfTexts(args)) } : node;
}

/** Compose splits a text into words itself; no shell is started. What is open stays one word's part. */
function wordList(node: DataNode): DataNode {
  if (node.kind === 'unknown' && node.expression !== null && !node.expression.startsWith('!')) {
    const words = wordsOf(node.expression.replaceAll('$$', '\\$'));
    return dataList(
      words.map((word) =>
        textParts(word, 'escaped').some((part) => part.kind !== 'literal')
          ? dataUnknown(node.why, node.trail, word.replaceAll('\\$', '$$$$'))
          : dataText(word.replaceAll('\\$', '$'), node.trail),
      ),
      node.trail,
    );
  }
  if (node.kind !== 'scalar' || node.value === null) return node;
  // Variables have been filled in: a dollar that is left means itself.
  const words = wordsOf(node.text.replaceAll('$', '\\$'));
  return textList(
    words.map((word) => word.replaceAll('\\$', '$')),
    node,
  );
}

/** A test that is a text is run by a shell. */
function healthcheckMap(node: DataNode): DataNode {
  const test = node.kind === 'map' ? node.entries.get('test') : undefined;
  if (node.kind !== 'map' || test?.kind !== 'scalar' || test.value === null) return node;
  const words = dataList([dataText('CMD-SHELL', test.trail), test], test.trail);
  return { ...node, entries: new Map(node.entries).set('test', words) };
}

/** `127.0.0.1:8080:80/tcp`, `8080:80`, `80`. */
function portMap(node: DataNode): DataNode {
  const text = textOf(node);
  if (text === undefined) return node;
  const [, address = '', protocol] = /^(.*?)(?:\/(\w+))?$/s.exec(text) ?? [];
  const [, ip, published, target = address] =
    /^(?:(\[[^\]]*\]|\d+(?:\.\d+){3}):)?(?:([\d-]*):)?([\d-]+)$/.exec(address) ?? [];
  const entry = (key: string, value: string | undefined): [string, DataNode][] =>
    value === undefined || value === '' ? [] : [[key, dataText(value, node.trail)]];
  return dataMap(
    [
      ...entry('host_ip', ip),
      ...entry('published', published),
      ...entry('target', target),
      ...entry('protocol', protocol),
    ],
    node.trail,
  );
}

/** `./conf:/etc/conf:ro`, `data:/var/lib`, `/var/lib`. */
function volumeMap(node: DataNode): DataNode {
  const text = node.kind === 'unknown' ? node.expression : textOf(node);
  if (text === undefined || text === null || node.kind === 'map') return node;
  const [drive = ''] = /^[A-Za-z]:(?=[\\/])/.exec(text) ?? [];
  const parts = text.slice(drive.length).match(/(?:\$\{[^}]{0,500}\}|[^:])+/g) ?? [];
  if (parts[0] !== undefined) parts[0] = `${drive}${parts[0]}`;
  const [first = '', second, mode = ''] = parts;
  const [source, target] = second === undefined ? [undefined, first] : [first, second];
  const isPath = source !== undefined && /^(?:[./~\\]|[A-Za-z]:|\$\{)/.test(source);
  const text_ = (value: string) => dataText(value, node.trail);
  const entries: [string, DataNode][] = [
    ['type', text_(source === undefined || !isPath ? 'volume' : 'bind')],
  ];
  if (source !== undefined) {
    entries.push([
      'source',
      /\$\{/.test(source) ? dataUnknown('a variable', node.trail, source) : text_(source),
    ]);
  }
  entries.push(['target', text_(target)]);
  if (/(?:^|,)ro(?:,|$)/.test(mode)) {
    entries.push(['read_only', { ...text_('true'), value: true, quoted: false }]);
  }
  return dataMap(entries, node.trail);
}

/** The services of a compose file by name; a file of version 1 has no `services`. */
export function servicesOf(document: DataNode | undefined): DataMap | undefined {
  const services = document?.kind === 'map' ? document.entries.get('services') : undefined;
  return services?.kind === 'map' ? services : undefined;
}
