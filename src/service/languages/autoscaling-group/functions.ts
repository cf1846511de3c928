import type {
  FunctionFact,
  FunctionTriggerFact,
  QueueFact,
  ResourceLink,
} from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known, unknown } from '../../contracts/field';
import { tableOf } from '../../text/tables';
import { linkTo } from './balancers';
import { type Body, bodyOf, numberField, simplified, stringField } from './fields';
import { blockOf } from './metric-specification';
import type { Resource } from './resource';
import { child, itemsOf, member, type Node, objectAt, pointer, textOf } from './tree';
import { named, writtenText } from './written-values';

/** What a document holds of functions of Lambda, what calls them, and queues. */
export interface Functions {
  readonly functions: readonly Placed<FunctionFact>[];
  readonly triggers: readonly Placed<FunctionTriggerFact>[];
  readonly queues: readonly Placed<QueueFact>[];
}

/** Reads functions, their triggers and queues; those of SAM are read like those they become. */
export function readFunctions(resources: readonly Resource[]): Functions {
  const of = (...types: readonly string[]) => resources.filter(({ type }) => types.includes(type));
  const functions = of('AWS::Lambda::Function', 'AWS::Serverless::Function');
  const rules = of('AWS::Events::Rule');
  const redriven = of('Terraform::RedrivePolicy');
  const gateways = [
    ...of('AWS::ApiGatewayV2::Integration').flatMap((each) =>
      integrationOf(each, 'IntegrationUri', 'http-api'),
    ),
    ...of('Terraform::MethodIntegration').flatMap((each) => integrationOf(each, 'Uri', 'rest-api')),
  ];
  const called = new Set(gateways.flatMap((each) => each.function?.resource ?? []));
  return {
    functions: functions.map(functionOf),
    triggers: [
      ...functions.flatMap(eventsOf),
      ...of('AWS::Lambda::EventSourceMapping').map(mappingOf),
      ...of('AWS::Lambda::Permission').flatMap((each) => permissionOf(each, called)),
      ...gateways,
      ...rules.flatMap(ruleTargets),
      ...of('Terraform::EventTarget').map((target) => eventTarget(target, rules)),
      ...of('AWS::Scheduler::Schedule').map(scheduleOf),
    ],
    queues: of('AWS::SQS::Queue').map((queue) => queueOf(queue, redriven)),
  };
}

function functionOf({ id, place, body, beside, condition }: Resource): Placed<FunctionFact> {
  const name = stringField(body, 'FunctionName');
  const metadata = objectAt(beside, 'Metadata');
  const [entry] = itemsOf(child(child(metadata, 'BuildProperties'), 'EntryPoints'));
  const [command] = itemsOf(child(child(body.node, 'ImageConfig'), 'Command'));
  const written = textOf(entry) ?? textOf(command);
  const handler = stringField(body, 'Handler');
  const context = textOf(child(metadata, 'DockerContext'));
  const block = blockOf(body, 'Environment');
  const variables = block && variablesOf(block);
  return {
    ...place,
    kind: 'function',
    resource: id,
    ...(condition === undefined ? {} : { condition }),
    name: name.state === 'known' ? name : named(id, name.path, place),
    handler: written === undefined ? handler : known(written, place.at, handler.path, 'derived'),
    runtime: stringField(body, 'Runtime'),
    code:
      context === undefined
        ? codeOf(body)
        : known(context, place.at, pointer(place.path, 'Metadata'), 'derived'),
    timeout: numberField(body, 'Timeout'),
    reserved: numberField(body, 'ReservedConcurrentExecutions'),
    environment: variables?.environment ?? {},
    environmentOpen:
      variables?.open ??
      (body.node === undefined || body.node.open ? 'what is merged into it' : null),
  };
}

/** The folder that is packed: `CodeUri` of SAM, `Code` of a template that is packaged, `archive_file` of Terraform. */
function codeOf(body: Body): Field<string> {
  // What Terraform packs by itself; of an archive that lies there nobody says what it is made of.
  const packed = stringField(body, 'Filename');
  if (packed.state === 'known' && packed.value.startsWith('/')) return packed;
  const key = member(body.node, 'CodeUri') ? 'CodeUri' : 'Code';
  return stringField(body, key);
}

function variablesOf(block: Body): {
  readonly environment: Readonly<Record<string, Field<string>>>;
  readonly open: string | null;
} {
  const entry = child(block.node, 'Variables');
  if (entry === undefined) return { environment: {}, open: null };
  const node = simplified(entry);
  if (node.kind !== 'object') return { environment: {}, open: 'variables that cannot be read' };
  const own = bodyOf(node, pointer(block.path, 'Variables'));
  return {
    environment: Object.fromEntries(
      node.members.map(({ key }) => [key, writtenText(own, key)] as const),
    ),
    open: node.open ? 'what is merged into them' : null,
  };
}

