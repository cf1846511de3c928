import type { FunctionFact, FunctionTriggerFact, ResourceLink } from '../../contracts/fact';
import type { CodeLink, Container, FactEntry, Factor, WorkloadNode } from '../../contracts/system';
import { folderOf, joinedPath } from '../../text/paths';
import type { SystemContext } from '../context';
import { factor, factorOf, textOf, unknownFactor } from '../factors';
import { loadedBy } from '../relations/entry-files';
import type { codeRelation } from '../relations/runs';
import { secondsBetween } from '../schedules';
import { settingIn } from '../setting-names';
import { placeOf, type Stacked, stackOf, stackVariables } from './stacks';
import { unseen } from './unseen';

/** Calls of Lambda that an account runs at once where AWS has not changed it. */
export const ACCOUNT_CONCURRENCY = 1000;
/** Seconds that a call may take where nothing is written. */
export const FUNCTION_TIMEOUT = 3;

/** Functions of Lambda: as many instances of each as there are calls at once. */
export function functionWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  return context.of('function').map((entry) => workloadOf(entry, context, code));
}

/** What calls a function, as far as its stack says. */
export function triggersOf(
  entry: Stacked & Pick<FactEntry<FunctionFact>, 'fact'>,
  context: Pick<SystemContext, 'of'>,
): readonly FactEntry<FunctionTriggerFact>[] {
  const { fact } = entry;
  return context
    .of('function-trigger')
    .filter(
      (each) =>
        stackOf(each) === stackOf(entry) && isLink(each.fact.function, fact.resource, fact.name),
    );
}

/** Whether a link means a resource of its stack. */
export function isLink(
  link: ResourceLink | null,
  resource: string,
  name: FunctionFact['name'],
): boolean {
  if (link === null) return false;
  if (link.resource !== null) return link.resource === resource;
  return link.name !== null && link.name === textOf(name);
}

function workloadOf(
  entry: FactEntry<FunctionFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const { uri, file, fact } = entry;
  const name = textOf(fact.name) ?? fact.resource;
  const at = { uri, path: fact.path };
  const triggers = triggersOf(entry, context);
  const most = mostOf(entry, triggers);
  const base = unseen({
    name,
    at,
    file,
    fact,
    context,
    code,
    tool: 'lambda',
    resource: 'Lambda function',
    noun: 'instances',
    place: placeOf(entry),
    least: factor('instances', 0, null, 'derived', 'none runs while nobody calls it'),
    most,
    scaledBy: null,
  });
  const stack = stackOf(entry);
  const isAsked = triggers.some(({ fact: { by } }) => by === 'http-api' || by === 'rest-api');
  return {
    ...base,
    unit: stack,
    ...(fact.condition === undefined ? {} : { condition: fact.condition }),
    build: entry.build?.id ?? null,
    role: isAsked ? 'service' : 'worker',
    // Instances of the version before keep what they opened until AWS takes them away.
    rollout: { kind: 'rolling', at: null, alive: (count) => [count, 2 * count] },
    containers: base.containers.map((container) =>
      containerOf(container, entry, triggers, stack, context),
    ),
    routed: isAsked ? { at, says: 'API Gateway sends requests to it' } : null,
    complete: true,
  };
}

/** Calls that run at once at the most: what is reserved, else what those that call it allow. */
function mostOf(
  entry: FactEntry<FunctionFact>,
  triggers: readonly FactEntry<FunctionTriggerFact>[],
): Factor {
  const { uri, fact } = entry;
  const name = settingIn(entry, 'ReservedConcurrentExecutions');
  const { reserved } = fact;
  // Terraform writes -1 for none.
  if (reserved.state === 'unknown' || (reserved.state === 'known' && reserved.value >= 0)) {
    return factorOf(name, uri, reserved, null);
  }
  const at = { uri, path: fact.path };
  const open = unknownFactor(
    'concurrency',
    `nothing caps it: it has what the account has left, ${ACCOUNT_CONCURRENCY.toLocaleString('en-US')} calls at once where AWS has not changed that`,
    at,
  );
  const each = triggers.map((trigger) => callsOf(trigger, fact));
  if (each.length === 0 || each.some((calls) => calls === undefined)) return open;
  const sum = each.reduce<number>((total, calls) => total + (calls ?? 0), 0);
  const [first] = triggers;
  const place = first
    ? {
        uri: first.uri,
        path: first.fact.by === 'queue' ? first.fact.mostAtOnce.path : first.fact.path,
      }
    : at;
  return factor(
    settingIn(entry, 'MaximumConcurrency'),
    sum,
    place,
    'derived',
    'what calls it allows no more',
  );
}

