import type { FactValue, QueueConsumerFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { tableOf } from '../../text/tables';
import type { EntrySource } from './entries/entry';
import type { Grammar } from './grammars';
import type { Use } from './uses';

/** Calls that take messages of SQS, by the library they are of. */
const RECEIVES: readonly {
  readonly grammars: readonly Grammar[];
  readonly takes: RegExp;
  readonly needs: RegExp;
  readonly library: string;
}[] = [
  {
    grammars: ['python'],
    takes: /^receive_messages?$/,
    needs: /\bboto3\b|\baioboto3\b|\baiobotocore\b/,
    library: 'boto3',
  },
  {
    grammars: ['typescript', 'tsx'],
    takes: /^(?:ReceiveMessageCommand|receiveMessage)$/,
    needs: /@aws-sdk\/client-sqs|aws-sdk/,
    library: 'the AWS SDK',
  },
  {
    grammars: ['typescript', 'tsx'],
    takes: /^(?:create|Consumer)$/,
    needs: /["'](?:@[\w-]+\/)?sqs-consumer["']/,
    library: 'sqs-consumer',
  },
  {
    grammars: ['go'],
    takes: /^ReceiveMessage(?:WithContext)?$/,
    needs: /service\/sqs\b/,
    library: 'the AWS SDK',
  },
];

/** Variables that a file reads which tell it a queue: `os.environ["CLAIMS_QUEUE_URL"]`, `process.env.SQS_URL`. */
const QUEUES =
  /(?:\bprocess\.env(?:\.|\[["'])|\bos\.environ(?:\.get\(|\[)\s*["']|\bos\.getenv\(\s*["']|\bos\.Getenv\(\s*")(\w*(?:QUEUE|SQS)\w*)/g;

/** What hides a message for longer while it is worked on. */
const EXTENDS = /\bheartbeatInterval\b|\bchange_message_visibility|\b[cC]hangeMessageVisibility/;

/** What takes messages of SQS by itself, and the variables that tell it of which queue. */
export function queueConsumers(
  { uses, root }: EntrySource,
  grammar: Grammar,
): readonly { readonly fact: QueueConsumerFact; readonly at: Span }[] {
  const text = root?.text ?? '';
  for (const { grammars, takes, needs, library } of RECEIVES) {
    if (!grammars.includes(grammar) || !needs.test(text)) continue;
    const use = uses.all.find(
      ({ method, receiver }) =>
        takes.test(method) && (method !== 'create' || /^Consumer$/.test(receiver)),
    );
    if (!use) continue;
    const variables = [...new Set([...text.matchAll(QUEUES)].map(([, name = '']) => name))];
    const said = use.arguments.map((argument) => argument.text).join(' ');
    const [, hidden] =
      /\b[vV]isibilityTimeout["']?\s?[:=]\s?(\d{1,5})\b(?!\s?[*/+.-])/.exec(said) ?? [];
    const path = '/queueConsumer';
    const fact: QueueConsumerFact = {
      ...{ kind: 'queue-consumer', path, library, variables },
      hides:
        hidden === undefined
          ? { state: 'absent', path }
          : { state: 'known', value: Number(hidden), path, origin: 'declared' },
      works: worksFor(uses.all, text, path),
      extends: EXTENDS.test(text),
    };
    return [{ fact, at: use.methodAt }];
  }
  return [];
}

/** Seconds of the units of Go's `time`. */
const UNITS = tableOf<number>({ Millisecond: 0.001, Second: 1, Minute: 60, Hour: 3600 });

/** The longest time that a context of the file gives what it is handed to: `context.WithTimeout(ctx, 90*time.Second)`. */
function worksFor(uses: readonly Use[], text: string, path: string): FactValue<number> {
  let longest = 0;
  for (const { receiver, method, arguments: given } of uses) {
    if (receiver !== 'context' || !/^WithTimeout(?:Cause)?$/.test(method)) continue;
    const written = given[1]?.text ?? '';
    const seconds = secondsIn(written) ?? secondsIn(valueOfConstant(written, text));
    if (seconds === undefined) return { state: 'absent', path };
    longest = Math.max(longest, seconds);
  }
  return longest > 0
    ? { state: 'known', value: longest, origin: 'declared', path }
    : { state: 'absent', path };
}

function secondsIn(written: string): number | undefined {
  const [, before, unit = '', after] =
    /^(?:(\d{1,6})\s?\*\s?)?time\.(Millisecond|Second|Minute|Hour)(?:\s?\*\s?(\d{1,6}))?$/.exec(
      written.trim(),
    ) ?? [];
  const scale = UNITS[unit];
  return scale === undefined ? undefined : Number(before ?? 1) * Number(after ?? 1) * scale;
}

/** What a constant of the file is declared as. */
function valueOfConstant(name: string, text: string): string {
  if (!/^\w{1,80}$/.test(name)) return '';
  const found = new RegExp(`^[ \\t]*(?:const[ \\t]+)?${name}[ \\t]*=[ \\t]*([^\\n/]{1,60})`, 'm');
  return found.exec(text)?.[1] ?? '';
}
