import { reviewFiles } from './examples';

/** A small file of our own, or a few that belong together, labelled with what should be found. */
export interface Sample {
  readonly language: string;
  readonly title: string;
  /** The rules that should find something; none for a good one. */
  readonly expected: readonly string[];
  /** Texts by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** What became of a sample. */
export interface Outcome {
  readonly sample: Sample;
  readonly missed: readonly string[];
  /** Rules of at least information that found something they should not. */
  readonly surplus: readonly string[];
}

/** A rule in a language: how much of what is planted was found. */
export interface Recall {
  readonly rule: string;
  readonly language: string;
  readonly planted: number;
  readonly found: number;
  readonly wrong: number;
}

/** Reads `@@ title | bad rule… | path` and the file after each; `@+ path` begins a further file. */
export function samplesOf(text: string, language: string): readonly Sample[] {
  return text
    .split(/^@@ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const [title = '', label = '', path = ''] = part.slice(0, end).split('|');
      const [, ...expected] = label.trim().split(/\s+/);
      return {
        language,
        title: title.trim(),
        expected,
        files: filesOf(path.trim(), part.slice(end + 1)),
      };
    });
}

function filesOf(path: string, text: string): ReadonlyMap<string, string> {
  const [first = '', ...others] = text.split(/^@\+ /m);
  return new Map([
    [path, first],
    ...others.map((part): [string, string] => {
      const end = part.indexOf('\n');
      return [part.slice(0, end).trim(), part.slice(end + 1)];
    }),
  ]);
}

/** Reviews each sample as a project of its own. */
export async function reviewSplit(samples: readonly Sample[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const sample of samples) {
    const { all } = await reviewFiles(sample.files, '');
    const found = new Set(
      all
        .map(({ finding }) => finding)
        .filter(({ severity }) => severity !== 'hint')
        .map(({ rule }) => rule),
    );
    outcomes.push({
      sample,
      missed: sample.expected.filter((rule) => !found.has(rule)),
      surplus: [...found].filter((rule) => !sample.expected.includes(rule)),
    });
  }
  return outcomes;
}

/** The table of recall and precision, by rule and language. */
export function recallOf(outcomes: readonly Outcome[]): readonly Recall[] {
  const rows = new Map<string, Recall>();
  const count = (rule: string, { language }: Sample, add: Partial<Recall>) => {
    const key = `${rule} ${language}`;
    const row = rows.get(key) ?? { rule, language, planted: 0, found: 0, wrong: 0 };
    rows.set(key, {
      ...row,
      planted: row.planted + (add.planted ?? 0),
      found: row.found + (add.found ?? 0),
      wrong: row.wrong + (add.wrong ?? 0),
    });
  };
  for (const { sample, missed, surplus } of outcomes) {
    for (const rule of sample.expected) {
      count(rule, sample, { planted: 1, found: missed.includes(rule) ? 0 : 1 });
    }
    for (const rule of surplus) count(rule, sample, { wrong: 1 });
  }
  return [...rows.values()].sort((a, b) =>
    `${a.rule} ${a.language}` < `${b.rule} ${b.language}` ? -1 : 1,
  );
}
