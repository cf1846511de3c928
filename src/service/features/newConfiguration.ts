import type { PoolFact } from '../contracts/fact';
import { SEVERITIES } from '../contracts/finding';
import type { LanguageId } from '../contracts/language';
import type { Project } from '../project/project';

/** The text of a new `headroom.yaml`, with what the project has and the file can say more about. */
export function newConfiguration(project: Project): string {
  const files = project.files();
  const languages = new Set(files.map(({ language }) => language.id));
  const pools = files.flatMap(({ facts }) => facts.filter((fact) => fact.kind === 'pool'));
  const environments = project.environments().flatMap((name) => name ?? []);
  return [
    '# Headroom: what holds for the whole project. The README lists every key.',
    'root: true',
    '',
    ...targets(languages),
    ...databases(pools),
    ...(environments.length > 0
      ? [`# Environments found by the names of folders and files: ${environments.join(', ')}.`, '']
      : []),
    `# A severity for a rule: off, ${[...SEVERITIES].reverse().join(', ')}.`,
    'rules: {}',
    '',
  ].join('\n');
}

/** Versions are the user's to say; an example is left in a comment. */
function targets(languages: ReadonlySet<LanguageId>): readonly string[] {
  const versions = [
    ...(languages.has('nginx') ? ['nginx: "1.24"'] : []),
    ...(languages.has('kubernetes') ? ['kubernetes: "1.31"'] : []),
  ];
  return versions.length === 0
    ? []
    : ['# Versions of what reads these files.', `# targets: { ${versions.join(', ')} }`, ''];
}

function databases(pools: readonly PoolFact[]): readonly string[] {
  const engines = new Set(
    pools.map(({ engine }) => engine).filter((engine) => LIMITED.has(engine)),
  );
  if (engines.size === 0) return [];
  return [
    '# How many connections each database grants, which no file here says.',
    '# databases:',
    ...[...engines].map(
      (engine) => `#   - { name: main, engine: ${engine}, maxConnections: 100, reserved: 5 }`,
    ),
    '',
  ];
}

const LIMITED: ReadonlySet<string> = new Set(['postgres', 'mysql', 'mariadb']);