interface Trigger {
  readonly at: Body['at'];
  readonly path: string;
  readonly function: ResourceLink | null;
  readonly by: FunctionTriggerFact['by'];
  readonly queue?: ResourceLink | null;
  readonly body?: Body | undefined;
  readonly schedule?: Field<string>;
}

function triggerOf({
  at,
  path,
  function: called,
  by,
  queue = null,
  body,
  schedule,
}: Trigger): Placed<FunctionTriggerFact> {
  const scaling = body && blockOf(body, 'ScalingConfig');
  const none = absent(at.end, pointer(path, 'ScalingConfig'));
  return {
    at,
    path,
    kind: 'function-trigger',
    function: called,
    by,
    queue,
    mostAtOnce: scaling ? numberField(scaling, 'MaximumConcurrency') : none,
    batchSize: body ? numberField(body, 'BatchSize') : absent(at.end, pointer(path, 'BatchSize')),
    reportsFailures: body ? reportsFailures(body) : null,
    batchWindow: body
      ? numberField(body, 'MaximumBatchingWindowInSeconds')
      : absent(at.end, pointer(path, 'MaximumBatchingWindowInSeconds')),
    retries: body
      ? numberField(body, 'MaximumRetryAttempts')
      : absent(at.end, pointer(path, 'MaximumRetryAttempts')),
    longestAge: body
      ? numberField(body, 'MaximumRecordAgeInSeconds')
      : absent(at.end, pointer(path, 'MaximumRecordAgeInSeconds')),
    schedule: schedule ?? absent(at.end, pointer(path, 'Schedule')),
  };
}

/** Whether the answers of a function are asked for what has failed. */
function reportsFailures({ node }: Body): boolean | null {
  const types = child(node, 'FunctionResponseTypes');
  if (!types) return node === undefined || node.open ? null : false;
  const texts = itemsOf(types).map(textOf);
  return texts.includes('ReportBatchItemFailures') ? true : texts.length > 0 ? false : null;
}

const KINDS = tableOf<FunctionTriggerFact['by']>({
  SQS: 'queue',
  Kinesis: 'stream',
  DynamoDB: 'stream',
  Schedule: 'schedule',
  ScheduleV2: 'schedule',
  HttpApi: 'http-api',
  Api: 'rest-api',
});

/** The events that SAM writes within a function, and its address of its own. */
function eventsOf({ id, place, body }: Resource): readonly Placed<FunctionTriggerFact>[] {
  const link: ResourceLink = { resource: id, name: null };
  const path = pointer(body.path, 'Events');
  const events = objectAt(body.node, 'Events')?.members ?? [];
  const found = events.map(({ key, keyAt, value }) => {
    const own = pointer(path, key);
    const properties = child(value, 'Properties');
    const inner = properties && bodyOf(properties, pointer(own, 'Properties'));
    const by = KINDS[textOf(child(value, 'Type')) ?? ''] ?? 'other';
    return triggerOf({
      at: keyAt,
      path: own,
      function: link,
      by,
      queue: by === 'queue' ? linkTo(child(inner?.node, 'Queue')) : null,
      body: by === 'queue' || by === 'stream' ? inner : undefined,
      ...(by === 'schedule' &&
        inner && {
          schedule: stringField(
            inner,
            member(inner.node, 'Schedule') ? 'Schedule' : 'ScheduleExpression',
          ),
        }),
    });
  });
  const isOpen = body.node === undefined || child(body.node, 'Events')?.kind === 'opaque';
  const own = member(body.node, 'FunctionUrlConfig') !== undefined || isOpen;
  return own
    ? [...found, triggerOf({ at: place.at, path: place.path, function: link, by: 'other' })]
    : found;
}

function mappingOf({ place, body }: Resource): Placed<FunctionTriggerFact> {
  const source = linkTo(child(body.node, 'EventSourceArn'));
  const name = source?.resource ?? source?.name ?? '';
  // Streams call once for each shard. Topics of Kafka begin somewhere too.
  const isStream =
    member(body.node, 'StartingPosition') !== undefined &&
    !['Topics', 'SelfManagedEventSource', 'DocumentDBEventSourceConfig'].some((key) =>
      member(body.node, key),
    );
  const isOther = /kinesis|dynamodb|stream|msk|kafka/i.test(name);
  const by = isStream ? 'stream' : isOther ? 'other' : 'queue';
  return triggerOf({
    ...place,
    function: linkTo(child(body.node, 'FunctionName')),
    by,
    queue: by === 'queue' ? source : null,
    body,
  });
}

