import type { EmbeddedServerFact, StartupEffectFact } from '../../contracts/fact';
import type { Span } from '../../contracts/span';
import { springDependenciesIn } from './java-dependencies';

/** Libraries that Spring Boot starts with each process, where they are among what it takes. */
const MIGRATIONS =
  /^(?:flyway-core|flyway-database-\w+|flyway-mysql|liquibase-core|spring-boot-starter-(?:flyway|liquibase))$/;

/** What takes Tomcat along, which answers requests then; and what stands in for it. */
const SERVLETS = /^spring-boot-starter-(?:web|webmvc)$/;
const OTHER_SERVER = /spring-boot-starter-(?:tomcat|jetty|undertow)/;

/** A fact of a manifest, and where it is told. */
export interface ManifestFact {
  readonly fact: StartupEffectFact | EmbeddedServerFact;
  readonly at: Span;
}

/** What a program does because a library is there: Spring Boot migrates with Flyway, and starts Tomcat. */
export function libraryEffectsIn(path: string, text: string): readonly ManifestFact[] {
  const taken = springDependenciesIn(path, text);
  const migrations = taken.filter(({ name }) => MIGRATIONS.test(name));
  const [web] = OTHER_SERVER.test(text) ? [] : taken.filter(({ name }) => SERVLETS.test(name));
  return [
    ...migrations.map(
      ({ name, at }, index): ManifestFact => ({
        fact: {
          ...{ kind: 'startup-effect', path: `/startup/${index}`, what: 'migrate', call: name },
          ...{ locks: true, elsewhere: null },
        },
        at,
      }),
    ),
    ...(web
      ? [
          {
            fact: { kind: 'embedded-server', path: '/server', server: 'tomcat' },
            at: web.at,
          } as const,
        ]
      : []),
  ];
}
