import type { LeftFieldsFact } from '../../contracts/fact';
import { isKnown, valueOf } from '../../contracts/field';
import { type Block, child, listOf, stringField, textsOf } from './fields';
import type { KubernetesObject } from './object';

/**
 * The fields that Argo CD leaves as the cluster has them: `ignoreDifferences` of an Application that
 * respects them when it syncs, and the customizations in the ConfigMap `argocd-cm`.
 */
export function leftFields(object: KubernetesObject): readonly LeftFieldsFact[] {
  if (object.kind === 'ConfigMap' && valueOf(object.name) === 'argocd-cm') {
    return customizations(object);
  }
  if (object.group !== 'argoproj.io') return [];
  const outer = child(object.body, 'spec');
  const spec = object.kind === 'ApplicationSet' ? child(child(outer, 'template'), 'spec') : outer;
  if (object.kind !== 'Application' && object.kind !== 'ApplicationSet') return [];
  const options = textsIn(child(spec, 'syncPolicy'), 'syncOptions');
  if (!options.some((option) => /^RespectIgnoreDifferences\s*=\s*true$/.test(option))) return [];
  const sources = [child(spec, 'source'), ...listOf(spec, 'sources').items];
  const paths = sources.map((source) => stringField(source, 'path'));
  const isOpen = object.kind === 'ApplicationSet' || paths.some(({ state }) => state === 'unknown');
  const folders = isOpen ? null : paths.flatMap((path) => (isKnown(path) ? [path.value] : []));
  return listOf(spec, 'ignoreDifferences').items.map((item): LeftFieldsFact => {
    const managers = textsIn(item, 'managedFieldsManagers');
    return {
      kind: 'left-fields',
      path: item.path,
      folders,
      resource: valueOf(stringField(item, 'kind')) ?? '*',
      object: valueOf(stringField(item, 'name')) ?? null,
      fields: [
        ...textsIn(item, 'jsonPointers'),
        ...textsIn(item, 'jqPathExpressions'),
        // What the autoscaler has set is its own.
        ...(managers.includes('kube-controller-manager') ? ['/spec/replicas'] : []),
      ],
    };
  });
}

function textsIn(block: Block, key: string): readonly string[] {
  return listOf(block, key).nodes.flatMap((node) => (node.kind === 'scalar' ? [node.value] : []));
}

/** `resource.customizations.ignoreDifferences.apps_Deployment`, or `all`. */
function customizations({ body, path }: KubernetesObject): readonly LeftFieldsFact[] {
  return Object.entries(textsOf(child(body, 'data'))).flatMap(([key, value]): LeftFieldsFact[] => {
    const of = /^resource\.customizations\.ignoreDifferences\.(?:all|[\w.-]*_(\w+))$/.exec(key);
    if (!of || !isKnown(value)) return [];
    const fields = value.value.match(/[/.]?spec[/.]replicas\b|kube-controller-manager/g) ?? [];
    return [
      {
        kind: 'left-fields',
        path: `${path}/data`,
        folders: null,
        resource: of[1] ?? '*',
        object: null,
        fields: fields.map((field) => (field.startsWith('kube') ? '/spec/replicas' : field)),
      },
    ];
  });
}
