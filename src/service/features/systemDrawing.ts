import type { Advice } from '../contracts/advice';
import type { BudgetPlace } from '../contracts/capacity';
import type { Evidence } from '../contracts/checklist';
import type { Drawing, DrawingBox } from '../contracts/drawing';
import type { Place } from '../contracts/finding';
import type { DrawingRequest, SystemDrawing } from '../contracts/service';
import type { System } from '../contracts/system';
import { MAX_ARROWS, MAX_BOXES } from '../diagrams/fold';
import { drawingOf, systemDrawing } from '../diagrams/system/draw';
import { drawingFlowchart } from '../diagrams/system/flowchart';
import { fold, PRINTED_BOXES } from '../diagrams/system/fold';
import { count } from '../diagrams/system/labels';
import { unrenderedBoxes } from '../diagrams/system/unrendered';
import { say } from '../diagrams/words';
import { DECISION_TREE, WORKSPACE_VIEWS } from '../diagrams/workspace';
import { decisionTreeParts } from '../diagrams/workspace/decisionTree';
import type { Seen } from '../diagrams/workspace/view';
import type { Project } from '../project/project';
import { budgetsOf } from '../system/views/budget';
import {
  type Deployment,
  deploymentOf,
  deploymentsOf,
  systemWithout,
  together,
} from '../system/views/deployments';
import { positionAt } from '../text/lines';
import { child, isWithin, relativePath } from '../text/paths';
import { placeOf } from './capacity';
import { marksOf } from './drawingMarks';
import { environmentsOf } from './environments';

/** A drawing is never folded to fewer boxes because of its arrows. */
const LEAST_BOXES = 5;

/**
 * The drawing of the system of one environment, or another view of it, folded to as many boxes as are asked
 * for; `null` where nobody knows the environment, or no file says anything of the view.
 * @param adviceFor - what the guide recommends for the project; asked for the decision tree alone
 */
export function systemDrawingOf(
  project: Project,
  request: DrawingRequest,
  adviceFor: (project: Project) => Advice,
): SystemDrawing | null {
  const { environment, most = PRINTED_BOXES, open = [], keep = [] } = request;
  const environments = environmentsOf(project);
  const [likeliest = null] = environments;
  const chosen = environment === undefined ? likeliest : environment;
  if (!environments.includes(chosen)) return null;
  const { system, instead } = shownSystem(project, chosen, request.about ?? project.root);
  const plain = viewOf(system, request.view ?? 'system', project, adviceFor);
  if (!plain) return null;
  const { within = project.root } = request;
  const part =
    within === project.root || isWithin(project.root, within)
      ? plain
      : partOf(plain, within, project);
  if (part.boxes.length === 0 && request.view !== undefined && request.view !== 'system')
    return null;
  const whole = { ...part, boxes: withOtherSizes(part.boxes, system, project) };
  let shownOpen = [...open];
  let room = most;
  let folded = fold(whole, room, new Set(shownOpen), new Set(keep));
  const isTooMuch = () =>
    folded.boxes.length > Math.max(MAX_BOXES, most) ||
    (most <= MAX_BOXES && folded.arrows.length > MAX_ARROWS);
  // The fold that was opened longest ago closes first; then there is room for fewer boxes.
  while (isTooMuch() && (shownOpen.length > 0 || room > LEAST_BOXES)) {
    if (shownOpen.length > 0) shownOpen = shownOpen.slice(1);
    else room = Math.max(LEAST_BOXES, Math.min(room, folded.boxes.length) - LEAST_BOXES);
    folded = fold(whole, room, new Set(shownOpen), new Set(keep));
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
    instead,
    boxesInAll: whole.boxes.length,
    sources: sourcesOf(whole, project),
    mermaid: drawingFlowchart(folded),
  };
}

/** The system of an environment with one of its alternatives, and where the others start. */
function shownSystem(
  project: Project,
  environment: string | null,
  about: string = project.root,
): { readonly system: System; readonly instead: readonly string[] } {
  const { system } = project.architecture(environment);
  const builds = new Map(project.builds().map((build) => [build.id, build]));
  const buildOf = ({ build }: Deployment) => (build === null ? undefined : builds.get(build));
  const isMeant = (deployment: Deployment) =>
    about !== project.root &&
    (buildOf(deployment)?.layers ?? [deployment.file]).some((path) =>
      isWithin(child(project.root, path), about),
    );
  const all = deploymentsOf(system);
  const shown = together([...all.filter(isMeant), ...all.filter((each) => !isMeant(each))]);
  const left = all.filter((each) => !shown.includes(each));
  const instead = [...new Set(left.map((each) => buildOf(each)?.root ?? each.file))];
  return { system: systemWithout(system, new Set(left.map(deploymentOf))), instead };
}

