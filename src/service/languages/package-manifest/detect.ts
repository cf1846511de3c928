import type { Detector } from '../../contracts/language';

/** Package manifests, by name: nothing else is called so. The application of Rails says its name in its settings. */
export const packageManifestDetector: Detector = {
  id: 'package-manifest',
  mayBe: (path) =>
    /(?:^|\/)(?:package\.json|Gemfile\.lock|composer\.json|config\/application\.rb|pyproject\.toml|go\.mod|pom\.xml|(?:build|settings)\.gradle(?:\.kts)?)$/.test(
      path,
    ) && !/(?:^|\/)(?:node_modules|tests?|fixtures?|testdata|__tests__)\//.test(path),
  detect({ path, text }) {
    if (!this.mayBe(path)) return false;
    if (/(?:^|\/)build\.gradle/.test(path)) return /springframework\.boot/.test(text);
    return !path.endsWith('.rb') || /<\s*(?:::)?Rails::Application\b/.test(text);
  },
};
