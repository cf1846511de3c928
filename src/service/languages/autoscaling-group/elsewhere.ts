import { tableOf } from '../../text/tables';
import { propertiesOf } from './aws-properties';
import type { Setting } from './fields';
import type { Shape } from './shape';
import { child, textOf } from './tree';

/** What to copy where the file is not the source, and what it is, for a title. */
export interface Copy {
  readonly what: string;
  readonly text: string;
}

/**
 * The same settings for the place that decides: a command for a live group, properties for a CDK
 * construct. `undefined` where there is no such place, or no such option.
 */
export function copyFor(shape: Shape, settings: readonly Setting[]): Copy | undefined {
  if (shape === 'describe') return commandFor(settings);
  return shape === 'cdk' ? propertiesFor(settings) : undefined;
}

function commandFor(settings: readonly Setting[]): Copy | undefined {
  const [first] = settings;
  const name = textOf(child(first?.body.node, 'AutoScalingGroupName'));
  const known = new Set(
    propertiesOf('UpdateAutoScalingGroupType').map((property) => property.name),
  );
  if (name === undefined) return undefined;
  if (settings.some(({ body, key }) => body !== first?.body || !known.has(key))) return undefined;
  const options = settings.map(({ key, value }) => optionFor(kebab(key), value));
  return {
    what: 'AWS CLI command',
    text: [
      'aws autoscaling update-auto-scaling-group',
      `--auto-scaling-group-name ${shellWord(name)}`,
      ...options,
    ].join(' '),
  };
}

/** The AWS CLI spells truth by the option's name, and takes no value for it. */
function optionFor(name: string, value: Setting['value']): string {
  if (typeof value === 'boolean') return value ? `--${name}` : `--no-${name}`;
  return `--${name} ${shellWord(String(value))}`;
}

/** A word that a POSIX shell takes as it is. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function kebab(key: string): string {
  return key.replace(/[a-z0-9](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, '$&-').toLowerCase();
}

const SECONDS = (name: string) => (value: string) => `${name}: Duration.seconds(${value})`;
/** The properties of CDK's `AutoScalingGroup` and its scaling methods. */
const CDK = tableOf<(value: string) => string>({
  MinSize: (value) => `minCapacity: ${value}`,
  MaxSize: (value) => `maxCapacity: ${value}`,
  DesiredCapacity: (value) => `desiredCapacity: ${value}`,
  DefaultInstanceWarmup: SECONDS('defaultInstanceWarmup'),
  EstimatedInstanceWarmup: SECONDS('estimatedInstanceWarmup'),
  MaxInstanceLifetime: SECONDS('maxInstanceLifetime'),
  Cooldown: SECONDS('cooldown'),
  TargetValue: (value) => `targetUtilizationPercent: ${value}`,
});

function propertiesFor(settings: readonly Setting[]): Copy | undefined {
  const written = settings.map(({ key, value }) => CDK[key]?.(String(value)));
  if (!written.every((text) => text !== undefined)) return undefined;
  return { what: 'CDK property', text: written.join(', ') };
}
