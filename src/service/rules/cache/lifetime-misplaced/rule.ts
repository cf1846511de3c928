import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { isText, numberIn } from '../../../languages/application-code/amounts';
import type { CacheCommand } from '../../../languages/application-code/cache-commands';

export default defineRule({
  id: 'cache/lifetime-misplaced',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Lifetime in the wrong argument',
  summary: 'A lifetime stands where the command takes something else.',
  citations: ['redis.setex', 'spring-redis.set'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const command of application.cacheCommands) {
      const { use, lifetime, value } = command;
      if (!lifetime || !value) continue;
      const at = { at: lifetime.at, path: `${command.path}/lifetime` };
      if (command.isOffset) {
        const number = numberIn(lifetime.text);
        if (number === undefined || number === 0) continue;
        report({
          at,
          severity: 'warning',
          message: `The third argument of set is a place in the value, not a lifetime: ${value.text} is written ${lifetime.text} bytes into what the key holds, and never expires. Write a Duration, or the unit behind the number.`,
          citations: ['spring-redis.set'],
        });
      } else if (/^p?setex$/i.test(use.method) && isText(lifetime)) {
        report({
          at,
          message: `${use.method} takes the lifetime before the value: Redis gets ${lifetime.text} as a number of ${command.unit}, and refuses the command. Change their places.`,
          citations: ['redis.setex'],
          fixes: () => fixes(command),
        });
      }
    }
  },
});

function fixes({ lifetime, value }: CacheCommand): readonly Fix[] {
  if (!lifetime || !value || /^\w+\s*=[^=]/.test(value.text)) return [];
  return [
    {
      title: 'Put the lifetime before the value',
      kind: 'suggestion',
      edits: [
        { span: lifetime.at, newText: value.text },
        { span: value.at, newText: lifetime.text },
      ],
    },
  ];
}
