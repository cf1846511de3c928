/** Counts of the work done; see `Counters` of the service. */
export interface WorkCounters {
  readonly parses: Map<string, number>;
  documentRulesRun: number;
  projectRulesRun: number;
  filesRead: number;
  /** How often each query has been computed, by name. */
  readonly queries: Map<string, number>;
}
