import type { Severity } from '../contracts/finding';
import type { System } from '../contracts/system';

/** How much a finding about a system matters: what a development environment does is a hint. */
export function severityIn({ class: kind }: Pick<System, 'class'>, severity: Severity): Severity {
  return kind === 'development' ? 'hint' : severity;
}
