import type { Known } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { ingressAnnotationsOf, ingressSettingsOf } from '../../../languages/kubernetes/ingress';

export default defineRule({
  id: 'kubernetes/ingress-timeout-unit',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Ingress timeout unreadable',
  summary: 'A timeout that ingress-nginx cannot read, so that its default holds.',
  citations: ['ingress-nginx.annotations'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    const settings = [...ingressAnnotationsOf(kubernetes).flat(), ...ingressSettingsOf(kubernetes)];
    for (const { name, value } of settings) {
      const standard = DEFAULTS.get(name);
      if (standard === undefined || /^\d+$/.test(value.value.trim())) continue;
      const seconds = secondsIn(value);
      report({
        at: value,
        message: `${name} takes a number of seconds without a unit: ${value.value} is not read, and ${standard} s hold. Write ${seconds ?? 'the number'} in quotes.`,
        fixes: () =>
          seconds === undefined
            ? []
            : fixOf(
                `Write the timeout in seconds: ${value.value} → ${seconds} (until now ${standard} s held)`,
                'suggestion',
                replaceValue(kubernetes.file, value.path, String(seconds)),
              ),
      });
    }
  },
});

/** The controller's own values (its ConfigMap may set others), in seconds. */
const DEFAULTS: ReadonlyMap<string, number> = new Map([
  ['proxy-connect-timeout', 5],
  ['proxy-send-timeout', 60],
  ['proxy-read-timeout', 60],
]);

function secondsIn({ value }: Known<string>): number | undefined {
  const [, digits, unit] = /^\s*(\d{1,9})\s*([smh])\s*$/.exec(value) ?? [];
  return digits === undefined
    ? undefined
    : Number(digits) * ({ s: 1, m: 60, h: 3600 }[unit ?? 's'] ?? 1);
}
