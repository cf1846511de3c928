import type { FactValue } from '../../../contracts/fact';
import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { System, WorkloadNode } from '../../../contracts/system';
import { carriedBy } from '../../../system/relations/carries';
import { severityIn } from '../../../system/severity';
import { RUNS_CODE } from '../../../system/workload-tests';

export default defineRule({
  id: 'topology/variable-misspelt',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Variable nobody reads',
  summary: 'A size is set in a variable that differs by one letter from the one that is read.',
  citations: ['guide.scaling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    const readBy = readsOf(system);
    const told = new Set<string>();
    for (const workload of system.workloadsWhere(RUNS_CODE)) {
      const reads = readBy(workload);
      if (reads.size === 0) continue;
      for (const { variables, open, code } of workload.containers) {
        if (open !== null || !code || code.certainty === 'ambiguous') continue;
        const unset = [...reads].filter(([name]) => !variables.has(name));
        for (const [written, variable] of variables) {
          const meant = unset.find(([name]) => isSlipOf(written, name));
          const key = `${variable.at.uri}#${variable.at.path}`;
          if (!meant || reads.has(written) || told.has(key)) continue;
          told.add(key);
          const [name, { at, fallback }] = meant;
          const instead = fallback === null ? 'its default holds' : `${fallback} holds`;
          report({
            at: variable.at,
            severity: severityIn(system, 'warning'),
            message: `${written} is set for ${workload.name}, and its code reads ${name}, which nothing sets: ${instead}, whatever is written here. Write ${name}.`,
            subject: key,
            related: [{ at, message: `${name} is read here` }],
          });
        }
      }
    }
  },
});

interface Read {
  readonly at: Place;
  /** What holds where it is not set. */
  readonly fallback: string | null;
}

/** The variables that say sizes and addresses in the code and the settings of a workload. */
function readsOf(system: System): (workload: WorkloadNode) => ReadonlyMap<string, Read> {
  const poolsOf = carriedBy(system, 'pool');
  const threadsOf = carriedBy(system, 'threads');
  const settingsOf = carriedBy(system, 'process-settings');
  return (workload) => {
    const found = new Map<string, Read>();
    const add = (uri: string, value: FactValue<unknown>) => {
      const reference = value.state === 'unknown' ? value.reference : undefined;
      if (reference?.space !== 'env' || found.has(reference.name)) return;
      const { name, fallback } = reference;
      const isTold = fallback !== null && fallback !== Number.POSITIVE_INFINITY;
      found.set(name, {
        at: { uri, path: value.path },
        fallback: isTold ? String(fallback) : null,
      });
    };
    for (const { uri, fact } of poolsOf(workload)) {
      for (const value of [fact.max, fact.min, fact.target]) add(uri, value);
    }
    // What one server is told is nothing to another program of the same code.
    const programs = workload.containers.flatMap(({ processes }) =>
      processes.map(({ program }) => program.toLowerCase()),
    );
    for (const { uri, fact } of threadsOf(workload)) {
      if (programs.includes(fact.server.toLowerCase())) add(uri, fact.max);
    }
    for (const { uri, fact } of settingsOf(workload)) {
      if (!programs.includes(fact.program)) continue;
      for (const value of Object.values(fact.settings)) add(uri, value);
    }
    return found;
  };
}

/** Shorter names are near too many others. */
const SHORTEST = 9;

/**
 * Whether a name is another one in which a letter is missing, is there once too often, or has changed places with its
 * neighbour. Another letter, another digit, and one more at the end may well be meant.
 */
function isSlipOf(written: string, name: string): boolean {
  if (Math.min(written.length, name.length) < SHORTEST || written === name) return false;
  let at = 0;
  while (at < written.length && written[at] === name[at]) at++;
  const rest = (text: string, from: number) => text.slice(from);
  const isLetter = (text: string) => /^[A-Za-z_]$/.test(text[at] ?? '');
  switch (written.length - name.length) {
    case -1:
      return at < written.length && isLetter(name) && rest(written, at) === rest(name, at + 1);
    case 1:
      return at < name.length && isLetter(written) && rest(written, at + 1) === rest(name, at);
    case 0:
      return (
        written[at] === name[at + 1] &&
        written[at + 1] === name[at] &&
        rest(written, at + 2) === rest(name, at + 2)
      );
    default:
      return false;
  }
}
