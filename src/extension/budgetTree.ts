import type { SelectedEnvironment } from '../server/selection';
import {
  type BudgetFactor,
  type BudgetPlace,
  type BudgetRow,
  type Capacity,
  excessOf,
  isCountedWhole,
  isOpenBudget,
  LIMIT_FACTOR,
  type ServerBudget,
  type UncountedPool,
  worstOf,
} from '../service/contracts/capacity';
import { say } from './say';

/** A line of the Capacity view, as plain data. */
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
  /** The database that nobody has said the limit of: it can be told here. */
  readonly undeclared: (ServerBudget['undeclared'] & { readonly root: string }) | null;
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

/** What there is of the environment that is selected; where only others have a budget, that is said. */
export function inEnvironment(
  capacity: Capacity,
  { environments, selected }: SelectedEnvironment,
): Capacity {
  if (environments.length < 2) return capacity;
  const budgets = capacity.budgets.filter(({ environment }) => environment === selected);
  const others = new Set(capacity.budgets.flatMap(({ environment }) => environment ?? []));
  if (budgets.length > 0 || others.size === 0) return { ...capacity, budgets };
  const where = selected ?? say('no named environment');
  const missing = say('none in {0}; there is one in {1}', where, [...others].join(', '));
  return { ...capacity, budgets, missing };
}

/** What to say above an empty tree: what would have to be known for a budget. */
export function missingIn(capacities: readonly Capacity[]): string | undefined {
  if (capacities.some(({ missing }) => missing === null)) return undefined;
  const reasons = new Set(capacities.flatMap(({ missing }) => missing ?? []));
  return reasons.size === 0 ? undefined : say('No budget: {0}.', [...reasons].join('; '));
}

function projectNodes({ root, budgets, uncounted }: Capacity): readonly BudgetNode[] {
  return [
    ...budgets.map((budget) =>
      serverNode(root, `${root} ${budget.environment} ${budget.server}`, budget),
    ),
    ...(uncounted.length > 0 ? [uncountedNode(root, uncounted, budgets.length === 0)] : []),
  ];
}

function serverNode(root: string, id: string, budget: ServerBudget): BudgetNode {
  const { server, environment, limit, rows, conditional = [] } = budget;
  const [least, most] = excessOf(budget) ?? [0, 0];
  const isOver = least > 0;
  const verdict = isOver
    ? say(', {0} too many', range(least, most))
    : most > 0
      ? say(', up to {0} too many', most)
      : '';
  const isPart = isOpenBudget(budget);
  const worst = isPart ? atLeast(worstOf(budget)[1]) : range(...worstOf(budget));
  const granted = limit === null ? say('limit ?') : say('of {0} connections', limit);
  return node(
    id,
    environment === null ? server : `${server} (${environment})`,
    `${worst} ${granted}${verdict}`,
    {
      icon: isOver ? 'warning' : limit === null || most > 0 || isPart ? 'question' : 'database',
      undeclared: budget.undeclared && { ...budget.undeclared, root },
      isOver,
      isOpen: true,
      children: [
        ...rows.map((row, index) => rowNode(`${id} ${index}`, row, rows.length === 1)),
        ...conditional.map((row, index) => {
          const unit = say('{0}, only if {1}', row.unit, row.condition);
          return rowNode(`${id}/if/${index}`, { ...row, unit }, false);
        }),
        limitNode(root, id, budget),
        ...(isPart ? [unknownNode(id, budget)] : []),
      ],
    },
  );
}

/** Of what is not counted whole, what is sure. */
function atLeast(count: number): string {
  return count === 0 ? '?' : say('at least {0}', count);
}

/** `200–320`, or one number. */
function range(low: number, high: number): string {
  return low === high ? `${high}` : `${low}–${high}`;
}

