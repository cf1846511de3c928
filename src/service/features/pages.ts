import type { FixKind } from '../contracts/fix';
import type { Assets } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import type { RuleSummary } from '../contracts/service';
import { BUILT_IN } from '../engine/finding';
import { PRACTICES, type PracticeId } from '../practices';
import type { Project } from '../project/project';
import { relativePath } from '../text/paths';

const FIX_KINDS: readonly FixKind[] = ['safe', 'suggestion', 'guided'];

/** A rule as lists show it. */
export function summaryOf({ id, severity, title, summary, status, fixes }: Rule): RuleSummary {
  return {
    id,
    severity,
    title,
    summary,
    status,
    fix: FIX_KINDS.find((kind) => fixes.includes(kind)) ?? null,
    url: `https://github.com/headroom-review/headroom/blob/main/src/service/rules/${id}/README.md`,
  };
}

/** The Markdown page of a rule, by its id or an alias; what the engine itself reports has one too. */
export async function pageOf(
  name: string,
  rules: readonly Rule[],
  assets: Assets,
): Promise<string | undefined> {
  if (Object.hasOwn(BUILT_IN, name)) {
    const { severity, summary } = BUILT_IN[name as keyof typeof BUILT_IN];
    return `# ${name}\n\n${summary} Severity: ${severity}.\n`;
  }
  const rule = rules.find(({ id, aliases }) => id === name || aliases?.includes(name));
  if (!rule) return undefined;
  return new TextDecoder().decode(await assets.load(`rules/${rule.id}.md`));
}

/** What holds for a file, as YAML, and which files say so. */
export function effectiveConfiguration(
  project: Project,
  uri: string,
  all: readonly Rule[],
): string {
  const { rules, sources } = project.configurationOf(uri);
  const { targets, practice } = project.settings();
  const version = (known: string | undefined) => (known ? JSON.stringify(known) : 'unknown');
  const lines = [
    `# root: ${relativePath(project.root, project.root) || '.'}`,
    ...sources.map((source) => `# from: ${relativePath(source, project.root)}`),
    'targets:',
    `  nginx: ${version(targets.nginx)}`,
    `  kubernetes: ${version(targets.kubernetes)}`,
    'practices:',
    ...Object.keys(PRACTICES).map((id) => `  ${id}: ${practice(id as PracticeId)}`),
    'rules:',
    ...all.map(({ id, severity }) => `  ${id}: ${rules[id] ?? severity}`),
  ];
  return `${lines.join('\n')}\n`;
}
