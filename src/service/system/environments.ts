import { environmentNamed } from '../builds/environments';
import type { Fact } from '../contracts/fact';
import type { FactEntry, SystemClass } from '../contracts/system';

const CLASSES: readonly (readonly [RegExp, SystemClass])[] = [
  [/^(?:prod|production|prd|live)(?:[-_].*)?$/i, 'production'],
  [/^(?:stage|staging|stg|uat|preprod|pre-prod)(?:[-_].*)?$/i, 'staging'],
  [
    /^(?:dev|devel|local|test|tests|testing|ci|qa|sandbox|preview|demo|example|e2e|debug|override|minikube|kind)(?:[-_].*)?$/i,
    'development',
  ],
];

/** What kind of environment a name stands for, also within it: `microservices-prod`. */
export function classOf(environment: string | null): SystemClass {
  if (environment === null) return 'unknown';
  const named = environmentNamed(environment).class;
  if (named !== 'unknown') return named;
  return CLASSES.find(([pattern]) => pattern.test(environment))?.[1] ?? 'unknown';
}

/**
 * Whether a fact belongs to an environment: its own, or what all share. What deploys something without
 * a name is an environment of its own, never a part of another: a compose file is no base of another's.
 */
export function isOf(environment: string | null, entry: FactEntry): boolean {
  if (entry.environment === environment) return true;
  // A process says itself for which profiles of Spring it is started, whatever its environment is called.
  if (isOfProfile(entry.fact)) return true;
  return entry.environment === null && !isDeployedAlone(entry.fact);
}

function isOfProfile(fact: Fact): boolean {
  if (fact.kind === 'process-settings') return fact.program === 'spring';
  return fact.kind === 'pool' && fact.profile !== undefined;
}

/** Whether a fact by itself makes the nameless environment one beside the named ones. */
export function isDeployedAlone({ kind }: Fact): boolean {
  return kind === 'compose-service' || kind === 'optional-service';
}
