import type { Configuration } from './configuration';
import { matchesGlob } from './globs';

/**
 * The environment a file belongs to, or `null` for what all environments share: by
 * `environments:` of the root configuration, else by the names people give such files.
 */
export function environmentOf(
  path: string,
  { environments }: Pick<Configuration, 'environments'>,
): string | null {
  for (const [name, patterns] of Object.entries(environments)) {
    if (patterns.some((pattern) => matchesGlob(path, pattern))) return name;
  }
  for (const pattern of CUSTOMARY) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

const CUSTOMARY = [
  /(?:^|\/)(?:overlays|environments|envs)\/([^/]+)\//,
  /(?:^|\/)values[-.]([A-Za-z0-9_-]+)\.ya?ml$/,
  /(?:^|\/)application-([A-Za-z0-9_-]+)\.(?:ya?ml|properties)$/,
  /(?:^|\/)appsettings\.([A-Za-z0-9_-]+)\.json$/,
  /(?:^|\/)\.env\.([A-Za-z0-9_-]+)$/,
  /(?:^|\/)(?:docker-)?compose\.([A-Za-z0-9_-]+)\.ya?ml$/,
];
