import { defineLanguage } from '../../contracts/language';
import { analyse } from './analyse';
import { complete } from './complete';
import { isHcl, isJson } from './detect';
import { structural } from './edits';
import { describeAt } from './hover';
import type { AutoscalingGroupModel } from './model';
import { assembling } from './modules';

declare module '../../contracts/rule' {
  interface Models {
    autoscalingGroup: AutoscalingGroupModel;
  }
}

/**
 * AWS Auto Scaling groups, as CloudFormation templates (JSON and YAML, CDK's output included) and
 * as the documents `aws autoscaling` takes and prints.
 */
export const autoscalingGroup = defineLanguage<AutoscalingGroupModel>({
  id: 'autoscaling-group',
  analyse,
  grammars: ({ text, path }) => (isHcl(text, path) ? ['hcl'] : []),
  assembling,
  edit: (_source, { model }, { path, change }) => structural(model.document, path, change),
  comment: ({ text, path }, comment) => (isJson(text, path) ? undefined : `# ${comment}`),
  complete: (source, { model }, offset) => complete(source, model.shape, offset),
  hover: (model, offset, { practice }) => describeAt(model, offset, practice),
});
