import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';

export default defineRule({
  id: 'nginx/timeout-in-milliseconds',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Timeout looks like milliseconds',
  summary: 'A timeout without a unit looks like milliseconds, but counts seconds.',
  citations: ['nginx.syntax', 'guide.load-balancing'],
  practices: [],
  checklist: [],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const directive of nginx.directives) {
      if (!/_timeout$/.test(directive.name)) continue;
      const value = directive.args[0];
      if (value?.state !== 'known' || !/^\d{4,9}$/.test(value.value)) continue;
      const seconds = Number(value.value);
      // 5000 and 60000 are what people write for milliseconds; 3600 and 86400 are hours and days.
      if (seconds < 5000 || seconds % 1000 !== 0 || seconds % 3600 === 0) continue;
      const meant = `${seconds / 1000}s`;
      report({
        at: value,
        message: `nginx counts seconds here: ${value.value} is ${inHours(seconds)}, and a request that hangs holds its connection that long. If ${meant} is meant, write that; otherwise add the unit.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Wait in seconds: ${inHours(seconds)} → ${meant}`,
            kind: 'guided',
            edits: [replaceArgument(value, meant)],
          },
        ]),
      });
    }
  },
});

function inHours(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.round((seconds % 3600) / 60);
  return [hours > 0 ? `${hours}h` : '', minutes > 0 ? `${minutes}m` : ''].filter(Boolean).join(' ');
}
