import { tableOf } from '../text/tables';

/** How the Serverless Framework calls what CloudFormation calls otherwise than by another first letter. */
const SERVERLESS = tableOf<string>({
  ReservedConcurrentExecutions: 'reservedConcurrency',
  FunctionResponseTypes: 'functionResponseType',
  MaximumBatchingWindowInSeconds: 'maximumBatchingWindow',
});

/** What a setting is written in. */
interface Written {
  /** The build that states it, or its id. */
  readonly build: string | { readonly id: string } | null;
  readonly file: string;
}

/**
 * A setting of a function, or of what calls it, as it is written where its entry stands: `Timeout` of CloudFormation
 * is `timeout` in Terraform and in the Serverless Framework.
 */
export function settingIn({ build, file }: Written, name: string): string {
  const id = typeof build === 'string' ? build : build?.id;
  const [kind] = (id ?? '').split(':');
  if (kind === 'serverless') return SERVERLESS[name] ?? name[0]?.toLowerCase() + name.slice(1);
  if (kind === 'terraform' || /\.tf(?:\.json)?$/.test(file)) {
    return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  }
  return name;
}
