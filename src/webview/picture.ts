import type { BudgetPlace } from '../service/contracts/capacity';
import { flowchart } from '../service/diagrams/mermaid';
import { drawingFlowchart } from '../service/diagrams/system/flowchart';
import type { Content } from './messages';

/** A figure of a box, and the place that decides it. */
export interface PictureFigure {
  readonly text: string;
  readonly at: BudgetPlace | null;
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
  readonly errors: number;
  readonly warnings: number;
  /** What it stands for, where it is a fold. */
  readonly members: readonly string[];
  /** Something is wrong with it: a drawing that does not fit begins there. */
  readonly isWorst: boolean;
  readonly isMuted: boolean;
}

/** An arrow as the panel shows it. */
export interface PictureArrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** What the panel shows, whatever it is of. */
export interface Picture {
  readonly title: string;
  /** What its marks mean. */
  readonly legend: readonly string[];
  readonly boxes: readonly PictureBox[];
  readonly arrows: readonly PictureArrow[];
  /** The same as Mermaid; each label goes through `written` first. */
  flowchart(direction: 'LR' | 'TB', written: (label: string) => string): string;
}

/** One form for every drawing. */
export function pictureOf(content: Content): Picture {
  if (content.kind === 'graph') {
    const { graph } = content;
    return {
      title: graph.title,
      legend: [],
      boxes: graph.nodes.map(({ id, label, tone }) => ({
        id,
        label,
        whole: label,
        at: null,
        figures: [],
        errors: 0,
        warnings: 0,
        members: [],
        isWorst: false,
        isMuted: tone === 'muted',
      })),
      arrows: graph.edges,
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
  return {
    title: drawing.title,
    legend: drawing.legend,
    boxes: drawing.boxes.map((box) => ({
      id: box.id,
      label: box.lines.join('\n'),
      whole: box.whole.join('\n'),
      at: box.at,
      figures: box.figures,
      errors: box.errors,
      warnings: box.warnings,
      members: box.members.map(({ whole }) => oneLine(whole.join('\n'))),
      isWorst: box.state === 'over',
      isMuted: box.state === 'off',
    })),
    arrows: drawing.arrows,
    flowchart: (direction, written) =>
      drawingFlowchart(
        {
          ...drawing,
          boxes: drawing.boxes.map((box) => ({ ...box, lines: box.lines.map(written) })),
          arrows: drawing.arrows.map((arrow) => ({ ...arrow, label: written(arrow.label) })),
        },
        direction,
      ),
  };
}

/** What a drawing is without its words: two of the same form differ in texts alone. */
export function formOf(picture: Picture): string {
  const lines = (label: string) => label.replace(/[^\n]+/g, 'x');
  return picture.flowchart('LR', lines).replace(/^ {2}(?:accTitle|accDescr|%%).*\n/gm, '');
}

/** A label's lines on one line. */
export function oneLine(label: string): string {
  return label.split('\n').join(', ');
}
