import type { Entry } from './entry';

const DEVELOPMENT =
  /^(?:dev|development|test|tests|testing|qa|ci|staging|stage|sandbox|local|preview|minikube|kind|e2e)$/i;

/** Whether a file is for an environment that may be small, by its environment, folders or name. */
export function isDevelopment(environment: string | null, { file }: Pick<Entry, 'file'>): boolean {
  const words = [environment ?? '', ...file.split(/[/._-]/)];
  return words.some((word) => DEVELOPMENT.test(word));
}
