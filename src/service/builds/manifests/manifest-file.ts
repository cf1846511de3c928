import type { Environment } from '../../contracts/build';
import type { ManifestSummary } from './summary';

/** A file of manifests. */
export interface ManifestFile {
  readonly path: string;
  readonly environment: Environment;
  /** `headroom.yaml` names its environment. */
  readonly isDeclared: boolean;
  readonly summary: ManifestSummary;
}

/** Words for kinds of objects: folders that are called so, side by side, are one system. */
export const KINDS =
  /^(?:deploy(?:ment)?s?|services?|svcs?|hpas?|autoscal(?:ing|ers?)|keda|scaledobjects?|ingress(?:es)?|config(?:s|maps?)?|secrets?|pdbs?|rbac|(?:cron)?jobs?|volumes?|pvcs?|storage|namespaces?|network-?polic(?:y|ies)|statefulsets?|daemonsets?|rollouts?|workloads?|policies|quotas?|limits?)$/i;

/**
 * Objects that change nothing where two files define them: each file of a program may well bring its namespace and its
 * account along, and is no alternative to the others for that.
 */
const SHARED_KINDS =
  /^(?:Namespace|ServiceAccount|(?:Cluster)?Role(?:Binding)?|PriorityClass|StorageClass|CustomResourceDefinition|LimitRange|ResourceQuota|NetworkPolicy)\//;

/** The objects of a file that another file defines only as an alternative to it: `kind/namespace/name`. */
export function ownObjects({ summary }: Pick<ManifestFile, 'summary'>): readonly string[] {
  return [...new Set(summary.objects)].filter((id) => !id.endsWith('/') && !SHARED_KINDS.test(id));
}
