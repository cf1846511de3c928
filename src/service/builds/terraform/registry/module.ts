/**
 * A module of a registry as it is known here: what it makes of its inputs, in Terraform's own language and in our own
 * words, as far as what it makes is read. Facts are those of the documentation and the inputs of each module.
 */
export interface RegistryModule {
  /** Its source, without host and `?ref=`. */
  readonly source: RegExp;
  /** What it makes, in HCL. */
  readonly body: string;
  /** Resources of which it may write more than is known here. */
  readonly openResources: readonly string[];
}
