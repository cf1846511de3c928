import type { Advice, AnsweredQuestion, Recommendation } from '../contracts/advice';
import type { Evidence } from '../contracts/checklist';

/** How much evidence is shown of each thing; the rest is counted. */
const MOST_SHOWN = 3;

/** How advice is written out. */
export interface Style {
  title(text: string): readonly string[];
  heading(text: string): readonly string[];
  line(text: string): string;
  detail(text: string): string;
  link(title: string, url: string): string;
}

/** For a terminal. */
export const PLAIN: Style = {
  title: (text) => [text, ''],
  heading: (text) => [text],
  line: (text) => `  ${text}`,
  detail: (text) => `    ${text}`,
  link: (title, url) => `${title}: ${url}`,
};

/** For a document. */
export const MARKDOWN: Style = {
  title: (text) => ['# Scaling advice', '', text, ''],
  heading: (text) => [`## ${text}`, ''],
  line: (text) => `- ${text}`,
  detail: (text) => `  - ${text}`,
  link: (title, url) => `[${title}](${url})`,
};

/** Advice as text: the verdict, what to do, and what it rests on. */
export function adviceText(advice: Advice, style: Style): string {
  const { verdict, way, recommendations, questions } = advice;
  const answered = questions.filter(({ answer }) => answer !== null);
  const open = questions.filter(({ answer }) => answer === null);
  const sections = [
    ...recommendations.map((one, index) => recommended(one, index + 1, style)),
    ...(way.length > 1 ? [section('The way through the decision tree', way, style)] : []),
    ...(answered.length > 0
      ? [[...style.heading('What is known'), ...answered.flatMap((one) => known(one, style))]]
      : []),
    ...(open.length > 0
      ? [[...style.heading('What would help to know'), ...open.flatMap((one) => asked(one, style))]]
      : []),
  ];
  return `${[...style.title(verdict), ...sections.flatMap((lines) => [...lines, ''])].join('\n').trimEnd()}\n`;
}

function section(heading: string, lines: readonly string[], style: Style): readonly string[] {
  return [...style.heading(heading), ...lines.map(style.line)];
}

function recommended(
  { title, because, cautions, evidence, compared, sources }: Recommendation,
  place: number,
  style: Style,
): readonly string[] {
  return [
    ...style.heading(`${place}. ${title}`),
    ...because.map(style.line),
    ...cautions.map((caution) => style.line(`Mind: ${caution}`)),
    ...(compared
      ? [
          style.line(
            `Best for ${compared.bestFor}; complexity ${compared.complexity}; ends at ${compared.endsAt}; risk of downtime ${compared.downtime}.`,
          ),
        ]
      : []),
    ...shown(evidence, style.line),
    ...sources.map(({ title: page, url }) => style.line(style.link(page, url))),
  ];
}

function known(
  { id, text, answer, options, unit, from, says, evidence }: AnsweredQuestion,
  style: Style,
) {
  const words = options.find(({ value }) => value === answer)?.text ?? `${answer} ${unit}`;
  const who = from === 'you' ? 'you say so' : 'the files say so';
  return [
    style.line(`${text} ${words} (${id}=${answer}; ${who})`),
    ...(says === null ? [] : [style.detail(says)]),
    ...shown(evidence, style.detail),
  ];
}

function asked({ id, text, options, unit, says, evidence }: AnsweredQuestion, style: Style) {
  const values = unit === null ? options.map(({ value }) => value).join('|') : `NUMBER of ${unit}`;
  return [
    style.line(`${text} --answer ${id}=${values}`),
    ...(says === null ? [] : [style.detail(says)]),
    ...shown(evidence, style.detail),
  ];
}

function shown(evidence: readonly Evidence[], style: (text: string) => string): readonly string[] {
  const rest = evidence.length - MOST_SHOWN;
  return [
    ...evidence
      .slice(0, MOST_SHOWN)
      .map(({ path, line, message }) => style(`${path}:${line + 1}: ${message}`)),
    ...(rest > 0 ? [style(`and ${rest} more`)] : []),
  ];
}
