import type { QueueConsumerFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import type { EntrySource } from './entries/entry';
import type { Grammar } from './grammars';

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
      extends: EXTENDS.test(text),
    };
    return [{ fact, at: use.methodAt }];
  }
  return [];
}
