import type { Fix, TextChange } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { span } from '../../../contracts/span';
import {
  type UnitlessDuration,
  unitlessDurations,
} from '../../../languages/application-code/durations';

export default defineRule({
  id: 'pool/duration-without-unit',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Go duration without a unit',
  summary: 'A duration of Go is written without a unit, and counts nanoseconds.',
  citations: ['go.duration'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const duration of unitlessDurations(application)) {
      const { at, what, nanoseconds, isLifetime } = duration;
      const outcome = isLifetime
        ? 'nothing is kept as long as that'
        : 'nothing answers within that';
      report({
        at: { at, path: `/durations/${at.start}` },
        message: `${what} takes a time.Duration, and ${duration.written} has no unit: it is ${lengthOf(nanoseconds)}, and ${outcome}. Write the unit, such as ${suggested(duration)}.`,
        fixes: () => fixes(duration, application.text),
      });
    }
  },
});

function lengthOf(nanoseconds: number): string {
  return nanoseconds < 1000
    ? `${nanoseconds} nanosecond${nanoseconds === 1 ? '' : 's'}`
    : `${nanoseconds / 1000} microseconds`;
}

/** What was meant: thousands of a timeout are milliseconds, everything else counts seconds. */
function suggested({ written, nanoseconds, isLifetime }: UnitlessDuration): string {
  const plain = /^time\.Duration\((.{1,60})\)$/s.exec(written)?.[1] ?? written;
  const isNumber = /^\d/.test(plain);
  const unit = !isLifetime && nanoseconds >= 1000 ? 'Millisecond' : 'Second';
  return `${isNumber ? plain : written}*time.${unit}`;
}

function fixes(duration: UnitlessDuration, text: string): readonly Fix[] {
  // Whoever else uses the name may count in its unit.
  if (!/^\d|^time\.Duration\(\s*\d/.test(duration.written)) return [];
  const imported = /^import\s+"time"$|^[ \t]+"time"$/m.test(text) ? [] : importOfTime(text);
  if (!imported) return [];
  const newText = suggested(duration);
  return [
    {
      title: `Write ${newText}`,
      kind: 'suggestion',
      edits: [...imported, { span: duration.at, newText }],
    },
  ];
}

/** `"time"` among the packages of a block of imports, in its place of the alphabet. */
function importOfTime(text: string): readonly TextChange[] | undefined {
  const block = /^import \(\r?\n/m.exec(text);
  if (!block) return undefined;
  let at = block.index + block[0].length;
  const eol = block[0].endsWith('\r\n') ? '\r\n' : '\n';
  for (;;) {
    const line = /^\t"([\w/]+)"\r?\n/.exec(text.slice(at, at + 200));
    if (!line || (line[1] ?? '') > 'time') break;
    at += line[0].length;
  }
  return [{ span: span(at, at), newText: `\t"time"${eol}` }];
}