/** Calls at once that a trigger makes; `undefined` where nothing bounds them. */
function callsOf(
  { fact: { by, mostAtOnce, schedule } }: FactEntry<FunctionTriggerFact>,
  { timeout }: FunctionFact,
): number | undefined {
  if (by === 'queue') return mostAtOnce.state === 'known' ? mostAtOnce.value : undefined;
  if (by !== 'schedule' || schedule.state !== 'known' || timeout.state === 'unknown')
    return undefined;
  const between = secondsBetween(schedule.value);
  const longest = timeout.state === 'known' ? timeout.value : FUNCTION_TIMEOUT;
  return between === undefined ? undefined : Math.max(1, Math.ceil(longest / between));
}

function containerOf(
  base: Container,
  entry: FactEntry<FunctionFact>,
  triggers: readonly FactEntry<FunctionTriggerFact>[],
  stack: string,
  context: SystemContext,
): Container {
  const { uri, file, fact } = entry;
  const at = { uri, path: fact.path };
  const runtime = runtimeOf(textOf(fact.runtime));
  const likely = base.code && { ...base.code, certainty: 'inferred' as const };
  const packed = codeOf(fact, at, file) ?? likely;
  const begun = entryOf(textOf(fact.handler), runtime?.name);
  const loaded =
    packed && begun ? loadedBy({ entry: begun, words: [] }, packed.folder, context) : undefined;
  // Functions are packed together; each runs what its own file loads.
  const link = packed && loaded ? { ...packed, copied: [...loaded] } : packed;
  const isAsked = triggers.some(({ fact: { by } }) => by === 'http-api' || by === 'rest-api');
  const isQueued = triggers.some(({ fact: { by } }) => by === 'queue');
  const isAtOnce = context
    .of('concurrent-queries')
    .some(({ file: own }) => loaded?.has(own) === true);
  return {
    ...base,
    variables: stackVariables(uri, fact.environment, stack),
    open: fact.environmentOpen,
    code: link,
    runtime,
    processes: base.processes.map((process) => ({
      ...process,
      program: runtime?.name ?? 'a function of Lambda',
      work: isAsked ? ('requests' as const) : isQueued ? ('tasks' as const) : ('unknown' as const),
      count: factor('processes', 1, null, 'derived', 'an instance is one process'),
      // A call that makes statements side by side takes as many connections as its pool gives it.
      concurrency: isAtOnce
        ? null
        : factor('calls', 1, null, 'derived', 'an instance works on one call at a time'),
      model: 'one call at a time',
      signals: { reach: 'yes' as const, at: null, why: '' },
      entry: begun,
      requestTimeout: factorOf(
        settingIn(entry, 'Timeout'),
        uri,
        fact.timeout,
        FUNCTION_TIMEOUT,
        'Lambda',
      ),
    })),
  };
}

/** The folder that the template packs. */
function codeOf(
  { code, handler }: FunctionFact,
  at: CodeLink['evidence'][number]['at'],
  file: string,
): CodeLink | null {
  if (handler.state !== 'known' || code.state === 'unknown') return null;
  const written = code.state === 'known' ? code.value : '.';
  if (/^(?:s3|https?):|\.(?:zip|jar)$/.test(written)) return null;
  // What Terraform packs is told from the root of the project.
  const folder = written.startsWith('/')
    ? joinedPath('', written.slice(1))
    : joinedPath(folderOf(file), written);
  if (folder === undefined) return null;
  const says = `its code is ${written}`;
  return { folder, certainty: 'stated', evidence: [{ at, says }], copied: null };
}

/** `nodejs20.x` is Node 20. */
function runtimeOf(text: string | undefined): Container['runtime'] {
  const [, name = '', version = null] = /^([a-z]+)([\d.]+)?/.exec(text ?? '') ?? [];
  const known = ({ nodejs: 'node', python: 'python', ruby: 'ruby', java: 'java' } as const)[name];
  return known === undefined
    ? null
    : { name: known, version: version?.replace(/\.x?$/, '') ?? null };
}

/** The file that a handler names: `src/handlers.book` is `book` of `src/handlers`. */
function entryOf(handler: string | undefined, runtime: string | undefined): string | null {
  if (handler === undefined) return null;
  if (/\.[cm]?[jt]sx?$/.test(handler)) return handler;
  const file = handler.slice(0, Math.max(0, handler.lastIndexOf('.')));
  if (file === '') return null;
  if (runtime === 'node') return `${file}.js`;
  return runtime === 'python' ? `${file.replaceAll('.', '/')}.py` : null;
}
