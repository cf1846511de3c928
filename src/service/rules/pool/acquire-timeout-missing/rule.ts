import { isKnown } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertOption, numberText, replaceNumber } from '../../../languages/application-code/edits';
import type { Option } from '../../../languages/application-code/libraries/library';
import type { ApplicationModel } from '../../../languages/application-code/model';
import type { PoolUse } from '../../../languages/application-code/pools';
import { meansToLimitWaiting } from '../../../languages/application-code/vocabulary';

/** Milliseconds: longer than any burst a pool can absorb, shorter than callers wait. */
const SUGGESTED = 5000;

export default defineRule({
  id: 'pool/acquire-timeout-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Unlimited wait for a connection',
  summary: 'Requests wait for a free connection of the pool without limit.',
  citations: ['guide.connection-pooling', 'node-postgres.pool', 'mongodb.pool'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const pool of application.pools) {
      const option = limitOf(pool);
      // The finding on the misnamed option says it, and its fix brings the limit.
      if (!option || !waitsForEver(pool) || meansToLimitWaiting(pool)) continue;
      const set = isKnown(pool.acquireTimeout) ? pool.acquireTimeout : undefined;
      const fact = set ? `${option.name} is ${set.value}` : `${option.name} is not set`;
      report({
        at: set ?? pool,
        message: `${fact}: when every connection of this pool is taken, requests wait for ever and pile up. Let them fail after a few seconds.`,
        citations: pool.library ? [pool.library.source] : [],
        fixes: () => fixes(application, pool, option),
      });
    }
  },
});

/** The option that would limit waiting, in a library that waits for ever without it. */
function limitOf({ library }: PoolUse): Option | undefined {
  return library?.acquires === 'forever'
    ? library.options.find(({ role }) => role === 'acquireTimeout')
    : undefined;
}

/** Provable only from a pool whose size is set in sight: who sizes a pool decides about waiting. */
function waitsForEver({ acquireTimeout, complete, object, options, call, engine }: PoolUse) {
  if (acquireTimeout.state === 'unknown' || !complete || !object) return false;
  if (isKnown(acquireTimeout))
    return acquireTimeout.value <= 0 && acquireTimeout.origin === 'declared';
  // A MongoDB address may carry the option.
  const [address] = call.arguments;
  if (engine === 'mongodb' && (address?.kind !== 'string' || /waitQueue/i.test(address.value))) {
    return false;
  }
  return options.some(({ option }) => option?.role === 'max' || option?.role === 'min');
}

function fixes(application: ApplicationModel, pool: PoolUse, { name }: Option): readonly Fix[] {
  const text = numberText(SUGGESTED);
  const written = pool.options.find(({ option }) => option?.name === name);
  const edits = written
    ? replaceNumber(written.entry.value, text)
    : insertOption(application, pool, name, text);
  return edits ? [{ title: `Set ${name} to ${text}`, kind: 'suggestion', edits }] : [];
}
