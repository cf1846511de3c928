import { findNodeAtLocation, type JSONPath } from 'jsonc-parser';
import type { Proposal } from '../../contracts/editing';
import type { SourceText } from '../../contracts/language';
import { inQuotes, placeInJson } from '../shared/json-place';
import { placeInYaml, type Step } from '../shared/yaml-place';
import { isHcl, isJson } from './detect';
import { placeInHcl } from './hcl-place';
import { eolOf } from './layout';
import type { Shape } from './shape';
import { type BlockStep, typeAt, type Word, wordIn, wordsOf } from './vocabulary';

/**
 * What can be written at an offset of a group, policy, schedule, warm pool, refresh or launch template:
 * the properties that its block lacks, required ones first, or the values of a property. Nothing is
 * offered elsewhere in the document, nor in one that is made from something else.
 */
export function complete(
  { text, path }: SourceText,
  shape: Shape | undefined,
  offset: number,
): readonly Proposal[] {
  if (shape === undefined || (shape === 'scheduled-action' && LISTED.test(text))) return [];
  if (isHcl(text, path)) return inHcl(text, offset);
  return isJson(text, path) ? inJson(text, shape, offset) : inYaml(text, shape, offset);
}

/** Several actions, as AWS prints them. */
const LISTED = /\bScheduledUpdateGroupActions\b/;

/** The type in which a property is written, and the way there from the type. */
interface Owner {
  readonly type: string;
  readonly steps: readonly BlockStep[];
}

const INPUTS: Partial<Readonly<Record<Shape, string>>> = {
  create: 'CreateAutoScalingGroupType',
  update: 'UpdateAutoScalingGroupType',
  policy: 'PutScalingPolicyType',
  'scheduled-action': 'PutScheduledUpdateGroupActionType',
  'warm-pool': 'PutWarmPoolType',
  'instance-refresh': 'StartInstanceRefreshType',
  'target-tracking': 'Api.TargetTrackingConfiguration',
  predictive: 'Api.PredictiveScalingConfiguration',
  guide: 'Guide',
};

/** `typeOf` tells the type of the resource under a logical id. */
function ownerOf(
  shape: Shape,
  steps: readonly BlockStep[],
  typeOf: (id: string) => string | undefined,
): Owner | undefined {
  const input = INPUTS[shape];
  if (input !== undefined) return { type: input, steps };
  const [first, second, third] = steps.map(({ key }) => key);
  if (shape === 'terraform' && first === 'resource' && second !== undefined) {
    return third === undefined ? undefined : { type: second, steps: steps.slice(3) };
  }
  if (shape !== 'cloudformation' || first !== 'Resources' || second === undefined) return undefined;
  const type = typeOf(second);
  if (type === undefined) return undefined;
  if (third === 'Properties') return { type, steps: steps.slice(3) };
  return third === 'UpdatePolicy' && type === 'AWS::AutoScaling::AutoScalingGroup'
    ? { type: third, steps: steps.slice(3) }
    : undefined;
}

function typeIn({ type, steps }: Owner): string | undefined {
  return typeAt(type, steps);
}

/** The property whose list an item is written in, where items are no blocks. */
function listAround({ type, steps }: Owner): Word | undefined {
  const last = steps.at(-1);
  const owner = last?.isItem ? typeAt(type, steps.slice(0, -1)) : undefined;
  const word = owner === undefined ? undefined : wordIn(owner, last?.key ?? '');
  return word?.list === true && word.block === undefined ? word : undefined;
}

function inYaml(text: string, shape: Shape, offset: number): readonly Proposal[] {
  const place = placeInYaml(text, offset);
  if (place === undefined) return [];
  const owner = ownerOf(shape, place.steps, (id) => typeInYaml(text, place.steps, id));
  if (owner === undefined) return [];
  const { replaces, closing, column, key, written } = place;
  const value = (each: string) => `${each}${closing}`;
  const list = listAround(owner);
  if (list !== undefined) return values(list, replaces, value);
  const type = typeIn(owner);
  if (type === undefined) return [];
  if (key !== undefined) return values(wordIn(type, key), replaces, value);
  const line = `${eolOf(text)}${' '.repeat(column + 2)}`;
  return keys(type, written, replaces, (word) => {
    const tail = word.list ? `${line}- ` : word.block === undefined ? ' ' : line;
    return { kind: 'property', newText: `${word.name}:${tail}` };
  });
}

