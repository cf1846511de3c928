import { valueOf } from '../../contracts/field';
import { splitAddress } from './addresses';
import type { NginxModel, NginxPass } from './model';
import { hasVariable } from './words';

/**
 * A name that the variable of a pass certainly takes in some request and that is no upstream of this file: nginx
 * looks it up for each request, as long as its resolver says.
 */
export function lookedUpName(nginx: NginxModel, { directive }: NginxPass): string | undefined {
  const target = directive.args[0];
  if (target?.state !== 'known') return undefined;
  const [, variable] =
    /^(?:[^/]*:\/\/)?\$\{?(\w+)\}?(?::(?!\/\/)[^/]*)?(?:\/.*)?$/.exec(target.value) ?? [];
  if (variable === undefined) return undefined;
  return outcomes(nginx, `$${variable}`).find((outcome) => needsLookup(nginx, outcome));
}

function outcomes(nginx: NginxModel, variable: string): readonly string[] {
  const set = (nginx.byName.get('set') ?? []).filter(
    ({ args: [name] }) => name && valueOf(name) === variable,
  );
  const maps = nginx.maps.filter(({ variable: name }) => valueOf(name) === variable);
  const values = [
    ...set.map(({ args }) => args[1]),
    ...maps.flatMap(({ rows }) => rows.map(({ words }) => words[1])),
  ];
  return values.flatMap((value) => (value?.state === 'known' ? [value.value] : []));
}

function needsLookup(nginx: NginxModel, value: string): boolean {
  const address = value.replace(/^https?:\/\//, '');
  if (address === '' || hasVariable(address)) return false;
  const { kind, host } = splitAddress(address);
  if (kind !== 'name' || !host || !/^[a-z0-9._-]+$/.test(host)) return false;
  return nginx.upstreams.every(({ name }) => valueOf(name)?.toLowerCase() !== host);
}
