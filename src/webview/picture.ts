import type { BudgetPlace } from '../service/contracts/capacity';
import type { DrawingArrow, DrawingBox, DrawingGroup } from '../service/contracts/drawing';
import type { Severity } from '../service/contracts/finding';
import { flowchart } from '../service/diagrams/mermaid';
import { drawingFlowchart, spread } from '../service/diagrams/system/flowchart';
import type { Content } from './messages';

/** A figure of a box, and the place that decides it. */
export interface PictureFigure {
  readonly text: string;
  readonly at: BudgetPlace | null;
}

/** A finding of a box. */
export interface PictureFinding extends PictureFigure {
  readonly severity: Severity;
}

/** A box as the panel shows it. */
export interface PictureBox {
  readonly id: string;
  /** The lines within it. */
  readonly label: string;
  /** The same as long as they are. */
  readonly whole: string;
  readonly at: BudgetPlace | null;
  readonly figures: readonly PictureFigure[];
  readonly findings: readonly PictureFinding[];
  /** Errors and warnings; more than are listed where there are many. */
  readonly found: number;
  /** The database whose limit nobody has told. */
  readonly undeclared: { readonly name: string; readonly engine: string } | null;
  /** What it stands for, where it is a fold. */
  readonly members: readonly string[];
  readonly state: DrawingBox['state'];
  /** Something is wrong with it: a drawing that does not fit begins there. */
  readonly isWorst: boolean;
  readonly isMuted: boolean;
}

/** An arrow as the panel shows it. */
export interface PictureArrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly kind: DrawingArrow['kind'];
  /** Connections at the worst, where they are counted. */
  readonly count: number | null;
  readonly at: BudgetPlace | null;
}

/** What the panel shows, whatever it is of. */
export interface Picture {
  readonly title: string;
  /** What its marks mean. */
  readonly legend: readonly string[];
  readonly boxes: readonly PictureBox[];
  readonly arrows: readonly PictureArrow[];
  /** Frames around boxes. */
  readonly groups: readonly DrawingGroup[];
  /** Links that nobody sees, which keep boxes without arrows out of one long line. */
  readonly spread: readonly { readonly from: string; readonly to: string }[];
  /** What cannot change without a layout: boxes, lines, shapes, arrows and frames, but no words and no marks. */
  readonly form: string;
  /** The same as Mermaid; each label goes through `written` first. */
  flowchart(direction: 'LR' | 'TB', written: (label: string) => string): string;
}

/** One form for every drawing. */
export function pictureOf(content: Content): Picture {
  if (content.kind === 'graph') {
    const { graph } = content;
    return {
      title: graph.title,
      legend: graph.legend ?? [],
      boxes: graph.nodes.map(({ id, label, tone }) => ({
        ...{ id, label, whole: label, at: null, figures: [], findings: [], found: 0, members: [] },
        ...{ undeclared: null, state: 'normal', isWorst: false, isMuted: tone === 'muted' },
      })),
      arrows: graph.edges.map(({ from, to, label, dashed }) => ({
        ...{
          from,
          to,
          label,
          at: null,
          count: null,
          kind: dashed ? ('inferred' as const) : ('stated' as const),
        },
      })),
      groups: [],
      spread: [],
      form: JSON.stringify([
        graph.nodes.map(({ id, label, shape, tone }) => [id, shape, tone, linesIn(label)]),
        graph.edges.map(({ from, to, label, dashed }) => [from, to, dashed, label === '']),
      ]),
      flowchart: (direction, written) =>
        flowchart(
          {
            ...graph,
            nodes: graph.nodes.map((node) => ({ ...node, label: written(node.label) })),
            edges: graph.edges.map((edge) => ({ ...edge, label: written(edge.label) })),
          },
          direction,
        ),
    };
  }
  const { drawing } = content;
  // Where the answers of a decision tree end is what one looks for in it.
  const taken = drawing.arrows.filter(({ kind }) => kind === 'taken');
  const standing = taken.findLast(({ to }) => !taken.some(({ from }) => from === to))?.to;
  const [gravest] = [...drawing.boxes].sort(
    (a, b) => b.errors - a.errors || b.warnings - a.warnings,
  );
  const isDecided = standing !== undefined || drawing.boxes.some(({ state }) => state === 'over');
  const worst =
    !isDecided && gravest && gravest.errors + gravest.warnings > 0 ? gravest.id : standing;
  return {
    title: drawing.title,
    legend: drawing.legend,
    boxes: drawing.boxes.map((box) => ({
      id: box.id,
      label: box.lines.join('\n'),
      whole: box.whole.join('\n'),
      at: box.at,
      figures: box.figures,
      findings: box.findings.map(({ severity, message, at }) => ({ severity, text: message, at })),
      found: box.errors + box.warnings,
      undeclared: box.undeclared,
      members: box.members.map(({ whole }) => oneLine(whole.join('\n'))),
      state: box.state,
      isWorst: box.state === 'over' || box.id === worst,
      isMuted: box.state === 'off',
    })),
    arrows: drawing.arrows,
    groups: drawing.groups,
    spread: spread(drawing.boxes, drawing.arrows, drawing.groups),
    form: JSON.stringify([
      drawing.boxes.map(({ id, kind, lines }) => [id, kind, lines.length]),
      drawing.arrows.map(({ from, to, label }) => [from, to, label === '']),
      drawing.groups,
    ]),
    flowchart: (direction, written) =>
      drawingFlowchart(
        {
          ...drawing,
          boxes: drawing.boxes.map((box) => ({ ...box, lines: box.lines.map(written) })),
          arrows: drawing.arrows.map((arrow) => ({ ...arrow, label: written(arrow.label) })),
          groups: drawing.groups.map((group) => ({ ...group, title: written(group.title) })),
        },
        direction,
      ),
  };
}

function linesIn(label: string): number {
  return label.split('\n').length;
}

/** A label's lines on one line. */
export function oneLine(label: string): string {
  return label.split('\n').join(', ');
}
