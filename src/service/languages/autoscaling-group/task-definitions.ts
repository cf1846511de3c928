import type {
  CommandLine,
  HealthcheckFact,
  TaskContainerFact,
  TaskDefinitionFact,
} from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { type Field, unknown } from '../../contracts/field';
import { execWords, shellForm } from '../shared/command-lines';
import { type Body, bodyOf, booleanField, numberField, simplified, whyUnknown } from './fields';
import type { Resource } from './resource';
import { child, itemsOf, member, type Node, pointer, textOf } from './tree';
import { writtenItem, writtenText } from './written-values';

/** A task definition; `at` is its logical id or its name in Terraform. */
export interface TaskDefinition extends Placed<TaskDefinitionFact> {
  /** Units of a processor of the whole task, 1024 each. */
  readonly cpu: Field<number>;
}

/** Reads a task definition from its properties; Terraform's list is the same once it is decoded. */
export function readTaskDefinition({ id, place, body }: Resource): TaskDefinition {
  const entry = member(body.node, 'ContainerDefinitions');
  const node = entry && simplified(entry.value);
  const path = pointer(body.path, 'ContainerDefinitions');
  const items = itemsOf(node);
  const isWhole = node?.kind === 'array' && items.every(({ kind }) => kind === 'object');
  return {
    ...place,
    kind: 'task-definition',
    resource: id,
    family: writtenText(body, 'Family'),
    memory: numberField(body, 'Memory'),
    cpu: numberField(body, 'Cpu'),
    isFargate: itemsOf(child(body.node, 'RequiresCompatibilities')).some(
      (item) => textOf(item) === 'FARGATE',
    ),
    containers: items.flatMap((item, index) =>
      item.kind === 'object' ? [containerOf(bodyOf(item, pointer(path, index)))] : [],
    ),
    open: isWhole ? null : node ? whyUnknown(node) : 'its containers are not written here',
  };
}

function containerOf(body: Body): Placed<TaskContainerFact> {
  const { environment, open } = environmentOf(body);
  return {
    at: body.at,
    path: body.path,
    name: writtenText(body, 'Name'),
    image: writtenText(body, 'Image'),
    essential: booleanField(body, 'Essential'),
    ports: portsOf(body),
    entrypoint: commandOf(body, 'EntryPoint'),
    command: commandOf(body, 'Command'),
    environment,
    environmentOpen: open,
    memory: numberField(body, 'Memory'),
    cpu: numberField(body, 'Cpu'),
    stopTimeout: numberField(body, 'StopTimeout'),
    healthcheck: checkOf(body),
    initProcess: booleanField(inner(body, 'LinuxParameters'), 'InitProcessEnabled'),
  };
}

function portsOf(body: Body): readonly Field<number>[] {
  const entry = member(body.node, 'PortMappings');
  const path = pointer(body.path, 'PortMappings');
  return itemsOf(entry && simplified(entry.value)).flatMap((item, index) =>
    item.kind === 'object'
      ? [numberField(bodyOf(item, pointer(path, index)), 'ContainerPort')]
      : [],
  );
}

function inner(body: Body, key: string): Body {
  const entry = member(body.node, key);
  const path = pointer(body.path, key);
  const empty = { kind: 'object', at: body.at, members: [], flow: true, open: false } as const;
  return entry ? bodyOf(entry.value, path) : { node: empty, path, at: body.at };
}

/** Lists of names with values, and of names with the places of secrets. */
function environmentOf(body: Body): {
  readonly environment: Readonly<Record<string, Field<string>>>;
  readonly open: string | null;
} {
  const environment: Record<string, Field<string>> = {};
  let open: string | null = member(body.node, 'EnvironmentFiles')
    ? 'a file of variables in S3'
    : body.node?.open
      ? 'what is merged into it'
      : null;
  for (const [key, value] of [
    ['Environment', 'Value'],
    ['Secrets', 'ValueFrom'],
  ] as const) {
    const entry = member(body.node, key);
    const list = entry && simplified(entry.value);
    if (!list) continue;
    if (list.kind !== 'array') open ??= 'a list that cannot be read';
    for (const [index, item] of itemsOf(list).entries()) {
      const name = textOf(child(item, 'Name'));
      if (item.kind !== 'object' || name === undefined) {
        open ??= 'an entry that cannot be read';
        continue;
      }
      const own = bodyOf(item, pointer(pointer(body.path, key), index));
      const field = writtenText(own, value);
      environment[name] = key === 'Secrets' ? secret(field) : field;
    }
  }
  return { environment, open };
}

/** What stands there is where the secret is, not what it says. */
function secret(field: Field<string>): Field<string> {
  if (field.state === 'absent') return field;
  const name = field.state === 'known' ? field.value : (field.expression ?? '');
  const { at, path } = field;
  return {
    ...unknown('a secret', at, path),
    ...(name !== '' && { reference: { space: 'secret', name, fallback: null } }),
  };
}

function commandOf(body: Body, key: string): Placed<CommandLine> | null {
  const entry = member(body.node, key);
  if (!entry) return null;
  const path = pointer(body.path, key);
  const node = simplified(entry.value);
  if (node.kind !== 'array' && node.kind !== 'scalar') {
    return { at: entry.value.at, path, form: 'exec', text: '', words: null };
  }
  const words = wordsOf(node, path);
  return execWords(words, words.join(' '), entry.value.at, path);
}

/** CloudFormation takes a text with commas for a list. */
function wordsOf(node: Node, path: string): readonly string[] {
  const written =
    node.kind === 'scalar'
      ? String(node.value)
          .split(',')
          .map((word) => word.trim())
      : itemsOf(node).map((item, index) => {
          const field = writtenItem(item, pointer(path, index));
          return field.state === 'known' ? field.value : undefined;
        });
  return written.map((word) => (word === undefined ? '$(?)' : word.replaceAll('$', '\\$')));
}

function checkOf(body: Body): Placed<HealthcheckFact> | null {
  const entry = member(body.node, 'HealthCheck');
  if (!entry) return null;
  const path = pointer(body.path, 'HealthCheck');
  const own = bodyOf(entry.value, path);
  const [kind, ...rest] = itemsOf(child(own.node, 'Command')).map((item) => textOf(item) ?? '$(?)');
  const text = rest.join(' ');
  return {
    at: entry.keyAt,
    path,
    disabled: kind === 'NONE',
    test:
      kind === undefined || kind === 'NONE'
        ? null
        : kind === 'CMD-SHELL'
          ? shellForm(text, entry.value.at, pointer(path, 'Command'))
          : execWords(rest, text, entry.value.at, pointer(path, 'Command')),
    interval: numberField(own, 'Interval'),
    timeout: numberField(own, 'Timeout'),
    startPeriod: numberField(own, 'StartPeriod'),
    retries: numberField(own, 'Retries'),
  };
}
