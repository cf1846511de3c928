import type { ResourceLink } from './aws';
import type { ShellCommandFact } from './runtime';
import type { FactValue } from './value';

/** The script that a new instance runs. */
export interface UserData {
  readonly path: string;
  /** Units of systemd that it starts, without `.service`. */
  readonly units: readonly string[];
  /** Variables that it writes down in files for others; `${…}` where a resource fills one in. */
  readonly variables: Readonly<Record<string, FactValue<string>>>;
  /** What it runs, in order; each stands where the script does. */
  readonly commands: readonly ShellCommandFact[];
  /** It is a script of a shell, and all of it could be read. */
  readonly complete: boolean;
}

/** An AWS Auto Scaling group, in whichever shape it is written. */
export interface ScalingGroupFact {
  readonly kind: 'scaling-group';
  readonly path: string;
  /** Under which condition it is made at all, where no file says that it holds, as it is written: `var.replica`. */
  readonly condition?: string;
  readonly name: FactValue<string>;
  readonly minSize: FactValue<number>;
  readonly maxSize: FactValue<number>;
  readonly desiredCapacity: FactValue<number>;
  readonly healthCheckType: FactValue<string>;
  /** Seconds. */
  readonly healthCheckGracePeriod: FactValue<number>;
  /** Each policy in words, drawn in a diagram: `CPU 70 %`. */
  readonly triggers: readonly string[];
  /** The groups of targets that its instances are in. */
  readonly targetGroups: readonly ResourceLink[];
  /** Instances there may be during a deployment, in percent of its size; 100 where absent. */
  readonly mostDuringUpdate: FactValue<number>;
  /** Where it is made, where a file says so; `eu-west-1`. */
  readonly region: FactValue<string>;
  /** A stack operation waits for signals of its instances: who says so, and for how long where it says. */
  readonly awaitsSignals: { readonly path: string; readonly timeout: FactValue<string> } | null;
  /** Something in its template sends signals: `cfn-signal`, or a call of the API. */
  readonly mentionsSignal: boolean;
  /** What each instance does when it is made; `null` where that is not written here. */
  readonly userData: UserData | null;
}
