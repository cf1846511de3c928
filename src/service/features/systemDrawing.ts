import type { BudgetPlace } from '../contracts/capacity';
import type { BoxFinding, DrawingBox } from '../contracts/drawing';
import type { Place, Severity } from '../contracts/finding';
import type { DrawingRequest, SystemDrawing } from '../contracts/service';
import type { System } from '../contracts/system';
import { MAX_BOXES } from '../diagrams/fold';
import { type Marks, systemDrawing } from '../diagrams/system/draw';
import { drawingFlowchart } from '../diagrams/system/flowchart';
import { fold, PRINTED_BOXES } from '../diagrams/system/fold';
import { count } from '../diagrams/system/labels';
import type { Project } from '../project/project';
import { placeOf } from './capacity';
import { environmentsOf } from './environments';

/**
 * The drawing of the system of one environment, folded to as many boxes as are asked for; `null` where
 * nobody knows the environment.
 */
export function systemDrawingOf(
  project: Project,
  { environment, most = PRINTED_BOXES, open = [], keep = [] }: DrawingRequest,
): SystemDrawing | null {
  const environments = environmentsOf(project);
  const [likeliest = null] = environments;
  const chosen = environment === undefined ? likeliest : environment;
  if (!environments.includes(chosen)) return null;
  const { system } = project.architecture(chosen);
  const plain = systemDrawing(system, marksOf(project));
  const whole = { ...plain, boxes: withOtherSizes(plain.boxes, system, project) };
  let shownOpen = [...open];
  let folded = fold(whole, most, new Set(shownOpen), new Set(keep));
  // The fold that was opened longest ago closes first.
  while (folded.boxes.length > Math.max(MAX_BOXES, most) && shownOpen.length > 0) {
    shownOpen = shownOpen.slice(1);
    folded = fold(whole, most, new Set(shownOpen), new Set(keep));
  }
  return {
    ...folded,
    open: shownOpen,
    boxes: folded.boxes.map((box) => located(box, project)),
    arrows: folded.arrows.map((arrow) => ({
      ...arrow,
      at: arrow.at && placeOf(arrow.at, project),
    })),
    environments,
    boxesInAll: whole.boxes.length,
    mermaid: drawingFlowchart(folded),
  };
}

/** Environments that a box is compared with. */
const MAX_ENVIRONMENTS = 8;

/** `in dev 1 pod, in prod 3–16 pods`, where the workload of a box is found in several environments. */
function withOtherSizes(
  boxes: readonly DrawingBox[],
  { workloads }: System,
  project: Project,
): readonly DrawingBox[] {
  const environments = environmentsOf(project).slice(0, MAX_ENVIRONMENTS);
  if (environments.length < 2) return boxes;
  const systems = environments.map((name) => project.architecture(name).system);
  return boxes.map((box) => {
    const own = workloads.find(({ id }) => id === box.id);
    if (!own) return box;
    const found = systems.flatMap(({ environment, workloads: others }) => {
      const alike = others.filter(({ name, noun }) => name === own.name && noun === own.noun);
      const [only] = alike;
      if (!only || alike.length > 1) return [];
      const size = { least: only.least.value, most: only.most.value, noun: only.noun };
      return [`in ${environment ?? 'no environment'} ${count(size)}`];
    });
    if (found.length < 2) return box;
    return { ...box, figures: [...box.figures, { text: found.join(', '), at: null }] };
  });
}

const GRAVITY: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** What is reported within what a place begins: a manifest's object, a service of a compose file. */
function marksOf(project: Project): Marks {
  return (places) => {
    const found = new Map<unknown, BoxFinding>();
    for (const place of places) {
      const { uri, path } = project.home(place);
      const owner = ownerOf(path);
      for (const finding of project.findings(uri)) {
        if (finding.severity === 'hint' || !isBeneath(finding.path, owner)) continue;
        const { rule, severity, message } = finding;
        found.set(finding, { rule, severity, message, at: { uri, path: finding.path } });
      }
    }
    return [...found.values()].sort(
      (a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity),
    );
  };
}

/** The document or the service that a place is of, by the first steps of its path. */
function ownerOf(path: string): string {
  const steps = path.split('/').filter((step) => step !== '');
  const depth = /^\d+$/.test(steps[0] ?? '') ? 1 : steps[0] === 'services' ? 2 : steps.length;
  return steps.slice(0, depth).join('/');
}

function isBeneath(path: string, owner: string): boolean {
  const plain = path.replace(/^\/+/, '');
  return plain === owner || plain.startsWith(`${owner}/`);
}

function located(box: DrawingBox, project: Project): DrawingBox<BudgetPlace> {
  const at = (place: Place | null) => place && placeOf(place, project);
  return {
    ...box,
    at: at(box.at),
    figures: box.figures.map(({ text, at: place }) => ({ text, at: at(place) })),
    findings: box.findings.map((finding) => ({ ...finding, at: at(finding.at) })),
    members: box.members.map((member) => located(member, project)),
  };
}
