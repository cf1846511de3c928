/** A box of a diagram. */
export interface DiagramNode {
  readonly id: string;
  readonly label: string;
  /** `store`: it keeps data, as a database or a cache does. */
  readonly shape: 'box' | 'rounded' | 'decision' | 'store';
  /** `muted`: written, but takes no part. Shown by its border as well, not by colour alone. */
  readonly tone: 'normal' | 'muted';
}

/** An arrow of a diagram. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly dashed: boolean;
}

/** A drawing as plain data. */
export interface Graph {
  readonly title: string;
  readonly description: string;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** What its marks mean, in a few words each. */
  readonly legend?: readonly string[];
}
