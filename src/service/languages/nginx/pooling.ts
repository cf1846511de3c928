import { valueOf } from '../../contracts/field';
import type { TextChange } from '../../contracts/fix';
import { insertAfter, insertAtEnd, replaceArgument } from './edits';
import { type Effective, effective, entryKey } from './effective';
import type { NginxModel, NginxPass, Scope } from './model';
import { olderThan } from './versions';

/**
 * How long a fix lets nginx keep an idle connection: below the five seconds after which Node.js and
 * uvicorn close one, so that no request is sent into a connection that is just being closed.
 */
export const SHORT_IDLE = '4s';

/** What keeps a connection to a server from being used for a second request. */
export interface Obstacles {
  readonly how: string;
  readonly version: Effective;
  readonly oldProtocol: boolean;
  readonly headers: Effective;
  readonly closes: boolean;
  /** It says so itself, whatever the version's defaults are. */
  readonly explicit: boolean;
}

/** The obstacles at a level, as far as they can be proved; nginx 1.29.7 has none by default. */
export function obstaclesTo(scope: Scope, nginx: string | undefined): Obstacles | undefined {
  const current = olderThan(nginx, '1.29.7') === false;
  const version = effective(scope, 'proxy_http_version', nginx);
  const written = version.state === 'declared' ? version.directives[0]?.args[0] : undefined;
  const explicit = written?.state === 'known' && written.value === '1.0';
  if (written && !explicit && valueOf(written) !== '1.1') return undefined;
  const oldProtocol = explicit || (version.state === 'defaulted' && !current);
  const headers = effective(scope, 'proxy_set_header', nginx);
  const closes = !current && sendsClose(headers);
  if (!oldProtocol && !closes) return undefined;
  const how = [oldProtocol ? 'as HTTP/1.0' : '', closes ? 'with "Connection: close"' : ''];
  return { how: how.filter(Boolean).join(' '), version, oldProtocol, headers, closes, explicit };
}

function sendsClose(headers: Effective): boolean {
  if (headers.state === 'defaulted') return true;
  if (headers.state === 'unknown') return false;
  return headers.directives.every((entry) => !['connection', ''].includes(entryKey(entry)));
}

/**
 * The edits after which a pass uses a connection again: none where it does already, `undefined` where it
 * cannot be told or its level is not seen whole.
 */
export function editsToReuse(
  nginx: NginxModel,
  pass: NginxPass,
  version: string | undefined,
): readonly TextChange[] | undefined {
  const found = obstaclesTo(pass.scope, version);
  if (found && olderThan(version, '1.29.7') === false) return clearObstacles(nginx, pass, found);
  const unseen = ['proxy_http_version', 'proxy_set_header'].some(
    (name) => effective(pass.scope, name, version).state === 'unknown',
  );
  if (unseen) return undefined;
  return found ? clearObstacles(nginx, pass, found) : [];
}

/** Edits without those that stand there already, as of another pass of the same level. */
export function joined(
  edits: readonly TextChange[],
  more: readonly TextChange[],
): readonly TextChange[] {
  const isNew = ({ span, newText }: TextChange) =>
    !edits.some((one) => one.span.start === span.start && one.newText === newText);
  return [...edits, ...more.filter(isNew)];
}

/** The edits that clear them for a pass; `undefined` where its level is not seen whole. */
export function clearObstacles(
  nginx: NginxModel,
  pass: NginxPass,
  { version, oldProtocol, headers, closes }: Obstacles,
): readonly TextChange[] | undefined {
  // Neither directive is allowed in `if` or `limit_except`.
  const level = pass.location?.scope ?? pass.scope;
  if (level.open !== null) return undefined;
  const edits: TextChange[] = [];
  const lines: string[] = [];
  const written = version.state === 'declared' && version.scope === level && version.directives[0];
  const value = written ? written.args[0] : undefined;
  if (oldProtocol && value && value.state !== 'absent') edits.push(replaceArgument(value, '1.1'));
  else if (oldProtocol) lines.push('proxy_http_version 1.1;');
  const clear = 'proxy_set_header Connection "";';
  // A first header at this level would drop those it inherits: it joins them where they are.
  const last = headers.state === 'declared' ? headers.directives.at(-1) : undefined;
  if (closes && last) edits.push(insertAfter(nginx, last, [clear]));
  else if (closes) lines.push(clear);
  if (lines.length > 0) edits.push(insertAtEnd(nginx, level, lines));
  return edits;
}
