import type { BudgetPlace } from '../contracts/capacity';
import type { DrawingBox } from '../contracts/drawing';
import type { Place } from '../contracts/finding';
import type { DrawingRequest, SystemDrawing } from '../contracts/service';
import { type Marks, systemDrawing } from '../diagrams/system/draw';
import { drawingFlowchart } from '../diagrams/system/flowchart';
import { fold, PRINTED_BOXES } from '../diagrams/system/fold';
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
  const whole = systemDrawing(project.architecture(chosen).system, marksOf(project));
  const folded = fold(whole, most, new Set(open), new Set(keep));
  return {
    ...folded,
    boxes: folded.boxes.map((box) => located(box, project)),
    environments,
    boxesInAll: whole.boxes.length,
    mermaid: drawingFlowchart(folded),
  };
}

/** Errors and warnings within what a place begins: a manifest's object, a service of a compose file. */
function marksOf(project: Project): Marks {
  return (places) => {
    const found = new Set<unknown>();
    let errors = 0;
    let warnings = 0;
    for (const place of places) {
      const { uri, path } = project.home(place);
      const owner = ownerOf(path);
      for (const finding of project.findings(uri)) {
        if (found.has(finding) || !isBeneath(finding.path, owner)) continue;
        found.add(finding);
        if (finding.severity === 'error') errors++;
        else if (finding.severity === 'warning') warnings++;
      }
    }
    return { errors, warnings };
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
    members: box.members.map((member) => located(member, project)),
  };
}
