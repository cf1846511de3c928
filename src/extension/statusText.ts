import { isOpenBudget, type ServerBudget, worstOf } from '../service/contracts/capacity';
import { type Totals, totalsText } from './findingsTree';
import { plain } from './markdown';
import { say } from './say';

/** What the status bar is about. */
export interface StatusState {
  /** Switched off by a setting, for every folder. */
  readonly isOff: boolean;
  readonly hasFolder: boolean;
  /** `undefined` while the workspace is read for the first time. */
  readonly totals: Totals | undefined;
  /** How many files were recognised. */
  readonly files: number;
  /** How far the reading is, or empty. */
  readonly reading: string;
  readonly budgets: readonly ServerBudget[];
}

/** What the status bar says. */
export interface StatusText {
  /** With codicons; empty where there is nothing to say. */
  readonly text: string;
  /** The same in words. */
  readonly spoken: string;
  /** Markdown: a table of findings and budgets. */
  readonly table: string;
}

/** One of six states: reading, clean, findings, with a budget, with an unknown limit, off. */
export function statusOf(state: StatusState): StatusText {
  if (!state.hasFolder) return { text: '', spoken: '', table: '' };
  if (state.isOff) {
    const spoken = say('Headroom is off, by the setting headroom.enable');
    return { text: '$(circle-slash) Headroom', spoken, table: `${spoken}.` };
  }
  if (!state.totals) {
    const spoken = state.reading === '' ? say('Headroom is reading the workspace') : state.reading;
    return { text: '$(sync~spin) Headroom', spoken, table: `${spoken} …` };
  }
  // A workspace that has nothing to do with scaling is left in peace.
  if (state.files === 0) return { text: '', spoken: '', table: '' };
  const { error, warning } = state.totals;
  const count = error + warning;
  const worst = nearest(state.budgets);
  const icon = error > 0 ? '$(error)' : count > 0 ? '$(warning)' : '$(check)';
  const head = count > 0 ? `${icon} ${count}` : `${icon} Headroom`;
  const spoken = [`Headroom: ${totalsText(state.totals)}`, ...(worst ? [sentenceOf(worst)] : [])];
  return {
    text: worst ? `${head} · ${shortOf(worst)}` : head,
    spoken: spoken.join('. '),
    table: tableOf(state),
  };
}

/** The budget that is nearest to its limit, or beyond it; one without a limit where all are so. */
function nearest(budgets: readonly ServerBudget[]): ServerBudget | undefined {
  return [...budgets].sort((a, b) => shareOf(b) - shareOf(a))[0];
}

function shareOf(budget: ServerBudget): number {
  return budget.limit !== null && budget.limit > 0 ? worst(budget) / budget.limit : -1;
}

/** What can be open at the worst. */
function worst(budget: ServerBudget): number {
  return worstOf(budget)[1];
}

/** What is counted of a budget of which not all is known is a lower bound; nothing counted is no figure. */
function worstText(budget: ServerBudget): string {
  const [low, high] = worstOf(budget);
  if (isOpenBudget(budget)) return high === 0 ? '?' : say('at least {0}', high);
  return low === high ? `${high}` : say('{0} to {1}', low, high);
}

function shortOf(budget: ServerBudget): string {
  const most = worst(budget);
  const shown = isOpenBudget(budget) ? (most === 0 ? '?' : `≥${most}`) : most;
  return `${budget.server} ${shown}/${budget.limit ?? '?'}`;
}

function sentenceOf(budget: ServerBudget): string {
  const { server, limit } = budget;
  const worst = worstText(budget);
  if (worst === '?') {
    return limit === null
      ? say('how many connections {0} can be asked for is not known, nor its limit', server)
      : say('how many of its {1} connections {0} can be asked for is not known', server, limit);
  }
  return limit !== null
    ? say('{0} can be asked for {1} of {2} connections', server, worst, limit)
    : say('{0} can be asked for {1} connections; its limit is not known', server, worst);
}

function tableOf({ totals, files, budgets }: StatusState): string {
  const rows = [
    [say('Files'), String(files)],
    [say('Findings'), totals ? totalsText(totals) : ''],
    ...budgets.map((budget) => [
      plain(budget.server),
      say('{0} of {1} connections', worstText(budget), budget.limit ?? '?'),
    ]),
  ];
  return ['| Headroom | |', '|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}
