import type { ProcessSettingsFact } from '../contracts/fact';
import type { FactEntry, Factor, RouteNode, System } from '../contracts/system';
import { tableOf } from '../text/tables';
import { factor, factorOf } from './factors';
import { socketIn } from './relations/sockets';

/** The one pool of PHP-FPM that listens where a way leads to: at a socket, or at a port of the same machine. */
export function fpmPoolBehind(
  route: Pick<RouteNode, 'hosts' | 'ports'>,
  system: Pick<System, 'of'>,
): FactEntry<ProcessSettingsFact> | undefined {
  const [only, ...others] = system.of('process-settings').filter(({ fact }) => {
    const { listen } = fact.settings;
    return (
      fact.program === 'php-fpm' &&
      listen?.state === 'known' &&
      listensAt(String(listen.value), route)
    );
  });
  return others.length === 0 ? only : undefined;
}

/** The children of a pool, where they are written. */
export function childrenOf({ uri, fact }: FactEntry<ProcessSettingsFact>): Factor | undefined {
  const most = fact.settings['pm.max_children'];
  if (most?.state !== 'known' || typeof most.value !== 'number') return undefined;
  return factorOf('pm.max_children', uri, { ...most, value: most.value }, 0, 'PHP-FPM');
}

/** After how many seconds a child of a pool is ended that is busy with a request, where that is written. */
export function fpmLimitOf({ uri, fact }: FactEntry<ProcessSettingsFact>): Factor | undefined {
  const name = limitNameOf(fact);
  const limit = fact.settings[name];
  if (limit?.state !== 'known') return undefined;
  const seconds = secondsOfPhpFpm(String(limit.value));
  if (seconds === undefined) return undefined;
  return factor(name, seconds, { uri, path: limit.path }, limit.origin);
}

/** What ends a request of a pool: the pool itself, else PHP, which is told in the same file. */
export function limitNameOf({ settings }: ProcessSettingsFact): string {
  return LIMITS.find((name) => settings[name] !== undefined) ?? 'request_terminate_timeout';
}

const LIMITS = [
  'request_terminate_timeout',
  'php_admin_value[max_execution_time]',
  'php_value[max_execution_time]',
] as const;

function listensAt(listen: string, { hosts, ports }: Pick<RouteNode, 'hosts' | 'ports'>): boolean {
  const socket = socketIn(listen);
  if (socket !== '') return hosts.some((host) => socketIn(host) === socket);
  const port = Number(/(?:^|:)(\d+)$/.exec(listen)?.[1]);
  return hosts.length === 1 && LOOPBACK.test(hosts[0] ?? '') && ports.includes(port);
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/** Seconds of a unit that PHP-FPM knows; without one it means seconds (php.net, "FPM: Configuration"). */
const PHP_FPM_UNITS = tableOf<number>({ s: 1, m: 60, h: 3600, d: 86_400 });

/** Seconds that a time of PHP-FPM means: `90`, `5m`. */
export function secondsOfPhpFpm(text: string): number | undefined {
  const [, amount = '', unit = 's'] = /^(\d+)([smhd])?$/.exec(text.trim()) ?? [];
  const scale = PHP_FPM_UNITS[unit];
  return amount === '' || scale === undefined ? undefined : Number(amount) * scale;
}
