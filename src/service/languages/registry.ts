import { EDITOR_LANGUAGES } from '../contracts/editor-languages';
import type { Detector, Language, LanguageId, SourceText } from '../contracts/language';
import type { Linking } from '../contracts/linking';
import type { Assets } from '../contracts/ports';
import { applicationCode } from './application-code';
import { applicationCodeDetector } from './application-code/detect';
import { autoscalingGroup } from './autoscaling-group';
import { autoscalingGroupDetector } from './autoscaling-group/detect';
import { compose } from './compose';
import { composeDetector } from './compose/detect';
import { dockerfile } from './dockerfile';
import { dockerfileDetector } from './dockerfile/detect';
import { kubernetes } from './kubernetes';
import { kubernetesDetector } from './kubernetes/detect';
import { nginx } from './nginx';
import { nginxDetector } from './nginx/detect';
import { packageManifest } from './package-manifest';
import { packageManifestDetector } from './package-manifest/detect';
import { poolSettings } from './pool-settings';
import { poolSettingsDetector } from './pool-settings/detect';
import { processSettings } from './process-settings';
import { processSettingsDetector } from './process-settings/detect';
import { routes } from './routes';
import { routesDetector } from './routes/detect';
import { loadGrammar } from './shared/tree-sitter';
import { shell } from './shell';
import { shellDetector } from './shell/detect';
import { sqlSchema } from './sql-schema';
import { sqlSchemaDetector } from './sql-schema/detect';

const LANGUAGES = [
  nginx,
  kubernetes,
  autoscalingGroup,
  applicationCode,
  poolSettings,
  sqlSchema,
  processSettings,
  dockerfile,
  compose,
  shell,
  packageManifest,
  routes,
] as readonly Language[];
const DETECTORS: readonly Detector[] = [
  autoscalingGroupDetector,
  kubernetesDetector,
  nginxDetector,
  // Before code: Django's settings are Python.
  poolSettingsDetector,
  applicationCodeDetector,
  sqlSchemaDetector,
  processSettingsDetector,
  dockerfileDetector,
  composeDetector,
  shellDetector,
  packageManifestDetector,
  // Last: others know their files of these languages by what they hold.
  routesDetector,
];

/** A language whose files take names from one another, and how. */
export interface Linked {
  readonly language: Language;
  readonly linking: Linking;
}

/** The languages whose files take names from one another. */
export const LINKED: readonly Linked[] = LANGUAGES.flatMap((language) =>
  language.linking ? [{ language, linking: language.linking }] : [],
);

/** The ids of all languages. */
export const LANGUAGE_IDS: readonly LanguageId[] = LANGUAGES.map(({ id }) => id);

/** The languages whose files may be read together as one. */
export const ASSEMBLED: readonly Language[] = LANGUAGES.filter(({ assembling }) => assembling);

/** Whether a file of this name can matter; a walk reads no others. */
export function mayMatter(path: string): boolean {
  return DETECTORS.some((detector) => detector.mayBe(path));
}

/**
 * The one recognition for every adapter: by content first, by name second. An editor's language id
 * is a hint and never decides alone: it says of which open documents the content is looked at though
 * no review would read a file of that name.
 */
export function recognise(source: {
  readonly path: string;
  readonly text: string;
  readonly languageId?: string;
}): Language | undefined {
  const { path, languageId } = source;
  if (languageId && !EDITOR_LANGUAGES.includes(languageId) && !mayMatter(path)) return undefined;
  const id = DETECTORS.find((detector) => detector.detect(source))?.id;
  return id && language(id);
}

/** Loads the grammars that a text of a language is read with. Never rejects. */
export async function loadGrammarsOf(
  language: Language,
  source: SourceText,
  assets: Assets,
): Promise<void> {
  for (const grammar of language.grammars?.(source) ?? []) await loadGrammar(grammar, assets);
}

/** The language of an id, or `undefined` for one that is not read. */
export function language(id: LanguageId): Language | undefined {
  return LANGUAGES.find((candidate) => candidate.id === id);
}
