import { isKnown } from '../../../contracts/field';
import type { Fix, FixKind } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { CURRENT_VERSION, toV2 } from '../../../languages/kubernetes/convert';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { knowsAll } from '../../../languages/kubernetes/hpa-fields';
import type { KubernetesModel } from '../../../languages/kubernetes/model';
import { minorOf } from '../../../languages/kubernetes/versions';
import { entryOf, tableOf } from '../../../text/tables';

/** The minor release of Kubernetes 1 that stopped serving each version. */
const REMOVED_IN = tableOf<number>({ v2beta1: 25, v2beta2: 26 });
/** The first minor release that serves `autoscaling/v2`. */
const V2_SINCE = 23;

export default defineRule({
  id: 'kubernetes/hpa-removed-api-version',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Removed API version',
  summary: 'The autoscaler is written for an API version that clusters no longer serve.',
  citations: ['kubernetes.deprecation-guide', 'kubernetes.api.hpa-v2'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['safe', 'suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes, targets }, report) {
    for (const autoscaler of kubernetes.autoscalers) {
      const { object, resource } = autoscaler;
      const { apiVersion, group, version } = object;
      if (resource !== 'HorizontalPodAutoscaler' || !isKnown(apiVersion)) continue;
      if (object.live || object.choosesVersion || version === undefined) continue;
      if (group === 'autoscaling' && (version === 'v1' || version === 'v2')) continue;
      const minor = minorOf(targets.kubernetes);
      const removedIn = group === 'autoscaling' ? entryOf(REMOVED_IN, version) : undefined;
      const stillServed = removedIn !== undefined && minor !== undefined && minor < removedIn;
      report({
        at: apiVersion,
        severity: stillServed ? 'warning' : 'error',
        message:
          `${fact(apiVersion.value, removedIn)} ` +
          `${stillServed ? 'An upgrade breaks it' : 'Applying it fails'}: move to ${CURRENT_VERSION}.`,
        fixes: () => (minor !== undefined && minor < V2_SINCE ? [] : fixes(kubernetes, autoscaler)),
      });
    }
  },
});

function fact(apiVersion: string, removedIn: number | undefined): string {
  return removedIn === undefined
    ? `No supported Kubernetes serves a HorizontalPodAutoscaler as ${apiVersion}.`
    : `Kubernetes 1.${removedIn} stopped serving ${apiVersion}.`;
}

/**
 * `v2` took over `v2beta2` field by field, so nothing but the version's name changes. `v2beta1`
 * spelled its metrics differently: they are rewritten, each with its own meaning.
 */
function fixes({ file }: KubernetesModel, autoscaler: Autoscaler): readonly Fix[] {
  const { object } = autoscaler;
  const { group, version } = object;
  if (group === 'autoscaling' && version === 'v2beta2') return upgrade('safe', '');
  if (object.broken || object.body.gap !== undefined) return [];
  if (group === 'autoscaling' && version === 'v2beta1') {
    const rewritten = autoscaler.metrics.some(({ source }) => source !== undefined);
    return rewritten ? upgrade('suggestion', ' and rewrite its metrics') : upgrade('safe', '');
  }
  const path = `${object.path}/apiVersion`;
  const fits = ['v2', 'v1'].find((each) => knowsAll(each, autoscaler.keys));
  if (fits === undefined) return [];
  const written = `autoscaling/${fits}`;
  return fixOf(`Set apiVersion to ${written}`, 'suggestion', replaceValue(file, path, written));

  function upgrade(kind: FixKind, more: string): readonly Fix[] {
    return fixOf(`Move to ${CURRENT_VERSION}${more}`, kind, toV2(file, autoscaler));
  }
}
