import { valueOf } from '../../contracts/field';
import type { NginxModel } from './model';

/**
 * Whether a configuration shows signs of running in a container, where the number of cores that nginx
 * sees is the machine's and not the container's.
 */
export function isContainerised(nginx: NginxModel): boolean {
  const said = (name: string, pattern: RegExp) =>
    (nginx.byName.get(name) ?? []).some(({ args }) =>
      args.some((arg) => pattern.test(valueOf(arg) ?? '')),
    );
  return (
    said('daemon', /^off$/) ||
    said('error_log', STANDARD) ||
    said('access_log', STANDARD) ||
    said('pid', /^\/tmp\//) ||
    said('resolver', /^127\.0\.0\.11$|cluster\.local/) ||
    nginx.passes.some(({ host, upstream }) => !upstream && isService(valueOf(host))) ||
    nginx.upstreams.some(({ servers }) => servers.some(({ host }) => isService(host ?? undefined)))
  );
}

const STANDARD = /^\/dev\/std(?:err|out)$/;

/** A name without a dot is one that Docker or Kubernetes resolves. */
function isService(host: string | undefined): boolean {
  return host !== undefined && (/^[a-z][a-z0-9_-]*$/.test(host) || host.endsWith('.cluster.local'))
    ? host !== 'localhost'
    : false;
}
