import { defineRule } from '../../../contracts/rule';
import { blockingCalls } from '../../../languages/application-code/coroutines';

/** More places beside the first are not named. */
const MAX_PLACES = 10;

export default defineRule({
  id: 'pool/blocking-in-coroutine',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Blocking call in a coroutine',
  summary:
    'A coroutine waits for a driver that has none, and all other requests of its process wait with it.',
  citations: ['fastapi.async', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const [first, ...more] = blockingCalls(application);
    if (!first) return;
    const { use, what, handler } = first;
    const others =
      more.length === 0
        ? ''
        : more.length === 1
          ? ' One more coroutine of this file does the same.'
          : ` ${more.length} more coroutines of this file do the same.`;
    report({
      at: { at: use.methodAt, path: `/uses/${use.at.start}` },
      message: `${handler} is a coroutine, and ${use.method} makes it wait for ${what} without await: until the answer is there, its process does nothing else, whoever asks.${others} Make it a plain def where it awaits nothing, call it in a thread (run_in_threadpool, asyncio.to_thread), or await a driver that has coroutines.`,
      related: more.slice(0, MAX_PLACES).map((other) => ({
        at: { at: other.use.methodAt, path: `/uses/${other.use.at.start}` },
        message: `${other.handler} waits for ${other.what} here`,
      })),
    });
  },
});
