import { KUBERNETES_MUTATIONS } from './kubernetes-mutations';
import { NGINX_MUTATIONS } from './nginx-mutations';

/** A defect, planted into a file that is clean of it. */
export interface Mutation {
  /** The rule that has to notice. */
  readonly rule: string;
  /** The `targets` of the project; unknown where left out. */
  readonly targets?: string;
  /** The text with the defect, or `undefined` where this file has no place for it. */
  plant(text: string): string | undefined;
}

const SIMPLE = '"AdjustmentType": "ChangeInCapacity", "ScalingAdjustment": 1';
const GAPPED =
  '"PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity", "StepAdjustments": ' +
  '[{ "MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 10, "ScalingAdjustment": 1 }, ' +
  '{ "MetricIntervalLowerBound": 20, "ScalingAdjustment": 2 }]';
const CPU =
  '"PredefinedMetricSpecification": { "PredefinedMetricType": "ASGAverageCPUUtilization" }';
const FORECAST =
  '"PolicyType": "PredictiveScaling", "PredictiveScalingConfiguration": { "Mode": ' +
  '"ForecastAndScale", "MetricSpecifications": [{ "TargetValue": 70, ' +
  '"PredefinedMetricPairSpecification": { "PredefinedMetricType": "ASGCPUUtilization" } }] }';

