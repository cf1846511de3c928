import { tableOf } from '../../text/tables';
import type { Use } from './uses';

/** A client of another machine that is told by its type or by what makes it, and the methods by which it asks. */
interface TypedClient {
  /** As people call the library. */
  readonly title: string;
  readonly sends: RegExp;
  /** Milliseconds it waits where nobody says otherwise; nothing where that is not told in code. */
  readonly byDefault?: number;
}

const AWS_JAVA =
  /^(?!builder$|close$|utilities$|serviceName$|serviceClientConfiguration$|\w*(?:waiter|Paginator)$)[a-z]\w+$/;
const AWS_OF_JAVA: TypedClient = { title: 'AWS SDK', sends: AWS_JAVA };
/** The synchronous clients of the AWS SDK for Java, 1 and 2. */
const AWS_TYPE =
  /^(?:S3|Sqs|Sns|DynamoDb|Lambda|Kinesis|Ses|SesV2|EventBridge|SecretsManager|Ssm|Kms|CognitoIdentityProvider|BedrockRuntime|Textract|Rekognition)Client$|^Amazon(?:S3|SQS|SNS|DynamoDB|Kinesis|SimpleEmailService)(?:Client)?$/;
/** Clients of the AWS SDK for Go, by the package that their operations are in. */
const AWS_OF_GO =
  /^\*?(?:s3|sqs|sns|ses|sesv2|dynamodb|lambda|kinesis|eventbridge|secretsmanager|ssm|kms|cognitoidentityprovider|bedrockruntime|textract)(?:\.Client|\.S3|\.SQS|\.SNS|\.DynamoDB|iface\.\w+API)$/;
const AWS_GO: TypedClient = {
  title: 'AWS SDK',
  sends:
    /^(?:Put|Get|Send|Publish|Invoke|Delete|Head|List|Copy|Create|Update|Query|Scan|Batch|Describe|Converse|Detect|Analyze)[A-Z]\w*$/,
};

/** What others are declared as. */
const BY_TYPE = tableOf<TypedClient>({
  '*kafka.Writer': { title: 'Kafka', sends: /^WriteMessages$/ },
  'kafka.Writer': { title: 'Kafka', sends: /^WriteMessages$/ },
  'sarama.SyncProducer': { title: 'Kafka', sends: /^SendMessages?$/ },
  JavaMailSenderImpl: { title: 'JavaMail', sends: /^send$/ },
  HttpService: { title: 'HttpService', sends: /^(?:get|post|put|patch|delete|head|request)$/ },
  MailSender: { title: 'JavaMail', sends: /^send$/ },
});

/** What a call of another machine is by the type of what it is made on. */
export function typedClient(type: string, { method }: Use): TypedClient | undefined {
  const client =
    BY_TYPE[type] ??
    (AWS_TYPE.test(type) ? AWS_OF_JAVA : AWS_OF_GO.test(type) ? AWS_GO : undefined);
  return client?.sends.test(method) ? client : undefined;
}

/** Whether a send of Spring's `KafkaTemplate` is waited for: `kafka.send(…).get()`. */
export function isWaitedSend(type: string, { method, node }: Use): boolean {
  if (!/^KafkaTemplate\b/.test(type) || method !== 'send') return false;
  const next =
    node.parent?.type === 'method_invocation' ? node.parent.childForFieldName('name') : null;
  return /^(?:get|join)$/.test(next?.text ?? '');
}

/** Functions that send by themselves, by the module they are imported from. */
const FUNCTIONS: readonly {
  readonly module: RegExp;
  readonly name: RegExp;
  readonly title: string;
}[] = [
  {
    module: /^django\.core\.mail$/,
    name: /^(?:send_mail|send_mass_mail|mail_admins|mail_managers)$/,
    title: 'mail of Django',
  },
];

/** The library of a function that sends by itself. */
export function sendingFunction(module: string, name: string): string | undefined {
  return FUNCTIONS.find((one) => one.module.test(module) && one.name.test(name))?.title;
}