/** `Type` stands below the logical id, one level in. */
function typeInYaml(text: string, steps: readonly Step[], id: string): string | undefined {
  const from = steps.find(({ key }) => key === id)?.line ?? 0;
  const lines = text.split(/\r?\n/);
  const indent = (line: string) => /^ */.exec(line)?.[0].length ?? 0;
  const own = indent(lines[from] ?? '');
  for (const line of lines.slice(from + 1)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    if (indent(line) <= own) return undefined;
    const type = /^ *Type:[ \t]*["']?([\w:]+)/.exec(line)?.[1];
    if (type?.includes('::')) return type;
  }
  return undefined;
}

function inJson(text: string, shape: Shape, offset: number): readonly Proposal[] {
  const place = placeInJson(text, offset);
  if (place?.key === undefined) return [];
  const { root, owner: path, key, isKey, replaces, quoted, written } = place;
  const steps = stepsOf(isKey ? path : [...path, key]);
  const last = steps.at(-1);
  const isValue = !isKey && last?.isItem === false;
  const owner = ownerOf(shape, isValue ? steps.slice(0, -1) : steps, (id) => {
    const type: unknown = findNodeAtLocation(root, ['Resources', id, 'Type'])?.value;
    return typeof type === 'string' ? type : undefined;
  });
  if (owner === undefined) return [];
  const value = (each: string) => inQuotes(each, place);
  if (!isKey && !isValue) return values(listAround(owner), replaces, value);
  const type = typeIn(owner);
  if (type === undefined) return [];
  if (isValue) return values(wordIn(type, last.key), replaces, value);
  return keys(type, written, replaces, ({ name }) => ({
    kind: 'property',
    newText: `${inQuotes(name, place)}${quoted ? '' : ': '}`,
  }));
}

/** A path with its indexes on the keys before them; both branches of `Fn::If` count. */
function stepsOf(path: JSONPath): readonly BlockStep[] {
  const steps: BlockStep[] = [];
  for (const [index, part] of path.entries()) {
    const last = steps.at(-1);
    if (part === 'Fn::If' || path[index - 1] === 'Fn::If') continue;
    if (typeof part === 'string') steps.push({ key: part, isItem: false });
    else if (last !== undefined) steps[steps.length - 1] = { ...last, isItem: true };
  }
  return steps;
}

function inHcl(text: string, offset: number): readonly Proposal[] {
  const place = placeInHcl(text, offset);
  const around = place?.blocks ?? [];
  // A brace that is missing further up leaves a resource open; the innermost one counts.
  const from = around.findLastIndex(([keyword]) => keyword === 'resource');
  const root = around[from]?.[1];
  const blocks = around.slice(from + 1);
  if (place === undefined || root === undefined) return [];
  if (blocks.at(-1)?.[0] === 'dynamic') return [];
  const { key, written, replaces, quoted, closing, indent } = place;
  const steps = blocks
    .filter(([name]) => name !== 'content')
    .map(([name = '', made]) => ({ key: (name === 'dynamic' ? made : name) ?? '', isItem: false }));
  const type = typeAt(root, steps);
  if (type === undefined) return [];
  if (key !== undefined) {
    return values(wordIn(type, key), replaces, (each) =>
      quoted ? `${each}${closing}` : `"${each}"`,
    );
  }
  const eol = eolOf(text);
  const repeated = new Set(
    [...written].filter((name) => !(wordIn(type, name)?.list && wordIn(type, name)?.block)),
  );
  return keys(type, repeated, replaces, (word) =>
    word.block === undefined
      ? { kind: 'property', newText: `${word.name} = ` }
      : { kind: 'snippet', newText: `${word.name} {${eol}${indent}  $0${eol}${indent}}` },
  );
}

function keys(
  type: string,
  written: ReadonlySet<string>,
  replaces: Proposal['replaces'],
  write: (word: Word) => Pick<Proposal, 'kind' | 'newText'>,
): readonly Proposal[] {
  return (wordsOf(type) ?? [])
    .filter(({ name }) => !written.has(name))
    .map((word) => ({
      label: word.name,
      detail: `${formOf(word)}${word.required ? ', required' : ''}`,
      documentation: link(word),
      replaces,
      ...write(word),
    }));
}

function values(
  word: Word | undefined,
  replaces: Proposal['replaces'],
  write: (value: string) => string,
): readonly Proposal[] {
  if (word === undefined) return [];
  return word.values.map((value) => ({
    label: value,
    kind: 'value',
    detail: word.name,
    documentation: link(word),
    replaces,
    newText: write(value),
  }));
}

function formOf({ block, list }: Word): string {
  if (block === undefined) return list ? 'list' : 'property';
  return list ? 'list of blocks' : 'block';
}

function link({ name, url }: Word): string {
  return `[${name} in the reference](${url})`;
}
