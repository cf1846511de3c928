import type { DataNode } from '../../syntax/data-node';
import { pointer, type TrailStep } from '../../syntax/data-node';
import type { Expression } from '../../syntax/hcl';
import { attribute } from './module-source';
import { evaluate, NO_NAMES, type ResourceInstance, type TerraformModule } from './scope';

/** Resources that are of no region, whatever their provider. */
const EVERYWHERE: ReadonlySet<string> = new Set(['aws_route53_record', 'aws_rds_global_cluster']);

/**
 * Where a resource is made: the region of the configuration of its provider, which modules hand on.
 * `undefined` where nothing in sight says it.
 */
export function regionOf({ block, module, type }: ResourceInstance): DataNode | undefined {
  if (EVERYWHERE.has(type)) return undefined;
  const written = attribute(block.body, 'provider');
  const provider = written ? providerName(written) : type.slice(0, type.indexOf('_'));
  const here: TrailStep = {
    ...{ uri: block.uri, how: 'computed' },
    path: pointer(`/resource/${type}`, block.name),
  };
  return provider === undefined ? undefined : regionIn(module, provider, here);
}

function regionIn(
  module: TerraformModule,
  provider: string,
  here: TrailStep,
): DataNode | undefined {
  const own = module.source.providers.find(({ name, body }) => {
    const alias = attribute(body, 'alias');
    return provider === (alias?.kind === 'literal' ? `${name}.${alias.value}` : name);
  });
  if (own) {
    const region = attribute(own.body, 'region');
    return region ? evaluate(region, { module, names: NO_NAMES, here }) : undefined;
  }
  const { caller } = module;
  if (!caller) return undefined;
  const handed = attribute(caller.block.body, 'providers');
  // A module that is handed none has its caller's, those without an alias.
  if (!handed) return provider.includes('.') ? undefined : regionIn(caller.module, provider, here);
  if (handed.kind !== 'object') return undefined;
  const entry = handed.entries.find(({ key }) => providerName(key) === provider);
  const outer = entry && providerName(entry.value);
  return outer === undefined ? undefined : regionIn(caller.module, outer, here);
}

/** `aws`, `aws.europe`; also as a text, as it was written before Terraform 0.12. */
function providerName(value: Expression): string | undefined {
  if (value.kind === 'name') return value.name;
  if (value.kind === 'literal') return String(value.value);
  if (value.kind !== 'member') return undefined;
  const of = providerName(value.of);
  return of === undefined ? undefined : `${of}.${value.name}`;
}
