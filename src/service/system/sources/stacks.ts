import type { FactValue } from '../../contracts/fact';
import type { StoreNode, Variable } from '../../contracts/system';
import { folderOf } from '../../text/paths';
import { entryOf } from '../../text/tables';
import { readVariables } from '../variables';

/** Where something stands that is deployed together with others. */
export interface Stacked {
  readonly file: string;
  readonly build: { readonly id: string } | null;
}

/** A template with its file of parameters, as builds of CloudFormation are called. */
const CLOUDFORMATION = /^cloudformation:([\s\S]*?)(?:@[^@]*)?$/;

/**
 * What is deployed together: the folder of a Terraform module, the file of a template; a template that several files of
 * parameters are for is a stack with each of them.
 */
export function stackOf({ file, build }: Stacked): string {
  const place = /\.tf(?:\.json)?$/.test(file) ? folderOf(file) : file;
  const stack = CLOUDFORMATION.exec(build?.id ?? '')?.[1];
  if (stack === undefined) return place;
  return stack.startsWith(place) ? stack : `${place} in ${stack}`;
}

/** Where a resource stands, which has its name once there: a file, of a template as a stack with its parameters. */
export function placeOf(entry: Stacked): string {
  return /\.tf(?:\.json)?$/.test(entry.file) ? entry.file : stackOf(entry);
}

/** What a variable of a stack is known by that refers to another resource of it. */
const IDENTITY = /^resource:([\s\S]*)#([^#]*)$/;

/** The server of a stack that an identity of a variable refers to, and by which attribute. */
export function hostedBy(
  identity: string | null,
  stores: readonly StoreNode[],
): { readonly store: StoreNode | undefined; readonly reference: string } | undefined {
  const [, stack, reference] = IDENTITY.exec(identity ?? '') ?? [];
  if (stack === undefined || reference === undefined) return undefined;
  const store = stores.find(
    ({ hosted }) =>
      hosted?.stack === stack &&
      (reference === hosted.resource || reference.startsWith(`${hosted.resource}.`)),
  );
  return { store, reference };
}

/** Attributes by which a stack hands on where a server is. */
const ADDRESS =
  /\$\{((?:aws_(?:db_instance|rds_cluster|db_proxy|elasticache_\w+)\.[\w-]+|[A-Za-z][\w-]*)\.(?:address|endpoint|reader_endpoint|hostname|host|primary_endpoint_address|configuration_endpoint_address|cache_nodes\.\w+|Endpoint(?:\.Address)?|ReadEndpoint\.Address|PrimaryEndPoint\.Address|RedisEndpoint\.Address))\}/;

/**
 * The variables of a container of a stack. One whose text names another resource is not known, but what
 * it leads to is: its identity is that resource.
 */
export function stackVariables(
  uri: string,
  record: Readonly<Record<string, FactValue<string>>>,
  stack: string,
): ReadonlyMap<string, Variable> {
  const plain = readVariables(uri, record);
  return new Map(
    [...plain].map(([name, variable]) => {
      const value = entryOf(record, name);
      if (variable.state === 'known' || value?.state !== 'unknown') return [name, variable];
      const { expression } = value;
      const address = ADDRESS.exec(expression ?? '')?.[1];
      const whole = /^\$\{([^{}]+)\}$/.exec(expression ?? '')?.[1];
      const reference = address ?? whole;
      if (reference === undefined) return [name, variable];
      return [
        name,
        {
          ...variable,
          why: `it refers to ${reference}`,
          identity: `resource:${stack}#${reference}`,
        },
      ];
    }),
  );
}
