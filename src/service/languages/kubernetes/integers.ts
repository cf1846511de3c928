import type { WrittenKey } from './keys';
import { isTemplated } from './template';

/** A value that is no whole number where Kubernetes wants one. */
export interface WrongNumber {
  readonly written: WrittenKey;
  /** The text as it stands in the file's own notation, without quotes. */
  readonly text: string;
  readonly quoted: boolean;
  /** The number it was most likely meant to be. */
  readonly meant: number | undefined;
}

/** The fields of a HorizontalPodAutoscaler that hold whole numbers, by their place. */
const INTEGERS: ReadonlySet<string> = new Set([
  'spec.minReplicas',
  'spec.maxReplicas',
  'spec.targetCPUUtilizationPercentage',
  'spec.metrics[].resource.target.averageUtilization',
  'spec.metrics[].containerResource.target.averageUtilization',
  'spec.metrics[].resource.targetAverageUtilization',
  ...['scaleUp', 'scaleDown'].flatMap((direction) => [
    `spec.behavior.${direction}.stabilizationWindowSeconds`,
    `spec.behavior.${direction}.policies[].value`,
    `spec.behavior.${direction}.policies[].periodSeconds`,
  ]),
]);

/** Percent that people write as a share of one. */
const PERCENT = /Utilization/;

/** The whole numbers that are written as something else; what YAML readers differ about is left out. */
export function wrongNumbers(keys: readonly WrittenKey[]): readonly WrongNumber[] {
  return keys.flatMap((written) => {
    const { scalar, place, key } = written;
    if (scalar === undefined || !INTEGERS.has(`${place}.${key}`)) return [];
    const { value, plain } = scalar;
    const quoted = !plain;
    const isWord = /^[A-Za-z]+$/.test(value) && !/^(?:null|true|false|yes|no|on|off)$/i.test(value);
    const isNumber = /^[+-]?\d+(?:\.\d+)?%?$/.test(value);
    const isWhole = /^[+-]?\d+(?:\.0+)?$/.test(value);
    if (isTemplated(value) || !(isNumber || isWord)) return [];
    if (!quoted && isWhole) return [];
    return [{ written, text: value, quoted, meant: meantBy(value, PERCENT.test(key)) }];
  });
}

function meantBy(value: string, isPercent: boolean): number | undefined {
  const number = Number.parseFloat(value);
  if (!Number.isFinite(number)) return undefined;
  if (/^(?:0|[1-9]\d*)%?$/.test(value)) return number;
  if (isPercent && number > 0 && number < 1) return Math.round(number * 100);
  return undefined;
}
