import type { BuildSources } from '../../contracts/build';
import { type DataNode, entryOf, textOf } from '../../syntax/data-node';
import { folderOf, isIn } from '../../text/paths';
import { commandFilesOf } from '../command-files';
import { environmentNamed } from '../environments';

/** A stage that is deployed, and the file that says so. */
export interface Stage {
  readonly name: string;
  readonly file: string | null;
}

/** `serverless deploy --stage prod`; other commands try it out, or ask. */
const COMMAND =
  /\b(?:serverless|sls|osls)\s+deploy\b[^\n&|;"]{0,200}?(?:--stage|-s)[ =]+["']?([A-Za-z][\w-]*)/g;

/** Folders of scripts: what stands there is about what lies around them. */
const SCRIPTS = /(?:^|\/)(?:bin|scripts?|deploy|ci|\.github|\.circleci)(?:\/[\s\S]*)?$/;

/** The stages that command lines deploy which stand around a configuration, or at the top of the project. */
function deployedStages(sources: BuildSources, path: string): readonly Stage[] {
  const all = [...commandFilesOf(sources), ...sources.matching('**/package.json')];
  const files = all.filter((file) => isIn(path, folderOf(file).replace(SCRIPTS, '')));
  return sources
    .each(files, (file) =>
      (
        sources.derived('stages of Serverless', file, (text) => [
          ...new Set([...text.matchAll(COMMAND)].map(([, name = '']) => name)),
        ]) ?? []
      ).map((name): Stage => ({ name, file })),
    )
    .flat();
}

/**
 * The stages of a configuration: those that somebody deploys; else those it has values for; else the one it names
 * itself. Empty where nothing says any.
 */
export function stagesOf(sources: BuildSources, path: string, whole: DataNode): readonly Stage[] {
  const deployed = new Map(deployedStages(sources, path).map((stage) => [stage.name, stage]));
  if (deployed.size > 0) return [...deployed.values()];
  const named = new Set([
    ...keysOf(entryOf(whole, 'stages')),
    ...keysOf(entryOf(whole, 'params')),
    ...keyedByStage(whole, whole, 0),
  ]);
  named.delete('default');
  if (named.size > 0) return [...named].map((name) => ({ name, file: null }));
  const own = textOf(entryOf(entryOf(whole, 'provider'), 'stage'));
  // That of development is where nobody says another: what is deployed besides is not known.
  const isOwn =
    own !== undefined && !own.includes('${') && environmentNamed(own).class !== 'development';
  return isOwn ? [{ name: own, file: null }] : [];
}

/** `${self:custom.sizes.${sls:stage}}`: what is kept under a name of its own for each stage. */
const KEYED =
  /\$\{self:((?:\w+\.)*\w+)\.\$\{(?:self:provider\.stage|opt:stage|sls:stage)[^{}]{0,80}\}/g;

function keyedByStage(node: DataNode, whole: DataNode, depth: number): readonly string[] {
  if (depth > 40) return [];
  if (node.kind === 'map')
    return [...node.entries.values()].flatMap((each) => keyedByStage(each, whole, depth + 1));
  if (node.kind === 'list')
    return node.items.flatMap((each) => keyedByStage(each, whole, depth + 1));
  const text = textOf(node) ?? '';
  return [...text.matchAll(KEYED)].flatMap(([, path = '']) =>
    keysOf(path.split('.').reduce<DataNode | undefined>(entryOf, whole)),
  );
}

function keysOf(node: DataNode | undefined): readonly string[] {
  return node?.kind === 'map' ? [...node.entries.keys()] : [];
}
