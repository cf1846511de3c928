import type { ProcessNode } from '../../contracts/system';
import type { Variables } from '../variables';

/** What the name of the property ends with on command lines and in `JAVA_TOOL_OPTIONS`. */
const ON_COMMAND_LINE = /(?:-D|--)spring[.]profiles[.]active=["']?([\w,.-]+)/;

/**
 * The profiles that a process of Spring Boot is started with: what its command line says, else its variables
 * (docs.spring.io, "Profiles"). `null` where nothing says, or what says it is not known.
 */
export function activeProfiles(
  variables: Variables,
  words: ProcessNode['words'] = [],
): readonly string[] | null {
  const asked = [...words, ...['JAVA_TOOL_OPTIONS', 'JAVA_OPTS'].map((name) => known(name))];
  for (const text of asked) {
    const found = ON_COMMAND_LINE.exec(text)?.[1];
    if (found !== undefined) return namesIn(found);
  }
  const active = known('SPRING_PROFILES_ACTIVE');
  return active === '' ? null : namesIn(active);

  function known(name: string): string {
    const found = variables.get(name);
    return found?.state === 'known' ? found.value : '';
  }
}

/**
 * Whether what is written for a profile holds for a process.
 *
 * @param environment - the environment it is started in, which is taken for the profile where nothing names one
 */
export function isProfileActive(
  profile: string,
  active: readonly string[] | null,
  environment: string | null,
): boolean {
  return active === null ? profile === environment : active.includes(profile);
}

function namesIn(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}
