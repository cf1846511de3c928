import type { NginxPass } from './model';

/** A public name, as of an object store: no upstream, no address, no name of a private network. */
export function isExternal({ upstream, host }: NginxPass): boolean {
  if (upstream || host.state !== 'known') return false;
  const name = host.value;
  return (
    /^[a-z0-9.-]+\.[a-z]{2,}$/.test(name) &&
    !/\.(?:local|internal|lan|cluster|consul|home|test|localhost)$/.test(name)
  );
}
