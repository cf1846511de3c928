import { type Field, isKnown, type Known } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import type { Metric } from '../../../languages/kubernetes/metric';
import { quantityOf } from '../../../languages/kubernetes/quantity';

export default defineRule({
  id: 'kubernetes/hpa-implausible-quantity',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Implausible quantity',
  summary: 'An amount of memory is written in thousandths of a byte, or cpu in whole cores.',
  citations: ['kubernetes.quantity', 'kubernetes.resources'],
  practices: [],
  checklist: ['resource-requests', 'autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    const targets = kubernetes.autoscalers
      .filter(({ object }) => !object.live)
      .flatMap(({ metrics }) => metrics.flatMap(targetOf));
    const requests = kubernetes.workloads
      .filter(({ object }) => !object.live)
      .flatMap(({ containers }) =>
        containers.flatMap((container) => [
          ...amountOf('memory', container.requests.memory, 'The request'),
          ...amountOf('memory', container.limits.memory, 'The limit'),
          ...coresOf(container.requests.cpu, 'request', 'no node has room for such a pod'),
          ...coresOf(container.limits.cpu, 'limit', 'no node has so many, so it limits nothing'),
        ]),
      );
    for (const { at, said, better } of [...targets, ...requests]) {
      report({
        at,
        message: `${said} Write ${better}.`,
        fixes: () =>
          fixOf(
            `Write ${at.value} → ${better}`,
            'guided',
            replaceValue(kubernetes.file, at.path, better),
          ),
      });
    }
  },
});

interface Implausible {
  readonly at: Known<string>;
  readonly said: string;
  readonly better: string;
}

function targetOf({ type, name, value }: Metric): readonly Implausible[] {
  if (!isKnown(type) || !type.value.endsWith('Resource') || !isKnown(name)) return [];
  return amountOf(name.value, value, 'The target');
}

const MEBIBYTE = 2 ** 20;
/** More cores than a pod has on most nodes there are. */
const MANY_CORES = 64;

function amountOf(
  resource: string,
  field: Field<string> | undefined,
  what: string,
): readonly Implausible[] {
  if (field === undefined || !isKnown(field)) return [];
  const amount = quantityOf(field.value);
  const [, digits = '', suffix = ''] = /^(\d+)(m?)$/.exec(field.value) ?? [];
  if (amount === undefined || amount === 0 || digits === '') return [];
  if (resource === 'memory' && amount < MEBIBYTE) {
    const said = `${what} is ${field.value} of memory, which is ${inBytes(amount)}: m stands for a thousandth.`;
    if (suffix === 'm') return [{ at: field, said, better: `${digits}Mi` }];
    const small = `${what} is ${field.value} of memory, which is ${inBytes(amount)}: a suffix is missing.`;
    return amount < 65_536 ? [{ at: field, said: small, better: `${digits}Mi` }] : [];
  }
  if (resource === 'cpu' && suffix === '' && amount >= MANY_CORES) {
    const said = `${what} is ${field.value} cores of cpu in each pod: no pod gets there, so cpu never scales.`;
    return [{ at: field, said, better: `${digits}m` }];
  }
  return [];
}

/** Round hundreds of cores: what is written so is meant in thousandths. Large machines have other numbers of them. */
function coresOf(
  field: Field<string> | undefined,
  what: string,
  consequence: string,
): readonly Implausible[] {
  if (field === undefined || !isKnown(field)) return [];
  if (!/^[1-9]\d{0,2}(?:00|50)$/.test(field.value)) return [];
  const said = `The ${what} is ${field.value} cores of cpu: ${consequence}.`;
  return [{ at: field, said, better: `${field.value}m` }];
}

function inBytes(amount: number): string {
  return amount === 1 ? '1 byte' : `${Number(amount.toFixed(3))} bytes`;
}