function rowNode(id: string, row: BudgetRow, isOpen: boolean): BudgetNode {
  const { noun, least, most, processes, pool, alive, bound } = row;
  const one = noun.replace(/s$/, '');
  const size =
    least.value === most.value
      ? `${most.value ?? '?'} ${most.value === 1 ? one : noun}`
      : say('{0} to {1} {2}', least.value ?? '?', most.value ?? '?', noun);
  const [low, high] = alive;
  const many = low === high ? `${high}` : say('{0} to {1}', low, high);
  const figures: BudgetNode[] = [
    figure(`${id}/size`, size, most),
    ...(high > (most.value ?? 0)
      ? [node(`${id}/rollout`, say('{0} alive during a rollout', many), 'derived')]
      : []),
    figure(
      `${id}/processes`,
      processes.value === 1
        ? say('1 process a {0}', one)
        : say('{0} processes a {1}', processes.value ?? '?', one),
      processes,
    ),
    figure(
      `${id}/pool`,
      pool.value === 1
        ? say('1 connection a process')
        : say('{0} connections a process', pool.value ?? '?'),
      pool,
    ),
    ...(bound === null
      ? []
      : [node(`${id}/bound`, bound, say('what one process can have at once'))]),
  ];
  return node(id, row.unit, rangeOf(row), { icon: 'server-process', isOpen, children: figures });
}

/** `30 to 160 connections, 200 to 320 during a rollout`. */
function rangeOf(row: BudgetRow): string {
  const { floor, steady } = row;
  const [low, high] = row.rollout;
  if (!isCountedWhole(row))
    return steady === 0 ? say('not known') : say('at least {0} connections', steady);
  const range =
    floor !== steady
      ? say('{0} to {1} connections', floor, steady)
      : steady === 1
        ? say('1 connection')
        : say('{0} connections', steady);
  if (high === steady) return range;
  const during = low === high ? `${high}` : say('{0} to {1}', low, high);
  return say('{0}, {1} during a rollout', range, during);
}

function limitNode(
  root: string,
  id: string,
  { limit, arithmetic, limitAt, missing, undeclared }: ServerBudget,
): BudgetNode {
  if (limit === null) {
    const open = missing.find(({ factor }) => factor === LIMIT_FACTOR);
    return node(`${id}/limit`, say('limit ?'), open?.why ?? say('no file says'), {
      icon: 'question',
      place: open?.at ?? null,
      undeclared: undeclared && { ...undeclared, root },
    });
  }
  const from = limitAt ? placed(limitAt) : say('the server’s default');
  const sum = arithmetic === String(limit) ? '' : `${arithmetic} · `;
  return node(
    `${id}/limit`,
    limit === 1 ? say('1 connection granted') : say('{0} connections granted', limit),
    `${sum}${from}`,
    {
      icon: 'shield',
      place: limitAt,
    },
  );
}

/** What may open more, and cannot be told. */
function unknownNode(id: string, { missing }: ServerBudget): BudgetNode {
  const factors = missing.filter(({ factor }) => factor !== LIMIT_FACTOR);
  return node(`${id}/unknown`, say('Not known'), factors.map(({ factor }) => factor).join('; '), {
    icon: 'question',
    children: factors.map(({ factor, why, at }, index) =>
      node(`${id}/unknown/${index}`, factor, why, { place: at }),
    ),
  });
}

function uncountedNode(root: string, pools: readonly UncountedPool[], isOpen: boolean): BudgetNode {
  return node(
    `${root}/uncounted`,
    say('Not counted'),
    pools.length === 1 ? say('1 pool') : say('{0} pools', pools.length),
    {
      icon: 'question',
      isOpen,
      children: pools.map(({ at, why }, index) =>
        node(`${root}/uncounted/${index}`, placed(at), why, { place: at }),
      ),
    },
  );
}

function figure(id: string, label: string, { origin, at, why }: BudgetFactor): BudgetNode {
  const from = at && origin !== 'defaulted' ? `${origin} · ${placed(at)}` : origin;
  const reason = origin === 'unknown' && why !== null ? `${from} · ${why}` : from;
  return node(id, label, reason, { place: at });
}

function node(
  id: string,
  label: string,
  description: string,
  rest: Partial<Omit<BudgetNode, 'id' | 'label' | 'description'>> = {},
): BudgetNode {
  const empty = {
    ...{ icon: null, isOver: false, place: null, undeclared: null, isOpen: false, children: [] },
  };
  return { ...empty, ...rest, id, label, description };
}

function placed({ path, range }: BudgetPlace): string {
  return `${path}:${range.start.line + 1}`;
}
