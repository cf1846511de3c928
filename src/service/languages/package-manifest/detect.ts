import type { Detector } from '../../contracts/language';

/** Package manifests, by name: nothing else is called so. */
export const packageManifestDetector: Detector = {
  id: 'package-manifest',
  mayBe: (path) =>
    /(?:^|\/)(?:package\.json|pyproject\.toml|go\.mod|pom\.xml|settings\.gradle(?:\.kts)?)$/.test(
      path,
    ) && !/(?:^|\/)(?:node_modules|tests?|fixtures?|testdata|__tests__)\//.test(path),
  detect({ path }) {
    return this.mayBe(path);
  },
};