/** Defects that people really make, one or more for a rule. */
export const MUTATIONS: readonly Mutation[] = [
  ...NGINX_MUTATIONS,
  {
    rule: 'nginx/upstream-duplicate-server',
    plant: inUpstream((block) => twice(block, /\n\s*server\s+\d[\d.]+:\d+;/)),
  },
  {
    rule: 'nginx/upstream-no-live-server',
    plant: inUpstream((block) =>
      every(block, /(\n\s*server\s+[^;{}]+?)(?:\s+backup)?;/g, '$1 down;'),
    ),
  },
  {
    rule: 'nginx/backup-with-hash-method',
    plant: inUpstream((block) =>
      /\b(?:hash|ip_hash|random|sticky|least_\w+)\b/.test(block)
        ? undefined
        : once(
            block,
            /\{((?:[^}]*\n\s*server\s[^;]+){2})(?=;)/,
            '{\n hash $$remote_addr;$1 backup',
          ),
    ),
  },
  {
    rule: 'nginx/single-server-params-ignored',
    plant: inUpstream((block) =>
      block.match(/\n\s*server\s/g)?.length === 1 && !/\b(?:zone|include)\b/.test(block)
        ? once(block, /(\n\s*server\s+\d[\d.]+:\d+);/, '$1 max_fails=3;')
        : undefined,
    ),
  },
  {
    rule: 'nginx/upstream-keepalive-ineffective',
    targets: '{ nginx: "1.24" }',
    plant: (text) => {
      const plain = !/keepalive|proxy_http_version|Connection|include/.test(text);
      const used = /proxy_pass\s+http:\/\/(\w+)[;/]/.exec(text)?.[1];
      if (!plain || !used) return undefined;
      return once(text, new RegExp(`(upstream\\s+${used}\\s*\\{[^}]*)\\}`), '$1 keepalive 16;\n }');
    },
  },
  {
    rule: 'nginx/cache-unbounded-disk',
    plant: (text) =>
      once(text, /\bhttp\s*\{/, '$&\n proxy_cache_path /var/cache/planted keys_zone=planted:1m;'),
  },
  {
    rule: 'nginx/limit-req-no-burst',
    plant: (text) =>
      /limit_req|if\s*\(|return/.test(text)
        ? undefined
        : once(
            text,
            /(\bhttp\s*\{)([\s\S]*?\n\s*location\s+\/\s*\{)/,
            '$1\n limit_req_zone $binary_remote_addr zone=planted:1m rate=1r/s;$2\n limit_req zone=planted;',
          ),
  },
  {
    rule: 'nginx/proxy-set-header-dropped',
    plant: (text) =>
      /proxy_set_header|include/.test(text)
        ? undefined
        : once(
            text,
            /(\n\s*server\s*\{)([^{}]*location\s[^{}]*\{[^{}]*?)(\n\s*proxy_pass\s+http:)/,
            '$1\n proxy_set_header X-Forwarded-Proto $$scheme;$2\n proxy_set_header X-Real-IP $$remote_addr;$3',
          ),
  },
  {
    rule: 'kubernetes/hpa-min-greater-than-max',
    plant: inAutoscaler((block) => once(block, /minReplicas: *\d+/, 'minReplicas: 999')),
  },
  {
    rule: 'kubernetes/hpa-min-equals-max',
    plant: inAutoscaler((block) => {
      const max = /maxReplicas: *(\d+)/.exec(block)?.[1];
      return max && once(block, /minReplicas: *\d+/, `minReplicas: ${max}`);
    }),
  },
  {
    rule: 'kubernetes/hpa-bounds-invalid',
    plant: inAutoscaler((block) => once(block, /maxReplicas: *\d+/, 'maxReplicas: 0')),
  },
  {
    rule: 'kubernetes/hpa-removed-api-version',
    plant: inAutoscaler((block) => once(block, /autoscaling\/v2\b/, 'autoscaling/v2beta2')),
  },
  {
    rule: 'kubernetes/hpa-unknown-field',
    plant: inAutoscaler((block) => once(block, /(\n *)maxReplicas:/, '$1scaleDownThreshold: 20$&')),
  },
  {
    rule: 'kubernetes/hpa-target-not-scalable',
    plant: inAutoscaler((block) =>
      once(block, /(scaleTargetRef:[\s\S]*?)kind: *Deployment/, '$1kind: DaemonSet'),
    ),
  },
  {
    rule: 'kubernetes/hpa-duplicate-target',
    plant: (text) => {
      const block = documents(text).find((one) => AUTOSCALER.test(one));
      const name =
        block &&
        !UNJUDGED.test(block) &&
        /Ref:\s+(?:.*\n +)*?apiVersion:/.test(block) &&
        once(block, /(\n {2}name: *)(\S+)/, '$1planted-$2');
      return name ? `${text.trimEnd()}\n---\n${name.replace(/^---\n/, '')}` : undefined;
    },
  },
  {
    rule: 'kubernetes/hpa-scale-down-window-short',
    plant: inAutoscaler((block) =>
      /behavior:|type: *External/.test(block) || !/autoscaling\/v2\b/.test(block)
        ? undefined
        : once(
            block,
            /\n( *)maxReplicas:/,
            '\n$1behavior: { scaleDown: { stabilizationWindowSeconds: 30 } }$&',
          ),
    ),
  },
  ...KUBERNETES_MUTATIONS,
  {
    rule: 'asg/size-order',
    plant: inGroup((text) =>
      /MaxSize"?: *['"]?\d/.test(text)
        ? once(text, /("?MinSize"?: *)['"]?\d+['"]?/, '$1999')
        : undefined,
    ),
  },
  {
    rule: 'asg/desired-out-of-range',
    plant: inGroup((text) =>
      /DesiredCapacity/.test(text)
        ? once(text, /("?DesiredCapacity"?: *)['"]?\d+['"]?/, '$1999')
        : undefined,
    ),
  },
  {
    rule: 'asg/min-below-two',
    plant: inGroup((text) => once(text, /("?MinSize"?: *)['"]?[2-9]['"]?/, '$11')),
  },
  {
    rule: 'asg/target-implausible',
    plant: (text) =>
      /ASGAverageCPU/.test(text)
        ? once(text, /("?TargetValue"?: *)['"]?\d+(?:\.\d+)?['"]?/, '$1140')
        : undefined,
  },
  {
    rule: 'asg/elb-grace-missing',
    plant: (text) =>
      /HealthCheckType"?: *['"]?ELB/.test(text) && !/LAUNCHING/.test(text)
        ? once(text, /("?HealthCheckGracePeriod"?: *)['"]?\d+['"]?/, '$10')
        : undefined,
  },
  {
    rule: 'asg/value-out-of-range',
    plant: inGroup((text) => property(text, 'MaxInstanceLifetime', '60')),
  },
  {
    rule: 'asg/elb-grace-extreme',
    plant: (text) =>
      /HealthCheckType"?: *['"]?ELB/.test(text) && !/LAUNCHING/.test(text)
        ? once(text, /("?HealthCheckGracePeriod"?: *)['"]?\d+['"]?/, '$130')
        : undefined,
  },
  {
    rule: 'asg/lb-health-check',
    plant: inGroup((text) =>
      /\n[ \t]*"?(?:TargetGroupARNs|LoadBalancerNames)"?:/.test(text)
        ? once(text, /(HealthCheckType"?: *['"]?)ELB\b/, '$1EC2')
        : undefined,
    ),
  },
  {
    rule: 'asg/fixed-size',
    plant: inGroup((text) => once(text, SIZES, '$12$22')),
  },
  {
    rule: 'asg/lifetime-single-instance',
    plant: inGroup((text) => {
      const single = once(text, /(\n[ \t]*"?MaxSize"?: *)['"]?\d+['"]?/, '$11');
      return single === undefined ? undefined : property(single, 'MaxInstanceLifetime', '604800');
    }),
  },
  {
    rule: 'asg/desired-pinned',
    plant: inGroup((text) =>
      /DesiredCapacity/.test(text) || !SIZES.test(text)
        ? undefined
        : property(once(text, SIZES, '$11$28') ?? '', 'DesiredCapacity', '3'),
    ),
  },
  {
    rule: 'asg/health-check-type-invalid',
    plant: inGroup((text) =>
      /HealthCheckType/.test(text) ? undefined : property(text, 'HealthCheckType', '"ALB"'),
    ),
  },
  {
    rule: 'asg/launch-source-ambiguous',
    plant: inGroup((text) =>
      /\n[ \t]*"?(?:LaunchConfigurationName|LaunchTemplate|MixedInstancesPolicy)"?:/.test(text)
        ? property(text, 'InstanceId', '"i-0123456789abcdef0"')
        : undefined,
    ),
  },
  {
    rule: 'asg/launch-configuration',
    plant: inGroup((text) =>
      /LaunchConfigurationName/.test(text)
        ? undefined
        : property(text, 'LaunchConfigurationName', '"old"'),
    ),
  },
  {
    rule: 'asg/termination-policy-invalid',
    plant: inGroup((text) =>
      /TerminationPolicies/.test(text)
        ? undefined
        : property(text, 'TerminationPolicies', '["Oldest"]'),
    ),
  },
  {
    rule: 'asg/healthy-percentage-invalid',
    plant: inGroup((text) =>
      property(text, 'InstanceMaintenancePolicy', '{ "MinHealthyPercentage": 90 }'),
    ),
  },
  ...['asg/spot-lowest-price', 'asg/spot-not-resilient', 'asg/mixed-instances-invalid'].map(
    (rule) => ({
      rule,
      plant: inGroup((text) =>
        /MixedInstancesPolicy/.test(text)
          ? undefined
          : property(text, 'MixedInstancesPolicy', MIXED),
      ),
    }),
  ),
  {
    rule: 'asg/rolling-update-capacity',
    plant: inGroup((text) =>
      once(text, /(\n[ \t]*"?MinInstancesInService"?: *)['"]?\d+['"]?/, '$1999'),
    ),
  },
  {
    rule: 'asg/update-policies-exclusive',
    plant: inGroup(
      (text) =>
        once(text, /(\n[ \t]*)AutoScalingRollingUpdate:/, '$1AutoScalingInstanceRefresh: {}$&') ??
        once(text, /"AutoScalingRollingUpdate"/, '"AutoScalingInstanceRefresh": {}, $&'),
    ),
  },
  {
    rule: 'asg/launch-template-latest',
    plant: inGroup((text) =>
      once(
        text,
        /(\n[ \t]*LaunchTemplate(?:Specification)?:\n[ \t]*LaunchTemplate(?:Id|Name):.*\n[ \t]*Version: *).*/,
        "$1'$$Latest'",
      ),
    ),
  },
  {
    rule: 'asg/policy-fields-mismatch',
    plant: inPolicy((text) =>
      /PolicyType|MixedInstances/.test(text)
        ? undefined
        : (once(text, /\n([ \t]*)ScalingAdjustment:/, '\n$1PolicyType: StepScaling$&') ??
          once(text, /"ScalingAdjustment"/, '"PolicyType": "StepScaling", $&')),
    ),
  },
  {
    rule: 'asg/step-too-large',
    plant: inPolicy((text) => {
      const percent = once(text, /ChangeInCapacity/, 'PercentChangeInCapacity');
      const amount = /(\n[ \t]*"?ScalingAdjustment"?: *)['"]?-?\d+['"]?/;
      return percent === undefined || /Percent.*[\s\S]*Percent/.test(text)
        ? undefined
        : once(percent, amount, '$1-90');
    }),
  },
  {
    rule: 'asg/metric-type-unknown',
    plant: inPolicy((text) =>
      /PredictiveScaling/.test(text)
        ? undefined
        : once(text, /ASGAverageCPUUtilization/, 'ASGCPUUtilization'),
    ),
  },
  {
    rule: 'asg/alb-metric-label',
    plant: inPolicy((text) => once(text, /ASGAverageCPUUtilization/, 'ALBRequestCountPerTarget')),
  },
  {
    rule: 'asg/alarm-direction',
    plant: inPolicy((text) =>
      /CPUUtilization/.test(text) &&
      !/AWS\/ECS/.test(text) &&
      /AlarmActions[^\]]{0,80}(?:ScaleUp|ScaleDown)\w*Policy/.test(text)
        ? once(text, /(ComparisonOperator"?: *"?'?)GreaterThanThreshold/g, '$1LessThanThreshold')
        : undefined,
    ),
  },
  {
    rule: 'asg/subnet-form-wrong',
    plant: inGroup((text) =>
      /VPCZoneIdentifier/.test(text)
        ? undefined
        : property(text, 'VPCZoneIdentifier', '"subnet-1,subnet-2"'),
    ),
  },
  ...(
    [
      ['asg/simple-scaling-policy', 'ScalingPolicy', SIMPLE],
      ['asg/step-adjustments-invalid', 'ScalingPolicy', GAPPED],
      ['asg/metric-specification-invalid', 'ScalingPolicy', tracking('')],
      ['asg/metric-not-proportional', 'ScalingPolicy', tracking(custom('AWS/SQS'))],
      ['asg/scale-in-disabled', 'ScalingPolicy', tracking(`"DisableScaleIn": true, ${CPU}`)],
      ['asg/instance-warmup-missing', 'ScalingPolicy', tracking(CPU)],
      ['asg/predictive-alone', 'ScalingPolicy', FORECAST],
      ['asg/scheduled-action-invalid', 'ScheduledAction', '"MinSize": 9, "MaxSize": 3'],
      ['asg/schedule-reset-on-deploy', 'ScheduledAction', '"MinSize": 3'],
      ['asg/warm-pool-no-gain', 'WarmPool', '"PoolState": "Running"'],
    ] as const
  ).map(([rule, type, properties]) => ({
    rule,
    plant: inGroup((text) => resource(text, rule, type, properties)),
  })),
  {
    rule: 'settings/hikari-ineffective',
    plant: (text) =>
      (/jdbc:h2/.test(text)
        ? undefined
        : once(text, /^([ \t]*)hikari:[ \t]*$/m, '$&\n$1  max-lifetime: 1000')) ??
      (/max-lifetime/.test(text)
        ? undefined
        : once(text, /^(spring\.datasource)\.url.*$/m, '$&\n$1.hikari.max-lifetime=1000')) ??
      once(
        text,
        /^(\s*)datasource:[ \t]*(?:#.*)?\n(?=(\s+)url: jdbc:(?!h2|hsqldb))/m,
        '$&$2hikari.max-lifetime: 1000\n',
      ),
  },
  {
    rule: 'settings/min-greater-than-max',
    plant: (text) =>
      once(
        text,
        /"[^"]*\b(?:Host|Server)=[^"]*\b(?:Database|Initial Catalog)=[^";]*/i,
        '$&;Min Pool Size=200',
      ) ??
      (/minimum-idle/.test(text)
        ? undefined
        : once(text, /^(spring\.datasource)\.url.*$/m, '$&\n$1.hikari.minimum-idle=200')),
  },
  {
    rule: 'settings/acquire-timeout-off',
    plant: (text) =>
      once(text, /^\s*\[pgbouncer\]/m, '$&\nquery_wait_timeout = 0') ??
      once(
        text,
        /"[^"]*\b(?:Host|Server)=[^"]*\b(?:Database|Initial Catalog)=[^";]*/i,
        '$&;Timeout=0',
      ),
  },
  {
    rule: 'settings/fpm-processes-inconsistent',
    plant: (text) => once(text, /^(pm\.max_spare_servers\s*=\s*)\d+/m, '$19999'),
  },
];

/** Two sizes side by side. */
const SIZES = /(\n[ \t]*"?MinSize"?: *)['"]?\d+['"]?(,?\s*"?MaxSize"?: *)['"]?\d+['"]?/;
const MIXED =
  '{ "InstancesDistribution": { "OnDemandPercentageAboveBaseCapacity": 20 }, "LaunchTemplate": ' +
  '{ "LaunchTemplateSpecification": { "LaunchTemplateId": "lt-1", "Version": "1" }, "Overrides": ' +
  '[{ "InstanceType": "m6i.large" }, { "InstanceType": "m6i.large" }] } }';
/** Servers may be added while nginx runs. */
const OPEN = /\b(?:resolve|service=|include|state)\b/;
/** Templates may write what is missing, and a copy of a live object is nobody's to edit. */
const UNJUDGED = /\{\{|\n {2}resourceVersion:|\nstatus:/;
const AUTOSCALER = /\nkind: *HorizontalPodAutoscaler\b/;

function inUpstream(change: (block: string) => string | undefined) {
  return (text: string): string | undefined => {
    const stripped = /(?:^|\n)[ \t]*upstream\s+\w+\s*\{[^{}]*\}/.exec(text);
    if (!stripped || !/\bserver\s/.test(stripped[0]) || OPEN.test(stripped[0])) return undefined;
    const block = change(stripped[0]);
    return block === undefined ? undefined : text.replace(stripped[0], () => block);
  };
}

function inAutoscaler(change: (block: string) => string | undefined) {
  return (text: string): string | undefined => {
    const block = documents(text).find((one) => AUTOSCALER.test(`\n${one}`));
    if (!block || UNJUDGED.test(block)) return undefined;
    const planted = change(block);
    return planted ? text.replace(block, () => planted) : undefined;
  };
}

function inGroup(change: (text: string) => string | undefined) {
  return (text: string) =>
    /AWS::AutoScaling::AutoScalingGroup/.test(text) && !/WarmPool/.test(text)
      ? change(text)
      : undefined;
}

function inPolicy(change: (text: string) => string | undefined) {
  return (text: string) =>
    /AWS::AutoScaling::ScalingPolicy/.test(text) ? change(text) : undefined;
}

function tracking(inner: string): string {
  const rest = inner === '' ? '' : `, ${inner}`;
  return `"PolicyType": "TargetTrackingScaling", "TargetTrackingConfiguration": { "TargetValue": 70${rest} }`;
}

function custom(namespace: string): string {
  const name = 'ApproximateNumberOfMessagesVisible';
  return `"CustomizedMetricSpecification": { "Namespace": "${namespace}", "MetricName": "${name}", "Statistic": "Average" }`;
}

/** The template with one more resource for its first group. */
function resource(
  text: string,
  rule: string,
  type: string,
  properties: string,
): string | undefined {
  const json = /^\s*\{/.test(text);
  const group = json ? groupOfJson(text) : groupOfYaml(text);
  // What nobody else scales or replaces, and no other stack adds to.
  const own = !/ScalingPolicy|ScheduledAction|CapacityProvider|Outputs/.test(text);
  if (group === undefined || (ALONE.has(rule) && !own)) return undefined;
  const body = `{ "Type": "AWS::AutoScaling::${type}", "Properties": { "AutoScalingGroupName": { "Ref": "${group}" }, ${properties} } }`;
  return json
    ? once(text, /"Resources"\s*:\s*\{/, `$& "Planted": ${body},`)
    : once(text, /^Resources:.*\n/m, `$&  Planted: ${body}\n`);
}

function groupOfJson(text: string): string | undefined {
  const { Resources } = JSON.parse(text) as { Resources?: Record<string, { Type?: string }> };
  const entries = Object.entries(Resources ?? {});
  return entries.find(([, { Type }]) => Type === 'AWS::AutoScaling::AutoScalingGroup')?.[0];
}

function groupOfYaml(text: string): string | undefined {
  const upTo = text.slice(0, text.search(/Type: *["']?AWS::AutoScaling::AutoScalingGroup/));
  return [...upTo.matchAll(/^ {2}(\w+):/gm)].at(-1)?.[1];
}

/** Rules that want the group to have nothing else. */
const ALONE = new Set(['asg/scale-in-disabled', 'asg/predictive-alone']);

/** The template with one more property of its first group. */
function property(text: string, key: string, value: string): string | undefined {
  const json = /^\s*\{/.test(text);
  const entry = json ? `"${key}": ${value},` : `${key}: ${value}`;
  return once(
    text,
    /(AWS::AutoScaling::AutoScalingGroup\b[\s\S]*?)(\n[ \t]*)("?)MinSize\3\s*:/,
    `$1$2${entry.replaceAll('$', '$$$$')}$2$3MinSize$3:`,
  );
}

function documents(text: string): readonly string[] {
  return text.split(/^(?=---)/m);
}

function once(text: string, pattern: RegExp, replacement: string): string | undefined {
  const planted = text.replace(pattern, replacement);
  return planted === text ? undefined : planted;
}

function every(text: string, pattern: RegExp, replacement: string): string | undefined {
  return once(text, pattern, replacement);
}

function twice(text: string, pattern: RegExp): string | undefined {
  return once(text, pattern, '$&$&');
}
