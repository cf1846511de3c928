import type { Severity } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'topology/start-side-effect',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  summary: 'Every replica migrates the database, or seeds it, each time it starts.',
  citations: ['kubernetes.init-containers', 'guide.database'],
  practices: [],
  checklist: ['small-steps'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    for (const workload of system.workloads) {
      const { most, noun, name, role } = workload;
      if (role === 'job' || most.value === null || most.value < 2) continue;
      const steps = workload.containers.flatMap((container) =>
        container.role === 'init'
          ? container.processes.map(({ words, at }) => ({ words, at, conditional: false }))
          : container.processes.flatMap(({ before }) => before),
      );
      for (const { words, at, conditional } of steps) {
        const line = words.join(' ');
        const effect = EFFECTS.find(({ command }) => command.test(line));
        const key = `${at.uri}#${at.path}`;
        if (!effect || conditional || told.has(key)) continue;
        told.add(key);
        report({
          at,
          severity: system.class === 'development' ? 'hint' : effect.severity,
          message: `Each of ${most.value} ${noun} of ${name} ${effect.does} when it starts (${line}): ${effect.why} Let a job or one step of the deployment do it once.`,
          subject: key,
          related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
        });
      }
    }
  },
});

interface Effect {
  readonly command: RegExp;
  readonly does: string;
  readonly why: string;
  readonly severity: Severity;
}

/** Tools that take a lock of their own wait for each other; the others race. */
const EFFECTS: readonly Effect[] = [
  effect(
    /\balembic\s+upgrade\b|\bflask\b.{0,200}\bdb\s+upgrade\b|manage\.py\s+migrate\b|\bdjango-admin\s+migrate\b|\btypeorm\b.{0,200}\bmigration:run\b|\bsequelize(?:-cli)?\s+db:migrate\b|\bdrizzle-kit\s+migrate\b/,
    'migrates the database',
    'the tool takes no lock, so that they race at every rollout, and old replicas meet the new schema at once.',
    'warning',
  ),
  effect(
    /\bprisma\s+migrate\s+deploy\b|\b(?:rails|rake)\s+db:(?:migrate|prepare)\b|\bflyway\b.{0,200}\bmigrate\b|\bliquibase\b.{0,200}\bupdate\b|\bknex\b.{0,200}\bmigrate:latest\b|\bnode-pg-migrate\s+up\b|\bdbmate\s+(?:up|migrate)\b|\bgoose\b.{0,200}\bup\b/,
    'migrates the database',
    'the tool takes a lock, so all but one wait, and a start takes as long as the migration.',
    'information',
  ),
  effect(
    /manage\.py\s+loaddata\b|\bdb:seed\b|\bprisma\s+db\s+seed\b/,
    'seeds the database',
    'rows are written as often as replicas start.',
    'warning',
  ),
  effect(
    /\bredis-cli\b.{0,200}\bflush(?:all|db)\b|manage\.py\s+clear_?cache\b/i,
    'empties a shared cache',
    'each start sends the whole load to the database.',
    'warning',
  ),
];

function effect(command: RegExp, does: string, why: string, severity: Severity): Effect {
  return { command, does, why, severity };
}
