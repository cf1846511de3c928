import {
  type DataNode,
  dataMap,
  dataText,
  dataUnknown,
  dataValue,
  pointer,
} from '../../syntax/data-node';
import { asNumber, asText, itemsIn, sortedEntries } from './functions';
import { attribute, type DeclaredBlock } from './module-source';
import {
  evaluate,
  type Instances,
  type Names,
  NO_NAMES,
  type Scope,
  type TerraformModule,
} from './scope';

/** Instances of one resource or module. */
const MAX_INSTANCES = 200;

/** Makes a block as often as `count` or `for_each` says. */
export function instancesOf<T>(
  { body, uri, type, name }: DeclaredBlock,
  module: TerraformModule,
  make: (names: Names, suffix: string, key: string) => T,
): Instances<T> {
  const path = pointer(type === 'module' ? '/module' : `/resource/${type}`, name);
  const scope = (key: string): Scope => ({
    module,
    names: NO_NAMES,
    here: { uri, path: pointer(path, key), how: 'written' },
  });
  const count = attribute(body, 'count');
  if (count) {
    const value = evaluate(count, scope('count'));
    const many = asNumber(value);
    const wanted = many === undefined ? 1 : Math.min(many, MAX_INSTANCES);
    const index = (at: number) =>
      many === undefined
        ? dataUnknown('it differs from one instance to the next', value.trail)
        : dataValue(at, value.trail);
    return {
      kind: 'count',
      keyed: new Map(
        Array.from({ length: Math.max(0, wanted) }, (_, at) => [
          String(at),
          make(
            new Map([['count', dataMap([['index', index(at)]], value.trail)]]),
            wanted > 1 ? `--${at}` : '',
            `[${at}]`,
          ),
        ]),
      ),
    };
  }
  const each = attribute(body, 'for_each');
  if (!each) return { kind: 'single', keyed: new Map([['', make(NO_NAMES, '', '')]]) };
  const of = evaluate(each, scope('for_each'));
  const pairs = pairsOf(of);
  if (!pairs) {
    const open = dataUnknown('it differs from one instance to the next', of.trail);
    const names: Names = new Map([
      [
        'each',
        dataMap(
          [
            ['key', open],
            ['value', open],
          ],
          of.trail,
        ),
      ],
    ]);
    return { kind: 'each', keyed: new Map([['', make(names, '', '[?]')]]) };
  }
  return {
    kind: 'each',
    keyed: new Map(
      pairs.slice(0, MAX_INSTANCES).map(([key, value]) => {
        const own = dataMap(
          [
            ['key', dataText(key, of.trail)],
            ['value', value],
          ],
          value.trail,
        );
        return [
          key,
          make(new Map([['each', own]]), `--${key.replace(/[^\w-]/g, '_')}`, `["${key}"]`),
        ];
      }),
    ),
  };
}

/** Keys and values that are walked over: of a set its items are both. */
function pairsOf(of: DataNode): readonly (readonly [string, DataNode])[] | undefined {
  if (of.kind === 'map') return of.open ? undefined : sortedEntries(of);
  const items = of.kind === 'list' ? itemsIn(of) : undefined;
  const keyed = items?.map((item) => [asText(item), item] as const);
  return keyed?.every((pair): pair is readonly [string, DataNode] => pair[0] !== undefined)
    ? keyed
    : undefined;
}
