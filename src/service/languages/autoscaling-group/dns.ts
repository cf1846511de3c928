import type { DnsRecordFact, GlobalDatabaseFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { linkTo } from './balancers';
import { type Body, stringField } from './fields';
import { blockOf } from './metric-specification';
import type { Resource } from './resource';
import { child, member } from './tree';

/** What a document says of several regions. */
export interface Regions {
  readonly records: readonly Placed<DnsRecordFact>[];
  readonly globalDatabases: readonly Placed<GlobalDatabaseFact>[];
}

/** Reads records of names of which one of several is the answer, and databases of several regions. */
export function readRegions(resources: readonly Resource[]): Regions {
  return {
    records: resources.flatMap((resource) =>
      resource.type === 'AWS::Route53::RecordSet' ? recordOf(resource) : [],
    ),
    globalDatabases: resources.flatMap(({ type, id, place, body }) =>
      type === 'AWS::RDS::GlobalCluster'
        ? [
            {
              ...{ ...place, kind: 'global-database' as const, resource: id },
              identifier: stringField(body, 'GlobalClusterIdentifier'),
            },
          ]
        : [],
    ),
  };
}

/** Where each policy stands: a block and what chooses in it; CloudFormation has some beside the name. */
const POLICIES: readonly (readonly [DnsRecordFact['policy'], block: string | null, key: string])[] =
  [
    ['latency', 'LatencyRoutingPolicy', 'Region'],
    ['failover', 'FailoverRoutingPolicy', 'Type'],
    ['place', 'GeolocationRoutingPolicy', 'Continent'],
    ['place', 'GeolocationRoutingPolicy', 'Country'],
    ['place', 'GeoproximityRoutingPolicy', 'AwsRegion'],
    ['weight', 'WeightedRoutingPolicy', 'Weight'],
    ['place', 'GeoLocation', 'ContinentCode'],
    ['place', 'GeoLocation', 'CountryCode'],
    ['place', 'GeoProximityLocation', 'AWSRegion'],
    ['latency', null, 'Region'],
    ['failover', null, 'Failover'],
    ['weight', null, 'Weight'],
  ];

function recordOf({ id, place, body }: Resource): readonly Placed<DnsRecordFact>[] {
  for (const [policy, block, key] of POLICIES) {
    const owner = block === null ? body : blockOf(body, block);
    if (!owner || !member(owner.node, key)) continue;
    return [
      {
        ...{ ...place, kind: 'dns-record', resource: id, policy },
        chosenBy: stringField(owner, key),
        name: stringField(body, 'Name'),
        target: linkTo(targetOf(body)),
        isChecked: member(body.node, 'HealthCheckId') !== undefined || isEvaluated(body),
      },
    ];
  }
  return [];
}

/** What the name leads to: a balancer by an alias, else the first address. */
function targetOf({ node }: Body) {
  const alias = child(node, 'AliasTarget');
  if (alias) return child(alias, 'DNSName');
  const written = child(node, 'ResourceRecords') ?? child(node, 'Records');
  return written?.kind === 'array' ? written.items[0] : written;
}

function isEvaluated({ node }: Body): boolean {
  const value = child(child(node, 'AliasTarget'), 'EvaluateTargetHealth');
  return value?.kind === 'scalar' && String(value.value) === 'true';
}
