import { AUTOSCALING } from './autoscaling';
import { ALB } from './balancers';
import { RDS, RDS_AURORA } from './databases';
import { CONTAINER_DEFINITION, ECS, ECS_SERVICE } from './ecs';
import type { RegistryModule } from './module';
import { SQS } from './queues';

const MODULES: readonly RegistryModule[] = [
  ...[AUTOSCALING, RDS, RDS_AURORA, ECS, ECS_SERVICE, CONTAINER_DEFINITION, ALB, SQS],
];

/** Modules that make nothing that is read: names, networks, rights, certificates, buckets. */
const ASIDE =
  /(?:^|\/)(?:terraform-aws-modules\/(?:vpc|security-group|iam|kms|s3-bucket|acm|route53|ecr|key-pair|cloudfront|secrets-manager|ssm-parameter|efs|managed-service-prometheus)\/aws|cloudposse\/(?:label\/null|security-group\/aws|iam-(?:policy|role)\/aws|s3-bucket\/aws|acm-request-certificate\/aws|vpc\/aws|(?:dynamic-)?subnets\/aws|kms-key\/aws|efs\/aws|ecr\/aws|cloudfront-[\w-]{1,40}\/aws|waf\/aws))(?:\/\/[\w/-]{1,80})?$/;

/** Parts of a module that make nothing by themselves that is read. */
const PARTS =
  /(?:^|\/)terraform-aws-modules\/ecs\/aws\/\/modules\/(?:cluster|container-definition)$/;

/** A module that makes nothing that is read. */
const NOTHING: RegistryModule = { source: ASIDE, body: '', openResources: [] };

/** The module of a registry that a source names; `undefined` for one that is not known. */
export function registryModule(source: string): RegistryModule | undefined {
  const plain = source.replace(/^(?:git::)?(?:https?:\/\/)?/, '').replace(/\?.*$/, '');
  return (
    MODULES.find((module) => module.source.test(plain)) ??
    (ASIDE.test(plain) || PARTS.test(plain) ? NOTHING : undefined)
  );
}
