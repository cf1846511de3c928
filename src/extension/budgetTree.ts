import type {
  BudgetPlace,
  BudgetRow,
  Capacity,
  ServerBudget,
  UncountedPool,
} from '../service/contracts/capacity';

/** A line of the Connection Budget view, as plain data. */
export interface BudgetNode {
  /** Stable between two readings, so that the tree stays open where it was. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** A codicon, and whether it warns. */
  readonly icon: string | null;
  readonly isOver: boolean;
  /** What a click opens; `null` for what is written nowhere. */
  readonly place: BudgetPlace | null;
  readonly isOpen: boolean;
  readonly children: readonly BudgetNode[];
}

/** The tree of the budgets of projects; a line a project where there are several. */
export function budgetTree(
  capacities: readonly Capacity[],
  nameOf: (root: string) => string,
): readonly BudgetNode[] {
  const shown = capacities.filter(
    ({ budgets, uncounted }) => budgets.length > 0 || uncounted.length > 0,
  );
  const [only] = shown;
  if (only && shown.length === 1) return projectNodes(only);
  return shown.map((capacity) =>
    node(capacity.root, nameOf(capacity.root), '', {
      icon: 'folder',
      isOpen: true,
      children: projectNodes(capacity),
    }),
  );
}

/** What to say above an empty tree: what would have to be known for a budget. */
export function missingIn(capacities: readonly Capacity[]): string | undefined {
  if (capacities.some(({ missing }) => missing === null)) return undefined;
  const reasons = new Set(capacities.flatMap(({ missing }) => missing ?? []));
  return reasons.size === 0 ? undefined : `No budget: ${[...reasons].join('; ')}.`;
}

function projectNodes({ root, budgets, uncounted }: Capacity): readonly BudgetNode[] {
  return [
    ...budgets.map((budget, index) => serverNode(`${root} ${index}`, budget)),
    ...(uncounted.length > 0 ? [uncountedNode(root, uncounted, budgets.length === 0)] : []),
  ];
}

function serverNode(id: string, budget: ServerBudget): BudgetNode {
  const { server, environment, limit, rollout, rows } = budget;
  const isOver = rollout > limit;
  const verdict = isOver ? `, ${rollout - limit} too many` : '';
  return node(
    id,
    environment === null ? server : `${server} (${environment})`,
    `${rollout} of ${limit} connections${verdict}`,
    {
      icon: isOver ? 'warning' : 'database',
      isOver,
      isOpen: true,
      children: [
        ...rows.map((row, index) => rowNode(`${id} ${index}`, row, rows.length === 1)),
        limitNode(id, budget),
      ],
    },
  );
}

function rowNode(id: string, row: BudgetRow, isOpen: boolean): BudgetNode {
  const { unit, noun, least, most, surge, surgeOrigin, processes, pool } = row;
  const one = noun.slice(0, -1);
  const size = least === most ? counted(most, one) : `${least} to ${most} ${noun}`;
  const figures: BudgetNode[] = [
    figure(`${id} size`, size, 'declared', row.mostAt),
    ...(surge > 0
      ? [figure(`${id} surge`, `${surge} more during a rollout`, surgeOrigin ?? 'derived', null)]
      : []),
    figure(
      `${id} processes`,
      `${processes} ${processes === 1 ? 'process' : 'processes'} a ${one}`,
      row.processesOrigin,
      null,
    ),
    figure(`${id} pool`, `${counted(pool, 'connection')} a process`, row.poolOrigin, row.poolAt),
  ];
  return node(id, unit, rangeOf(row), { icon: 'server-process', isOpen, children: figures });
}

/** `30 to 160 connections, 200 during a rollout`. */
function rangeOf({ floor, steady, rollout }: BudgetRow): string {
  const range =
    floor === steady ? counted(steady, 'connection') : `${floor} to ${steady} connections`;
  return rollout === steady ? range : `${range}, ${rollout} during a rollout`;
}

function limitNode(id: string, { limit, arithmetic, limitAt }: ServerBudget): BudgetNode {
  const from = limitAt ? placed(limitAt) : 'the server’s default';
  const sum = arithmetic === String(limit) ? '' : `${arithmetic} · `;
  return node(`${id} limit`, `${counted(limit, 'connection')} granted`, `${sum}${from}`, {
    icon: 'shield',
    place: limitAt,
  });
}

function uncountedNode(root: string, pools: readonly UncountedPool[], isOpen: boolean): BudgetNode {
  return node(`${root} uncounted`, 'Not counted', counted(pools.length, 'pool'), {
    icon: 'question',
    isOpen,
    children: pools.map(({ at, why }, index) =>
      node(`${root} uncounted ${index}`, placed(at), why, { place: at }),
    ),
  });
}

function figure(
  id: string,
  label: string,
  origin: 'declared' | 'derived' | 'defaulted',
  place: BudgetPlace | null,
): BudgetNode {
  const from = place && origin !== 'defaulted' ? `${origin} · ${placed(place)}` : origin;
  return node(id, label, from, { place });
}

function node(
  id: string,
  label: string,
  description: string,
  rest: Partial<Omit<BudgetNode, 'id' | 'label' | 'description'>> = {},
): BudgetNode {
  const empty = { icon: null, isOver: false, place: null, isOpen: false, children: [] };
  return { ...empty, ...rest, id, label, description };
}

function placed({ path, range }: BudgetPlace): string {
  return `${path}:${range.start.line + 1}`;
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
