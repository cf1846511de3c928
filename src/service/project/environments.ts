import { classOf } from '../system/environments';
import type { Configuration } from './configuration';
import { matchesGlob } from './globs';

/**
 * The environment a file belongs to, or `null` for what all environments share: by
 * `environments:` of the root configuration, else by the names people give such files.
 */
export function environmentOf(
  path: string,
  configuration: Pick<Configuration, 'environments'>,
): string | null {
  return (
    configuredIn(path, configuration) ?? folderName(path) ?? nameIn(path, [...VALUES, ...PROFILES])
  );
}

/**
 * The environment that a file shows to exist, or `null`: profiles of settings, and values of charts that are not
 * here, are called after anything (`application-mysql.yml`, `values-cost-monitoring.yaml`), and are environments only
 * where their name is one.
 */
export function environmentShownBy(
  path: string,
  configuration: Pick<Configuration, 'environments'>,
): string | null {
  const sure = configuredIn(path, configuration) ?? folderName(path);
  if (sure !== null) return sure;
  const profile = nameIn(path, VALUES) ?? nameIn(path, PROFILES);
  return classOf(profile) === 'unknown' ? null : profile;
}

function configuredIn(
  path: string,
  { environments }: Pick<Configuration, 'environments'>,
): string | null {
  for (const [name, patterns] of Object.entries(environments)) {
    if (patterns.some((pattern) => matchesGlob(path, pattern))) return name;
  }
  return null;
}

/** Programs have packages called `environments` too: of their files only a name that is one counts. */
function folderName(path: string): string | null {
  const name = nameIn(path, FOLDERS);
  return CODE.test(path) && classOf(name) === 'unknown' ? null : name;
}

function nameIn(path: string, patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

const CODE = /\.(?:[cm]?[jt]sx?|py|go|java|kts?|rb|php|cs|exs?)$/;

const FOLDERS = [/(?:^|\/)(?:overlays|environments|envs)\/([^/]+)\//];

const VALUES = [/(?:^|\/)values[-.]([A-Za-z0-9_-]+)\.ya?ml$/];

const PROFILES = [
  /(?:^|\/)application-([A-Za-z0-9_-]+)\.(?:ya?ml|properties)$/,
  /(?:^|\/)appsettings\.([A-Za-z0-9_-]+)\.json$/,
  /(?:^|\/)\.env\.([A-Za-z0-9_-]+)$/,
  /(?:^|\/)(?:docker-)?compose\.([A-Za-z0-9_-]+)\.ya?ml$/,
];