/** An API that hands its requests to a function: `aws_lambda_function.orders.invoke_arn`. */
function integrationOf(
  { place, body }: Resource,
  key: string,
  by: FunctionTriggerFact['by'],
): readonly Placed<FunctionTriggerFact>[] {
  const called = linkTo(child(body.node, key));
  // WebSockets wait as long as a REST API does, and nothing tells here which of them it is.
  const isOther = member(body.node, 'TimeoutMilliseconds') !== undefined;
  return called ? [triggerOf({ ...place, function: called, by: isOther ? 'other' : by })] : [];
}

/** Somebody else may call it: an API, a topic, a bucket. One that its API tells of is known by that. */
function permissionOf(
  { place, body }: Resource,
  byApi: ReadonlySet<string>,
): readonly Placed<FunctionTriggerFact>[] {
  const principal = textOf(child(body.node, 'Principal')) ?? '';
  const called = linkTo(child(body.node, 'FunctionName'));
  const isApi = principal === 'apigateway.amazonaws.com';
  if (isApi && called?.resource && byApi.has(called.resource)) return [];
  // What a schedule may call is told by its rule.
  const isSchedule = /^(?:events|scheduler)\.amazonaws\.com$/.test(principal);
  return [triggerOf({ ...place, function: isSchedule ? null : called, by: 'other' })];
}

function ruleTargets({ place, body }: Resource): readonly Placed<FunctionTriggerFact>[] {
  const schedule = stringField(body, 'ScheduleExpression');
  return itemsOf(child(body.node, 'Targets')).map((target, index) =>
    triggerOf({
      at: place.at,
      path: pointer(pointer(body.path, 'Targets'), index),
      function: linkTo(child(target, 'Arn')),
      by: schedule.state === 'absent' ? 'other' : 'schedule',
      schedule,
    }),
  );
}

/** Terraform joins a rule and what it calls by a resource of its own. */
function eventTarget(
  { place, body }: Resource,
  rules: readonly Resource[],
): Placed<FunctionTriggerFact> {
  const link = linkTo(child(body.node, 'Rule'));
  const rule = rules.find(({ id }) => id === link?.resource);
  const schedule = rule && stringField(rule.body, 'ScheduleExpression');
  const isScheduled = schedule !== undefined && schedule.state !== 'absent';
  return triggerOf({
    ...place,
    function: linkTo(child(body.node, 'Arn')),
    by: isScheduled ? 'schedule' : 'other',
    ...(isScheduled && { schedule }),
  });
}

function scheduleOf({ place, body }: Resource): Placed<FunctionTriggerFact> {
  const target = objectAt(body.node, 'Target');
  return triggerOf({
    ...place,
    function: linkTo(child(target, 'Arn')),
    by: 'schedule',
    schedule: stringField(body, 'ScheduleExpression'),
  });
}

function queueOf({ id, place, body }: Resource, redriven: readonly Resource[]): Placed<QueueFact> {
  const name = stringField(body, 'QueueName');
  const policy: Node | undefined = child(body.node, 'RedrivePolicy');
  const isBeside = redriven.some(({ body: other }) => {
    const link = linkTo(child(other.node, 'QueueUrl'));
    return link === null || link.resource === null || link.resource === id;
  });
  return {
    ...place,
    kind: 'queue',
    resource: id,
    name: name.state === 'known' ? name : named(id, name.path, place),
    visibility: numberField(body, 'VisibilityTimeout'),
    deadLetters: policy ? { at: policy.at, path: pointer(body.path, 'RedrivePolicy') } : null,
    deadLettersOpen: isBeside || body.node === undefined || body.node.open,
    receives: receivesOf(body, place),
  };
}

/** How often a message is handed out, in a policy that is a map or the JSON of one. */
function receivesOf(body: Body, place: Resource['place']): Field<number> {
  const path = pointer(pointer(body.path, 'RedrivePolicy'), 'maxReceiveCount');
  const inner = blockOf(body, 'RedrivePolicy');
  // Terraform's keys have been given CloudFormation's spelling.
  const key = ['maxReceiveCount', 'MaxReceiveCount'].find((each) => member(inner?.node, each));
  if (inner) return numberField(inner, key ?? 'maxReceiveCount');
  const policy = child(body.node, 'RedrivePolicy');
  if (!policy) return absent(place.at.end, path);
  const text = textOf(policy) ?? '';
  const written = /"maxReceiveCount"\s*:\s*"?(\d{1,4})\b/.exec(text)?.[1];
  return written === undefined
    ? unknown('the policy cannot be read', policy.at, pointer(body.path, 'RedrivePolicy'))
    : known(Number(written), policy.at, pointer(body.path, 'RedrivePolicy'));
}
