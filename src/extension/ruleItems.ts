import type { RuleSummary } from '../service/contracts/service';

/** A rule to choose from, or the title of some of them. */
export interface RuleItem {
  readonly id: string;
  readonly summary: string;
  /** How often it reports something in this workspace. */
  readonly places: number;
}

/** What is found here stands first, the most frequent before the others; then every other rule by name. */
export function ruleItems(
  rules: readonly RuleSummary[],
  found: ReadonlyMap<string, number>,
): { readonly here: readonly RuleItem[]; readonly others: readonly RuleItem[] } {
  const items = rules
    .map(({ id, summary }) => ({ id, summary, places: found.get(id) ?? 0 }))
    .sort((a, b) => b.places - a.places || (a.id < b.id ? -1 : 1));
  return {
    here: items.filter(({ places }) => places > 0),
    others: items.filter(({ places }) => places === 0),
  };
}
