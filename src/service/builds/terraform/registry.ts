/** What a module of a registry makes, as far as it is read: its inputs by the names of attributes. */
export interface RegistryModule {
  readonly source: RegExp;
  readonly makes: readonly {
    readonly type: string;
    /** Stands after the name of the call, where it makes several resources of a type. */
    readonly suffix?: string;
    /** Attributes, and the input that decides each. */
    readonly inputs: Readonly<Record<string, string>>;
    /** Attributes that name another resource of the call: `parameter_group_name`. */
    readonly links?: Readonly<Record<string, string>>;
    /** It is made only where this input is written. */
    readonly needs?: string;
  }[];
  /** What it puts out, by the resource and the attribute it is of. */
  readonly outputs: Readonly<Record<string, readonly [type: string, attribute: string]>>;
}

/** Inputs that are called as the attribute is. */
function same(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** Inputs and outputs by the documentation of each module in the Terraform Registry. */
const MODULES: readonly RegistryModule[] = [
  {
    source: /(?:^|\/)terraform-aws-modules\/autoscaling\/aws$/,
    makes: [
      {
        type: 'aws_autoscaling_group',
        inputs: same(
          ...['name', 'min_size', 'max_size', 'desired_capacity', 'vpc_zone_identifier'],
          ...['health_check_type', 'health_check_grace_period', 'default_instance_warmup'],
          ...['default_cooldown', 'max_instance_lifetime', 'capacity_rebalance'],
          ...['termination_policies', 'suspended_processes', 'protect_from_scale_in'],
        ),
      },
    ],
    outputs: {
      autoscaling_group_name: ['aws_autoscaling_group', 'name'],
      autoscaling_group_id: ['aws_autoscaling_group', 'id'],
      autoscaling_group_arn: ['aws_autoscaling_group', 'arn'],
    },
  },
  {
    source: /(?:^|\/)terraform-aws-modules\/rds\/aws$/,
    makes: [
      {
        type: 'aws_db_instance',
        inputs: same('identifier', 'engine', 'engine_version', 'instance_class', 'multi_az'),
        links: { parameter_group_name: 'aws_db_parameter_group' },
      },
      {
        type: 'aws_db_parameter_group',
        inputs: { name: 'identifier', parameter: 'parameters' },
        needs: 'parameters',
      },
    ],
    outputs: {
      db_instance_address: ['aws_db_instance', 'address'],
      db_instance_endpoint: ['aws_db_instance', 'endpoint'],
      db_instance_identifier: ['aws_db_instance', 'identifier'],
      db_instance_id: ['aws_db_instance', 'id'],
    },
  },
  {
    source: /(?:^|\/)terraform-aws-modules\/rds-aurora\/aws$/,
    makes: [
      {
        type: 'aws_rds_cluster',
        inputs: {
          cluster_identifier: 'name',
          ...same('engine', 'engine_version', 'engine_mode', 'serverlessv2_scaling_configuration'),
        },
      },
    ],
    outputs: {
      cluster_endpoint: ['aws_rds_cluster', 'endpoint'],
      cluster_reader_endpoint: ['aws_rds_cluster', 'reader_endpoint'],
    },
  },
];

/** The module of a registry that a source names; `undefined` for one that is not known. */
export function registryModule(source: string): RegistryModule | undefined {
  const plain = source.replace(/^(?:git::)?(?:https?:\/\/)?/, '').replace(/\?.*$/, '');
  return MODULES.find((module) => module.source.test(plain));
}
