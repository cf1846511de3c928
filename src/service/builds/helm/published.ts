import type { BuildSources } from '../../contracts/build';

/** Files by which a repository says that it hands out charts. */
const RELEASERS = ['cr.yaml', '.cr.yaml', '.github/cr.yaml', 'artifacthub-repo.yml'];
const TESTERS = [
  'ct.yaml',
  '.ct.yaml',
  '.github/ct.yaml',
  'ct-install.yaml',
  '.github/configs/ct.yaml',
];

/**
 * Whether a chart is one of several that a repository publishes for others: its values are defaults that nobody here
 * runs with.
 */
export function isPublished(
  sources: BuildSources,
  root: string,
  roots: readonly string[],
): boolean {
  const holder = /^(?:.*\/)?charts\//.exec(root)?.[0];
  if (holder === undefined || roots.filter((each) => each.startsWith(holder)).length < 2)
    return false;
  if ([...RELEASERS, ...TESTERS].some((path) => sources.exists(path))) return true;
  const workflows = ['yml', 'yaml'].flatMap((extension) =>
    sources.matching(`.github/workflows/*.${extension}`),
  );
  return sources
    .each(workflows, (path) => sources.derived('publishes charts', path, publishes) === true)
    .includes(true);
}

function publishes(text: string): boolean {
  return /helm\/chart-releaser-action|\bchart-releaser\b|\bhelm[ \t]+push\b|\bcr[ \t]+upload\b/.test(
    text,
  );
}
