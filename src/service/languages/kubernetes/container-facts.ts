import {
  type EnvSourceFact,
  type FactValue,
  factValue,
  type ProbeFact,
} from '../../contracts/fact';
import { type Field, isKnown, valueOf } from '../../contracts/field';
import { type Block, child, integerField, listOf, stringField } from './fields';
import { isTemplatedWord } from './template';
import { member } from './tree';

const PROBES = [
  ['readiness', 'readinessProbe'],
  ['liveness', 'livenessProbe'],
  ['startup', 'startupProbe'],
] as const;

/** The checks that are made of a container, with what they ask. */
export function probesOf(container: Block): readonly ProbeFact[] {
  return PROBES.flatMap(([kind, key]) => {
    const probe = child(container, key);
    if (!probe.written) return [];
    const http = child(probe, 'httpGet');
    const tcp = child(probe, 'tcpSocket');
    const words = wordsOf(child(probe, 'exec'), 'command');
    return [
      {
        path: probe.path,
        kind,
        httpPath: factValue(stringField(http, 'path')),
        port: factValue(stringField(http.written ? http : tcp, 'port')),
        exec: words,
        periodSeconds: factValue(integerField(probe, 'periodSeconds')),
        failureThreshold: factValue(integerField(probe, 'failureThreshold')),
        timeoutSeconds: factValue(integerField(probe, 'timeoutSeconds')),
      },
    ];
  });
}

/** The words of a list of texts; `null` where it is not written, or cannot be read. */
export function wordsOf(block: Block, key: string): readonly string[] | null {
  const { nodes, state } = listOf(block, key);
  const words = nodes.flatMap((node) => (node.kind === 'scalar' ? [node.value] : []));
  const isWhole = state === 'written' && words.length === nodes.length && !words.some(waitsForTool);
  return isWhole ? words : null;
}

/** Where a container takes variables from as a whole. */
export function envSourcesOf(container: Block): readonly EnvSourceFact[] | null {
  const { items, state } = listOf(container, 'envFrom');
  if (state === 'unknown') return null;
  return items.map((item): EnvSourceFact => {
    const map = child(item, 'configMapRef');
    const source = map.written ? map : child(item, 'secretRef');
    return {
      path: source.path,
      from: map.written ? 'configMap' : 'secret',
      name: factValue(stringField(source, 'name')),
      prefix: valueOf(stringField(item, 'prefix')) ?? '',
    };
  });
}

/** `$(NAME)`, which Kubernetes fills in itself from the variables of the container. */
const OWN_VARIABLE = /\$\((\w+)\)/g;

/** Whether something fills a text in before Kubernetes gets it. */
export function waitsForTool(word: string): boolean {
  return isTemplatedWord(word.replace(OWN_VARIABLE, ''));
}

/** A text with the variables that Kubernetes fills in, as `CommandLine` writes them. */
export function withOwnVariables(text: string): string {
  return text.replaceAll('$', '\\$').replace(/\\\$\((\w+)\)/g, '${$1:?}');
}

/** The value of a variable; a text that names others keeps them in its `expression`. */
export function variableField(variable: Block): Field<string> {
  const field = stringField(variable, 'value');
  const node = member(variable.map, 'value')?.value;
  if (field.state !== 'unknown' || node?.kind !== 'scalar' || waitsForTool(node.value))
    return field;
  return { ...field, why: 'a text with variables', expression: withOwnVariables(node.value) };
}

/** The value of a variable; one that stands elsewhere is a reference to it. */
export function variableFact(field: Field<string>, source: Block | undefined): FactValue<string> {
  const fact = factValue(field);
  if (fact.state !== 'unknown' || source === undefined) return fact;
  for (const [key, space] of [
    ['configMapKeyRef', 'configMap'],
    ['secretKeyRef', 'secret'],
  ] as const) {
    const reference = child(source, key);
    const name = stringField(reference, 'name');
    const entry = stringField(reference, 'key');
    if (isKnown(name) && isKnown(entry)) {
      const key_ = `${name.value}/${entry.value}`;
      return { ...fact, reference: { space, name: key_, fallback: null } };
    }
  }
  return fact;
}

/** The block a variable takes its value from, by name. */
export function variableSources(container: Block): ReadonlyMap<string, Block> {
  const found = new Map<string, Block>();
  for (const variable of listOf(container, 'env').items) {
    const name = valueOf(stringField(variable, 'name'));
    if (name !== undefined && member(variable.map, 'valueFrom')) {
      found.set(name, child(variable, 'valueFrom'));
    }
  }
  return found;
}
