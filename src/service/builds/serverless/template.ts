import {
  type DataMap,
  type DataNode,
  dataList,
  dataMap,
  dataText,
  dataValue,
  entryOf,
  itemsOf,
  type Trail,
  textOf,
} from '../../syntax/data-node';
import { tableOf } from '../../text/tables';

/** What a configuration makes, as a template, and why more may be in it. */
export interface ServerlessTemplate {
  readonly node: DataMap;
  readonly limits: readonly string[];
}

/** Seconds that a call may take where nothing is written; Lambda's own default is 3. */
const TIMEOUT = 6;

/**
 * The template that the Serverless Framework makes of a configuration whose variables are filled in: its functions as
 * SAM writes them, and its resources beside them.
 *
 * @see https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
 */
export function serverlessTemplate(whole: DataNode, stage: string | null): ServerlessTemplate {
  const provider = entryOf(whole, 'provider');
  const service =
    textOf(entryOf(whole, 'service')) ?? textOf(entryOf(entryOf(whole, 'service'), 'name'));
  const limits: string[] = [];
  const sections = new Map<string, Map<string, DataNode>>();
  const add = (section: string, name: string, node: DataNode) => {
    const known = sections.get(section) ?? new Map<string, DataNode>();
    known.set(name, node);
    sections.set(section, known);
  };
  for (const [name, own] of entriesIn(entryOf(whole, 'functions'), limits, 'functions')) {
    const called =
      service === undefined || stage === null ? undefined : `${service}-${stage}-${name}`;
    if (own.kind === 'map') add('Resources', logicalId(name), functionOf(own, called, provider));
    else limits.push(`the function ${name} is not evaluated`);
  }
  for (const part of partsOf(entryOf(whole, 'resources'))) {
    if (part.kind !== 'map') limits.push('resources that are not evaluated are added');
    else if (part.open) limits.push('resources that are not evaluated are added');
    for (const section of ['Resources', 'Conditions', 'Mappings', 'Parameters', 'Outputs'])
      for (const [name, node] of entriesIn(entryOf(part, section), limits, section))
        add(section, name, node);
  }
  if (itemsOf(entryOf(whole, 'plugins')).some((each) => ADDS.test(textOf(each) ?? '')))
    limits.push('a plugin adds to it');
  const entries = [...sections].map(
    ([name, nodes]) => [name, dataMap(nodes, whole.trail)] as const,
  );
  return { node: dataMap(entries, whole.trail), limits };
}

/** Plugins that make queues, functions or settings of them. */
const ADDS = /^serverless-(?:lift|split-stacks|step-functions|plugin-.*(?:scal|concurren))/;

/** What a section holds: a map, or a list of maps of which each adds to the others. */
function entriesIn(
  node: DataNode | undefined,
  limits: string[],
  what: string,
): readonly (readonly [string, DataNode])[] {
  return partsOf(node).flatMap((part) => {
    if (part.kind !== 'map' || part.open) limits.push(`${what} that are not evaluated are added`);
    return part.kind === 'map' ? [...part.entries] : [];
  });
}

function partsOf(node: DataNode | undefined): readonly DataNode[] {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return [];
  return node.kind === 'list' ? node.items : [node];
}

/** `send-mail` is `SendDashmailLambdaFunction`, as other resources call it. */
function logicalId(name: string): string {
  const normal = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return `${normal.charAt(0).toUpperCase()}${normal.slice(1)}LambdaFunction`;
}

function functionOf(
  own: DataMap,
  called: string | undefined,
  provider: DataNode | undefined,
): DataNode {
  const { trail } = own;
  const either = (key: string) => entryOf(own, key) ?? entryOf(provider, key);
  const name = entryOf(own, 'name') ?? (called === undefined ? undefined : dataText(called, trail));
  const image = entryOf(own, 'image');
  const command = entryOf(image, 'command');
  const isDirect = entryOf(own, 'url');
  const properties: readonly (readonly [string, DataNode | undefined])[] = [
    ['FunctionName', name],
    ['Handler', entryOf(own, 'handler')],
    ['Runtime', image ? undefined : either('runtime')],
    ['ImageConfig', command && dataMap([['Command', command]], command.trail)],
    ['Timeout', either('timeout') ?? dataValue(TIMEOUT, trail)],
    ['MemorySize', either('memorySize') ?? dataValue(1024, trail)],
    ['ReservedConcurrentExecutions', entryOf(own, 'reservedConcurrency')],
    ['ProvisionedConcurrencyConfig', provisionedOf(own)],
    ['Environment', environmentOf(own, provider)],
    ['FunctionUrlConfig', isDirect && dataMap([], isDirect.trail)],
    ['Events', eventsOf(own, trail)],
  ];
  return dataMap(
    [
      ['Type', dataText('AWS::Serverless::Function', trail)],
      ['Properties', dataMap(present(properties), trail, own.open)],
    ],
    trail,
  );
}

