import type { Detector } from '../../contracts/language';
import { topLevelKeys } from './json';
import { AWS_TYPES, TERRAFORM_TYPES } from './resource-types';
import { resizes } from './script';
import { requestShape } from './shape';
import { marginKeys } from './yaml';

/** Words without which no document is about an Auto Scaling group; checked before anything else. */
const MENTION =
  /AutoScalingGroup|ScalableDimension|AWS::(?:AutoScaling|EC2::LaunchTemplate|RDS::(?:DB|GlobalCluster)|Route53::RecordSet|ElastiCache|ECS::(?:Service|TaskDefinition)|ApplicationAutoScaling|ElasticLoadBalancingV2|Lambda|Serverless::Function|SQS)|aws_lambda_|aws_sqs_|aws_a?lb|aws_autoscaling_|aws_launch_|aws_db_|aws_rds_|aws_route53_record|aws_elasticache_|aws_ecs_|aws_appautoscaling_|modify-(?:instance-attribute|db-instance)|(?:Predefined|Customized)(?:(?!Predefined|Customized)\w)*Specification/;
const RESOURCE_TYPE = new RegExp(`["']?Type["']?\\s*:\\s*["']?${AWS_TYPES}`);
const SNAPSHOT = /["']?(?:AutoScalingGroupARN|CreatedTime)["']?\s*:/;
const LIST = /^\uFEFF?\s*\[\s*\{/;
const FILE_NAME = /\.(?:jsonc?|ya?ml|template|tf|tfvars|hcl|sh|tftpl)$|\.(?:json|ya?ml|sh)\.tpl$/i;
const TERRAFORM_BLOCK = new RegExp(`^[ \\t]*resource[ \\t]+"${TERRAFORM_TYPES}"`, 'm');
/** A module is called: what it is given may decide what others say. */
const MODULE_BLOCK = /^[ \t]*module[ \t]+"/m;
const TERRAFORM_KEY = new RegExp(`"${TERRAFORM_TYPES}"\\s*:`);
const PLANNED = new RegExp(`"type"\\s*:\\s*"${TERRAFORM_TYPES}"`);
/** Keys without which no input or output is ours; a text that only speaks of groups has none. */
const KEYED =
  /(?:AutoScalingGroup(?:Name|s)|ScalingPolicies|ScalableDimension|ScheduledUpdateGroupActions|(?:Predefined|Customized)(?:(?!Predefined|Customized)\w)*Specification)["']?\s*:/;
/** What names another service's capacity. */
const ELSEWHERE =
  /ServiceNamespace|ScalableDimension|AWS\/(?:ECS|RDS|DynamoDB|Lambda|SageMaker|Cassandra|Kafka|ElastiCache)|["'](?:ECS|RDS|DynamoDB|Lambda|SageMaker|Cassandra|Kafka|ElastiCache|EC2SpotFleet|AppStream|Comprehend|Neptune|WorkSpaces)[A-Z]/;
const EXTENSION = /\.[^./]+$/;
const DECLARED = /^\uFEFF?[ \t]*(?:\/\/|\/\*|#)[ \t]*headroom:[ \t]*asg\b/;

/** Recognises Auto Scaling groups by what the document says; its name only rules files out. */
export const autoscalingGroupDetector: Detector = {
  id: 'autoscaling-group',
  mayBe: (path) => FILE_NAME.test(path),
  detect: ({ path, text }) =>
    (FILE_NAME.test(path) || !EXTENSION.test(path)) &&
    (isDeclared(text, path) ||
      isValues(path) ||
      isParameters(text, path) ||
      isServerless(path, text) ||
      (/\.tf$/i.test(path) && MODULE_BLOCK.test(text)) ||
      (MENTION.test(text) && isOurs(text, path))),
};

/** Whether the first line says what a fragment is of which nothing else does: `# headroom: asg`. */
export function isDeclared(text: string, path: string): boolean {
  return DECLARED.test(text) && !isScript(path) && !isHcl(text, path);
}

/** Whether a document is JSON: by name, or, for YAML and unnamed files, by its first character. */
export function isJson(text: string, path: string): boolean {
  if (/\.jsonc?$/i.test(path)) return true;
  return /^\uFEFF?(?:\s|\/\/[^\n]*\n)*\{(?![{%])/.test(text);
}

/** Whether a document is HCL: by name, or, for unnamed files, by a resource block of ours. */
export function isHcl(text: string, path: string): boolean {
  if (/\.(?:tf|tfvars|hcl)$/i.test(path)) return true;
  return !EXTENSION.test(path) && TERRAFORM_BLOCK.test(text);
}

/** Whether a document gives values to Terraform's variables. */
export function isValues(path: string): boolean {
  return /\.tfvars(?:\.json)?$/i.test(path);
}

/** Whether a document gives values to the parameters of a template. */
export function isParameters(text: string, path: string): boolean {
  if (!/\.json$/i.test(path)) return false;
  if (/^\uFEFF?\s*\[\s*\{\s*"Parameter(?:Key|Value)"\s*:/.test(text)) return true;
  if (!/"Parameters"\s*:/.test(text)) return false;
  const keys = topLevelKeys(text);
  return keys.has('Parameters') && [...keys].every((key) => PARAMETERS.test(key));
}

/** The keys of a file of parameters, as CodePipeline takes it. */
const PARAMETERS = /^(?:Parameters|Tags|StackPolicy)$/;

/** Whether a document is a configuration of the Serverless Framework, which holds a template under `resources`. */
export function isServerless(path: string, text: string): boolean {
  if (!/(?:^|\/)serverless(?:[.-]\w+)?\.ya?ml$/i.test(path)) return false;
  const keys = marginKeys(text);
  return keys.has('service') && keys.has('provider');
}

/** Whether a document is a shell script. */
export function isScript(path: string): boolean {
  return /\.sh$/i.test(path);
}

function isOurs(text: string, path: string): boolean {
  if (isScript(path)) return resizes(text);
  if (isHcl(text, path)) return TERRAFORM_BLOCK.test(text);
  if (![KEYED, RESOURCE_TYPE, TERRAFORM_KEY, PLANNED].some((word) => word.test(text))) return false;
  // What `--query` leaves of a snapshot is a list.
  if (LIST.test(text)) return SNAPSHOT.test(text);
  const keys = isJson(text, path) ? topLevelKeys(text) : marginKeys(text);
  if (keys.has('Resources')) return RESOURCE_TYPE.test(text);
  if (keys.has('AutoScalingGroups')) return SNAPSHOT.test(text);
  if (keys.has('resource')) return TERRAFORM_KEY.test(text);
  if (keys.has('planned_values')) return keys.has('format_version') && PLANNED.test(text);
  const shape = requestShape(keys);
  if (shape === 'describe-policies') return !ELSEWHERE.test(text) && MENTION.test(text);
  if (shape === 'target-tracking' || shape === 'predictive') return isEc2Metric(text);
  return shape !== undefined;
}

/** Application Auto Scaling takes the same configuration for services that are no groups. */
function isEc2Metric(text: string): boolean {
  if (ELSEWHERE.test(text)) return false;
  const predefined = [...text.matchAll(/["']?PredefinedMetricType["']?\s*:\s*["']?(\w+)/g)];
  return predefined.every(([, type]) => /^(?:ASG|ALBRequestCount|Total)/.test(type ?? ''));
}
