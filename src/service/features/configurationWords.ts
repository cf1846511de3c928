import { SEVERITIES } from '../contracts/finding';
import { BUILD_KEYS, DATABASE_KEYS } from '../project/configuration';

/** A word that may stand somewhere, and what it means. */
export interface Word {
  readonly label: string;
  readonly about: string;
  /** What is written behind a key. */
  readonly value?: string;
}

/** The keys of a `headroom.yaml`. */
export const KEYS: readonly Word[] = [
  {
    label: 'root',
    about: 'This folder is a project of its own: nothing above it counts.',
    value: 'true',
  },
  {
    label: 'targets',
    about: 'The versions that the files are for: what they do not have is reported.',
  },
  { label: 'practices', about: 'Figures of the guide that are others here.' },
  { label: 'rules', about: 'A rule is off, or has another severity.' },
  { label: 'environments', about: 'Which files belong to which environment, by pattern.' },
  { label: 'builds', about: 'What is deployed from a root: its environments and their layers.' },
  {
    label: 'databases',
    about: 'What the files cannot know: how many connections a server grants.',
  },
  { label: 'ignore', about: 'Files, places and rules that are left out, with the reason.' },
];

export const TARGETS: readonly Word[] = [
  {
    label: 'nginx',
    about: 'A version such as "1.24", or plus, or a release of nginx Plus such as R33.',
  },
  { label: 'kubernetes', about: 'A version such as "1.31".' },
];

const DATABASE_ABOUT: Readonly<Record<(typeof DATABASE_KEYS)[number], string>> = {
  name: 'The database, as the code names it.',
  engine: 'What it is: it decides what is kept for administration.',
  server: 'The server it runs on, where several share one.',
  maxConnections: 'How many connections the server grants.',
  reserved: 'How many of them are kept for others.',
};

export const IGNORE: readonly Word[] = [
  { label: 'file', about: 'A pattern relative to this file.' },
  { label: 'at', about: 'A structural path in the file; all of it where left out.' },
  { label: 'rule', about: 'The rule that is ignored; each where left out.' },
  { label: 'reason', about: 'Why, for whoever reads it next.' },
];

export const LEVELS: readonly Word[] = ['off', ...SEVERITIES].map((label) => ({
  label,
  about: label === 'off' ? 'It is not reported.' : `It is reported as ${label}.`,
}));

/** What an entry of `databases:` says. */
export const DATABASE: readonly Word[] = DATABASE_KEYS.map((label) => ({
  label,
  about: DATABASE_ABOUT[label],
}));

const BUILD_ABOUT: Readonly<Record<(typeof BUILD_KEYS)[number], string>> = {
  root: 'Where the build starts: a folder or a file.',
  environment: 'The environment it is for.',
  layers: 'The files that are laid over it, later ones over earlier ones.',
  release: 'What a release of a chart of Helm is called.',
  namespace: 'The namespace that a release of a chart goes into.',
};

/** What an entry of `builds:` says. */
export const BUILD: readonly Word[] = BUILD_KEYS.map((label) => ({
  label,
  about: BUILD_ABOUT[label],
}));

/** What an item of the checklist may be answered with. */
export const ANSWER_WORDS: readonly Word[] = [
  { label: 'yes', about: 'We say so, whatever the files say.' },
  { label: 'no', about: 'It is still to be done.' },
  { label: 'not-applicable', about: 'It means nothing here.' },
];
