import type { ComposeServiceFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';

/** The key under which a build keeps the services that none of the profiles starts that it knows of. */
export const OPTIONAL_SERVICES = 'x-headroom-optional';

/** The key by which a build says that all services are behind profiles, and no file says which are started. */
export const OPEN_PROFILES = 'x-headroom-open-profiles';

/** Under which condition a service runs: `metrics or debug`; `null` for one without profiles. */
export function conditionOf({ profiles }: Pick<ComposeServiceFact, 'profiles'>): string | null {
  return profiles.length === 0 ? null : profiles.join(' or ');
}

/** Services of which no file says which profiles start: what all have in common is what anybody starts. */
export function underProfiles(
  services: readonly Placed<ComposeServiceFact>[],
): readonly Placed<ComposeServiceFact>[] {
  const [first] = services;
  const isCommon = first?.profiles.some((profile) =>
    services.every(({ profiles }) => profiles.includes(profile)),
  );
  if (isCommon) return services;
  return services.map((service) => {
    const condition = conditionOf(service);
    return condition === null ? service : { ...service, condition };
  });
}
