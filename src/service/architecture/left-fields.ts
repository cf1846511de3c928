import type { Architecture } from './architecture';
import type { EntryOf } from './entry';

/** A count, as JSON pointers and jq expressions write it. */
const REPLICAS = /^[/.]?spec[/.]replicas$/;

/** Whether a deployment tool leaves the count of a workload as the cluster has it. */
export function leavesReplicas(
  { of }: Pick<Architecture, 'of'>,
  { file, build, fact: workload }: EntryOf<'workload'>,
): boolean {
  const root = build?.id.replace(/^\w+:/, '').replace(/@[^@]*$/, '');
  return of('left-fields').some(
    ({ fact: { resource, object, fields, folders } }) =>
      (resource === '*' || resource === workload.resource) &&
      (object === null || workload.name.state !== 'known' || workload.name.value === object) &&
      fields.some((field) => REPLICAS.test(field)) &&
      (folders === null ||
        folders.some((folder) => [file, root].some((path) => path && isWithin(path, folder)))),
  );
}

function isWithin(path: string, folder: string): boolean {
  const plain = folder.replace(/^\.\/?|(?<!\/)\/+$/g, '');
  return plain === '' || path === plain || path.startsWith(`${plain}/`);
}
