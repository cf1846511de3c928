import type { QueueAppFact, ScheduledTaskFact, SessionStoreFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known, unknown } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { type DataNode, entryOf, itemsOf, textOf } from '../../syntax/data-node';
import { readYaml, type YamlData } from '../../syntax/yaml';
import { emptyQueue } from '../shared/queue-fact';
import { textField } from '../shared/setting-values';
import { hashComments, type ProcessText } from './statement';

/** `config/queue.yml` of Solid Queue: workers with threads and processes; the largest of them counts. */
export function solidQueue(text: string): ProcessText {
  const data = readYaml(withoutErb(text), { uri: '' });
  const root = environmentIn(data.documents[0]);
  const workers = itemsOf(entryOf(root, 'workers'));
  const queue = emptyQueue('solid-queue', placeOf(data, root));
  const [first] = workers;
  // Several workers run beside each other, each with threads of its own.
  const [only] = workers.length === 1 ? [first] : [];
  const statement: Placed<QueueAppFact> = {
    ...queue,
    concurrency:
      workers.length > 1
        ? several(data, root)
        : number(data, entryOf(only, 'threads'), queue.concurrency),
    processes:
      workers.length > 1
        ? several(data, root)
        : number(data, entryOf(only, 'processes'), queue.processes),
  };
  return { statements: workers.length > 0 ? [statement] : [], comments: hashComments(text) };
}

/** `config/recurring.yml`: tasks that a scheduler starts. */
export function recurringTasks(text: string): ProcessText {
  const data = readYaml(withoutErb(text), { uri: '' });
  const root = environmentIn(data.documents[0]);
  const schedule = [...(root?.kind === 'map' ? root.entries : [])].flatMap(
    ([name, node]): Placed<ScheduledTaskFact>[] => {
      const when = entryOf(node, 'schedule');
      if (!when) return [];
      const path = node.trail[0]?.path ?? '';
      const at = placeOf(data, node);
      const task = entryOf(node, 'class') ?? entryOf(node, 'command');
      return [
        {
          at,
          path,
          name,
          task: task
            ? textField(textOf(task) ?? '', placeOf(data, task), `${path}/class`)
            : absent(at.end, `${path}/class`),
          every: unknown('a calendar', placeOf(data, when), `${path}/schedule`),
        },
      ];
    },
  );
  const queue = emptyQueue('solid-queue', placeOf(data, root));
  return {
    statements: schedule.length > 0 ? [{ ...queue, schedule }] : [],
    comments: hashComments(text),
  };
}

/** `config/cable.yml`: the adapter of production; `async` hands messages on within one process. */
export function actionCable(text: string): ProcessText {
  const data = readYaml(withoutErb(text), { uri: '' });
  const adapter = entryOf(entryOf(data.documents[0], 'production'), 'adapter');
  const name = adapter && textOf(adapter);
  if (!adapter || name === undefined) return { statements: [], comments: hashComments(text) };
  const statement: Placed<SessionStoreFact> = {
    kind: 'session-store',
    at: placeOf(data, adapter),
    path: adapter.trail[0]?.path ?? '/production/adapter',
    what: 'socket.io',
    library: 'Action Cable',
    store: /^(?:async|inline)$/.test(name) ? 'memory' : /<%/.test(name) ? 'unknown' : 'shared',
  };
  return { statements: [statement], comments: hashComments(text) };
}

function environmentIn(root: DataNode | undefined): DataNode | undefined {
  return entryOf(root, 'production') ?? entryOf(root, 'default') ?? root;
}

function several(data: YamlData, node: DataNode | undefined): Field<number> {
  const path = node?.trail[0]?.path ?? '/queue';
  return unknown('several workers, each with its own', placeOf(data, node), `${path}/workers`);
}

function number(data: YamlData, node: DataNode | undefined, none: Field<number>): Field<number> {
  const text = textOf(node);
  if (node === undefined || text === undefined) return none;
  const path = node.trail[0]?.path ?? '';
  const at = placeOf(data, node);
  if (/^\d+$/.test(text)) return known(Number(text), at, path);
  const [, name, fallback] =
    /ENV(?:\.fetch\(|\[)\s*["'](\w+)["']\s*[\])]?(?:\s*(?:,|\|\||\{)\s*["']?(\d+))?/.exec(text) ??
    [];
  return name === undefined
    ? unknown('no plain number', at, path)
    : {
        ...unknown(`the variable ${name}`, at, path),
        reference: {
          space: 'env',
          name,
          fallback: fallback === undefined ? null : Number(fallback),
        },
      };
}

/** Where a node stands. */
export function placeOf(data: YamlData, node: DataNode | undefined): Span {
  const path = node?.trail[0]?.path;
  return (path === undefined ? undefined : data.placeOf(path)) ?? span(0, 0);
}

/** ERB that stands alone on its line writes lines nobody sees here; its place stays. */
function withoutErb(text: string): string {
  return text.replace(/^[ \t]*<%[^=][^\n]*$/gm, (line) => ' '.repeat(line.length));
}