function provisionedOf(own: DataMap): DataNode | undefined {
  const count = entryOf(own, 'provisionedConcurrency');
  return count && dataMap([['ProvisionedConcurrentExecutions', count]], count.trail);
}

function present(
  entries: readonly (readonly [string, DataNode | undefined])[],
): readonly (readonly [string, DataNode])[] {
  return entries.flatMap(([key, value]) =>
    value === undefined || (value.kind === 'scalar' && value.value === null)
      ? []
      : [[key, value] as const],
  );
}

/** The variables of a function: its own laid over those of all. */
function environmentOf(own: DataMap, provider: DataNode | undefined): DataNode | undefined {
  const parts = [entryOf(provider, 'environment'), entryOf(own, 'environment')].flatMap(
    (part) => part ?? [],
  );
  if (parts.length === 0) return undefined;
  const entries = new Map<string, DataNode>();
  let open: DataMap['open'] = null;
  for (const part of parts) {
    if (part.kind === 'map') {
      for (const [key, value] of part.entries) entries.set(key, value);
      open ??= part.open;
    } else if (part.kind === 'unknown') open ??= { why: part.why, expression: part.expression };
  }
  const trail = parts.at(-1)?.trail ?? own.trail;
  return dataMap([['Variables', dataMap(entries, trail, open)]], trail);
}

/** What SAM calls the events that are read; every other is one of which nothing more is known. */
const EVENTS = tableOf<string>({
  http: 'Api',
  httpApi: 'HttpApi',
  schedule: 'Schedule',
  sqs: 'SQS',
});

function eventsOf(own: DataMap, trail: Trail): DataNode | undefined {
  const written = entryOf(own, 'events');
  if (written === undefined) return undefined;
  if (written.kind !== 'list') return written.kind === 'scalar' ? undefined : written;
  const events = written.items.map((item, index): readonly [string, DataNode] => {
    const [first] = item.kind === 'map' ? item.entries : [];
    const [kind, value] = first ?? ['other', item];
    const type = EVENTS[kind] ?? 'Other';
    const entries: [string, DataNode][] = [['Type', dataText(type, item.trail)]];
    const properties = propertiesOf(type, value);
    if (properties.length > 0) entries.push(['Properties', dataMap(properties, value.trail)]);
    return [`${kind}${index}`, dataMap(entries, item.trail)];
  });
  return dataMap(events, trail, written.open);
}

function propertiesOf(type: string, value: DataNode): readonly (readonly [string, DataNode])[] {
  if (type === 'Schedule') {
    const rate = value.kind === 'map' ? entryOf(value, 'rate') : value;
    const only = rate?.kind === 'list' ? rate.items[0] : rate;
    return present([['Schedule', only]]);
  }
  if (type !== 'SQS') return [];
  const isQueue =
    value.kind !== 'map' || [...value.entries.keys()].some((key) => /^(?:Ref|Fn::)/.test(key));
  if (isQueue) return [['Queue', value]];
  const most = entryOf(value, 'maximumConcurrency');
  const response = entryOf(value, 'functionResponseType');
  return present([
    ['Queue', entryOf(value, 'arn')],
    ['BatchSize', entryOf(value, 'batchSize')],
    ['MaximumBatchingWindowInSeconds', entryOf(value, 'maximumBatchingWindow')],
    ['ScalingConfig', most && dataMap([['MaximumConcurrency', most]], most.trail)],
    ['FunctionResponseTypes', response && dataList([response], response.trail)],
  ]);
}
