import type { BoxFinding } from '../contracts/drawing';
import type { Place } from '../contracts/finding';
import type { LanguageId } from '../contracts/language';
import type { System } from '../contracts/system';
import { gravestFirst, type Marks } from '../diagrams/system/plain';
import type { Finding } from '../engine/finding';
import type { Project } from '../project/project';
import { type Belongings, belongingsOf, codeOf } from '../system/views/belongings';
import { relativePath } from '../text/paths';

/** Languages whose files are no part of a program that lies around them: they say what runs, or pass requests on. */
const SAYS_WHAT_RUNS: ReadonlySet<string> = new Set<LanguageId>([
  'kubernetes',
  'compose',
  'autoscaling-group',
  'nginx',
]);

/** Findings by the files and objects in which they stand, each with its path there. */
type ByUri = ReadonlyMap<string, readonly Found[]>;

interface Found {
  readonly path: string;
  readonly finding: Finding;
  readonly shown: BoxFinding;
}

/**
 * What is reported of a box in the environment of a system: at the objects that it stands for, and at all that belongs to the
 * workload it runs as. A finding stands where it would be mended; of which object of a build it was told, it says.
 */
export function marksOf(project: Project, system: System): Marks {
  const byUri = foundIn(project, system.environment);
  const belongings = belongingsOf(system);
  const files = [...byUri.keys()].flatMap((uri) => {
    const language = project.file(uri)?.language.id;
    if (language === undefined || SAYS_WHAT_RUNS.has(language)) return [];
    return [{ uri, file: relativePath(uri, project.root) }];
  });
  const code = codeOf(system, files);
  return ({ kind, places, runs }) => {
    const found = new Map<Finding, BoxFinding>();
    const add = (all: readonly Found[]) => {
      for (const { finding, shown } of all) found.set(finding, shown);
    };
    const own: Belongings = runs ? belongings(runs) : { objects: [], places: [] };
    for (const place of [...places, ...own.objects]) {
      // What a build makes, and where that is written: of some tools the files say the same by themselves.
      for (const { uri, path } of new Set([place, project.home(place)])) {
        // A check is what it says itself; all else of its object is found of the workload.
        const object = kind === 'signal' ? path : objectOf(path);
        add((byUri.get(uri) ?? []).filter((each) => isBeneath(each.path, object)));
      }
    }
    for (const { uri, path } of own.places) {
      if (path === '') continue;
      add((byUri.get(uri) ?? []).filter((each) => isBeneath(each.path, path)));
    }
    for (const { uri } of runs ? code(runs) : []) add(byUri.get(uri) ?? []);
    return gravestFirst([...found.values()]);
  };
}

function foundIn(project: Project, environment: string | null): ByUri {
  const byUri = new Map<string, Found[]>();
  for (const { uri } of project.files()) {
    for (const finding of project.findings(uri)) {
      if (finding.severity === 'hint' || !holdsIn(finding, environment)) continue;
      const { rule, severity, message, path } = finding;
      const shown = { rule, severity, message, at: { uri, path } };
      const told: readonly Place[] = finding.built ?? [{ uri, path }];
      for (const place of told) {
        const list = byUri.get(place.uri) ?? [];
        byUri.set(place.uri, list);
        list.push({ path: place.path, finding, shown });
      }
    }
  }
  return byUri;
}

function holdsIn({ environments }: Finding, environment: string | null): boolean {
  return environment === null || environments === undefined || environments.includes(environment);
}

/** The path of the object that a path is in: a document, a service of compose, a resource. */
function objectOf(path: string): string {
  return OBJECT.exec(path)?.[0] ?? path;
}

const OBJECT =
  /^\/?(?:(?:\d+\/)?(?:services|Resources)\/[^/]+|(?:\d+\/)?resource\/[^/]+\/[^/]+|\d+)(?=\/|$)/;

function isBeneath(path: string, around: string): boolean {
  const [inner, outer] = [path.replace(/^\//, ''), around.replace(/^\//, '')];
  return inner === outer || outer === '' || inner.startsWith(`${outer}/`);
}
