import type { Report, Severity } from '../../src/service/contracts/finding';
import {
  applyChanges,
  type Fix,
  isStructural,
  type TextChange,
} from '../../src/service/contracts/fix';
import type { Analysis } from '../../src/service/contracts/language';
import type { DocumentRule } from '../../src/service/contracts/rule';
import { autoscalingGroup } from '../../src/service/languages/autoscaling-group';
import type { AutoscalingGroupModel } from '../../src/service/languages/autoscaling-group/model';
import { assembling } from '../../src/service/languages/autoscaling-group/modules';
import { PRACTICES } from '../../src/service/practices';
import { RULES } from '../../src/service/rules';
import { analysed } from '../support/analysed';

type AsgRule = DocumentRule<`asg/${string}`>;

const ASG_RULES = RULES.filter((rule): rule is AsgRule => rule.id.startsWith('asg/'));

/** A finding with what the engine would add. */
export interface Found extends Report {
  readonly rule: string;
  readonly severity: Severity;
}

export async function analyse(
  text: string,
  path: string,
): Promise<Analysis<AutoscalingGroupModel>> {
  return analysed(autoscalingGroup, { uri: `file:///${path}`, path, text });
}

/** What all rules of the area, or one of them, find in a text, by rule and place. */
export async function review(text: string, path: string, only?: string): Promise<readonly Found[]> {
  return judged(await analyse(text, path), only);
}

/** The same of a Terraform file that is a whole module. */
export async function reviewModule(text: string, only: string): Promise<readonly Found[]> {
  const path = 'main.tf';
  const { tree } = await analyse(text, path);
  const plan = { paths: [path], joints: { closed: true } };
  return judged(assembling.assemble(plan, [{ path, text, tree }]), only);
}

function judged(
  {
    model,
    present = (report: Report) => report,
  }: Pick<Analysis<AutoscalingGroupModel>, 'model' | 'present'>,
  only: string | undefined,
): readonly Found[] {
  const found: Found[] = [];
  for (const rule of ASG_RULES) {
    if (only !== undefined && rule.id !== only) continue;
    rule.check(
      { autoscalingGroup: model, targets: {}, practice: (id) => PRACTICES[id].value },
      (report) =>
        found.push({
          ...present(report),
          rule: rule.id,
          severity: report.severity ?? rule.severity,
        }),
    );
  }
  return found;
}

/** `rule severity path` of every finding, sorted: what twins must share. */
export async function verdicts(text: string, path: string): Promise<readonly string[]> {
  const found = await review(text, path);
  return found.map(({ rule, severity, at }) => `${rule} ${severity} ${at.path}`).sort();
}

/** The text after a fix. */
export function applied(text: string, fix: Fix): string {
  return applyChanges(
    text,
    fix.edits.filter((edit): edit is TextChange => !isStructural(edit)),
  );
}
