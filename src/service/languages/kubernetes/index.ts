import type { EmbeddedText } from '../../contracts/embedded';
import { type Analysis, defineLanguage, type SourceText } from '../../contracts/language';
import { embeddedText, literalText } from '../../syntax/embedded';
import { complete } from './complete';
import { structuralEdit } from './edits';
import { factsOfPart } from './facts';
import { child } from './fields';
import { describeAt } from './hover';
import { isJson } from './json';
import { type KubernetesModel, modelOf } from './model';
import { placesOf } from './places';
import { pointer } from './tree';

declare module '../../contracts/rule' {
  interface Models {
    kubernetes: KubernetesModel;
  }
}

/** Kubernetes manifests that say how a workload scales, in YAML and JSON. */
export const kubernetes = defineLanguage<KubernetesModel>({
  id: 'kubernetes',
  analyse: (source, previous) => analyseManifest(source, previous?.model),
  edit: (_source, { model }, edit) => structuralEdit(model.file, edit),
  comment: ({ text, path }, comment) => (isJson(text, path) ? undefined : `# ${comment}`),
  hover: (model, offset) => describeAt(model, offset),
  complete: (source, _analysis, offset) => complete(source, offset),
});

/**
 * Everything one parse yields; synchronous, for callers that hold the text. Documents that have not
 * changed since `previous` are neither parsed nor read again.
 */
export function analyseManifest(
  { text, path }: Pick<SourceText, 'text' | 'path'>,
  previous?: KubernetesModel,
): Analysis<KubernetesModel> {
  const model = modelOf(text, path, previous);
  const facts = model.file.parts.flatMap(({ part }) => factsOfPart(part));
  return {
    model,
    facts,
    syntax: model.file.syntax,
    places: placesOf(model.file),
    comments: model.file.comments,
    description: describe(model),
    limits: model.file.limits,
    embedded: textsIn(model),
  };
}

/** The files that ConfigMaps hold; in a template they are as it has them, with its expressions. */
function textsIn({ configMaps, file }: KubernetesModel): readonly EmbeddedText[] {
  return configMaps.flatMap(({ object }) => {
    const data = child(object.body, 'data');
    return (data.map?.members ?? []).flatMap(({ key, value }) => {
      const isText = value.kind === 'scalar' && value.value.includes('\n');
      if (!isText) return [];
      const path = pointer(data.path, key);
      const text = object.templated ? literalText(file.text, value.at) : value.value;
      if (text === undefined) return [];
      return [embeddedText(file.text, value.at, { path, name: key, text })];
    });
  });
}

function describe({ objects, file, chartValues }: KubernetesModel): string {
  if (file.parts.some(({ part }) => part.reading === 'kustomization')) return 'a kustomization';
  if (file.parts.some(({ part }) => part.reading === 'releases')) return 'releases of helmfile';
  if (chartValues.length > 0 || file.parts.some(({ part }) => part.reading === 'values'))
    return 'values of a Helm chart';
  const kinds = [...new Set(objects.map(({ kind }) => kind))];
  if (kinds.length === 0) return 'a Kubernetes manifest';
  const counted = kinds.map((kind) => {
    const count = objects.filter((object) => object.kind === kind).length;
    return count === 1
      ? `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`
      : `${count} of kind ${kind}`;
  });
  const last = counted.pop() ?? '';
  return counted.length === 0 ? last : `${counted.join(', ')} and ${last}`;
}