function viewOf(
  system: System,
  view: string,
  project: Project,
  adviceFor: (project: Project) => Advice,
): Drawing | null {
  const marks = marksOf(project, system);
  if (view === 'system') {
    const unrendered = unrenderedBoxes(project.builds(), system.environment, project.root);
    return systemDrawing(system, marks, unrendered);
  }
  const seen: Seen = {
    system,
    budgets: budgetsOf(system),
    practice: project.settings().practice,
    systems: () => environmentsOf(project).map((name) => shownSystem(project, name).system),
  };
  if (view === DECISION_TREE.id) {
    const placeOfEvidence = (evidence: Evidence) => placeAt(project, evidence);
    const parts = decisionTreeParts(seen, adviceFor(project), placeOfEvidence);
    return parts && drawingOf({ ...parts, ...DECISION_TREE }, system, marks);
  }
  const known = WORKSPACE_VIEWS.find(({ id }) => id === view);
  const parts = known?.draw(seen);
  if (!known || !parts) return null;
  return drawingOf({ ...known, ...parts }, system, marks);
}

/** What a folder has a part in, and what that is joined with. */
function partOf(drawing: Drawing, folder: string, project: Project): Drawing {
  const isHere = (at: Place | null) => at !== null && isWithin(project.home(at).uri, folder);
  const own = new Set(
    drawing.boxes.flatMap(({ id, at, figures, findings }) =>
      [at, ...figures.map((each) => each.at), ...findings.map((each) => each.at)].some(isHere)
        ? [id]
        : [],
    ),
  );
  const arrows = drawing.arrows.filter(
    ({ from, to, at }) => own.has(from) || own.has(to) || isHere(at),
  );
  const kept = new Set([...own, ...arrows.flatMap(({ from, to }) => [from, to])]);
  return { ...drawing, boxes: drawing.boxes.filter(({ id }) => kept.has(id)), arrows };
}

/** The place of what a line shows: of a finding, else of a fact. */
function placeAt(project: Project, { uri, line, message }: Evidence): Place | null {
  const finding = project.findings(uri).find((each) => each.message === message);
  if (finding) return { uri, path: finding.path };
  const file = project.file(uri);
  for (const [path, { start }] of file?.places ?? []) {
    if (file && positionAt(file.lines, start).line === line) return { uri, path };
  }
  return null;
}

/** The files of the places that a drawing shows, in the order in which they come first. */
function sourcesOf({ boxes }: Drawing, project: Project): readonly string[] {
  const places = boxes.flatMap(({ at, figures }) => [at, ...figures.map((each) => each.at)]);
  return [
    ...new Set(
      places.flatMap((at) => (at ? relativePath(project.home(at).uri, project.root) : [])),
    ),
  ];
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
      return [{ name: environment ?? say('no environment'), size: count(size) }];
    });
    const sizes = [...new Set(found.map(({ size }) => size))];
    // One size everywhere is what the box says.
    if (sizes.length < 2) return box;
    const told = sizes.map((size) => {
      const names = found.flatMap((each) => (each.size === size ? [each.name] : []));
      return say('in {0} {1}', names.join(', '), size);
    });
    return { ...box, figures: [...box.figures, { text: told.join('; '), at: null }] };
  });
}

/** Findings that a box keeps where it is shown; it says how many there are. */
const MAX_FINDINGS = 8;

function located(box: DrawingBox, project: Project): DrawingBox<BudgetPlace> {
  const at = (place: Place | null) => place && placeOf(place, project);
  return {
    ...box,
    at: at(box.at),
    figures: box.figures.map(({ text, at: place }) => ({ text, at: at(place) })),
    findings: box.findings
      .slice(0, MAX_FINDINGS)
      .map((finding) => ({ ...finding, at: at(finding.at) })),
    members: box.members.map((member) => located(member, project)),
  };
}
