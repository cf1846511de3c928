import { type Span, span } from '../../contracts/span';

/** A dependency of a project of Java: what it is called there, without its group. */
export interface JavaDependency {
  readonly name: string;
  readonly at: Span;
}

/** Dependencies that a project of Spring Boot has when it runs, as its build file names them; none of another. */
export function springDependenciesIn(path: string, text: string): readonly JavaDependency[] {
  if (!/spring-?boot|springframework\.boot/i.test(text)) return [];
  const found = path.endsWith('pom.xml') ? ofMaven(text) : ofGradle(text);
  return found.map(({ name, start }) => ({ name, at: span(start, start + name.length) }));
}

interface Taken {
  readonly name: string;
  readonly start: number;
}

/** Dependencies of the project itself, that it has when it runs; what `dependencyManagement` says is none. */
function ofMaven(text: string): readonly Taken[] {
  const plain = without(
    without(text, '<!--', '-->'),
    '<dependencyManagement>',
    '</dependencyManagement>',
  );
  return [...plain.matchAll(/<dependency>((?:(?!<\/dependency>)[\s\S]){0,2000})/g)].flatMap(
    ({ index, 1: inner = '' }) => {
      const artifact = /<artifactId>\s{0,20}([\w.-]{1,100})/.exec(inner);
      const name = artifact?.[1] ?? '';
      const scope = /<scope>\s{0,20}(\w{1,20})/.exec(inner)?.[1] ?? 'compile';
      if (!artifact || !/^(?:compile|runtime)$/.test(scope)) return [];
      const start =
        index + '<dependency>'.length + artifact.index + artifact[0].length - name.length;
      return [{ name, start }];
    },
  );
}

/** `implementation 'org.flywaydb:flyway-core'`. */
function ofGradle(text: string): readonly Taken[] {
  const lines =
    /^[ \t]*(?:implementation|api|runtimeOnly|compile)\b[ \t("']{1,20}[\w.]{1,80}:([\w-]{1,80})/gm;
  return [...text.matchAll(lines)].map(({ index, 0: whole, 1: name = '' }) => ({
    name,
    start: index + whole.length - name.length,
  }));
}

/** A text with blanks where stretches from a mark to another stand; what is not closed goes to the end. */
function without(text: string, open: string, close: string): string {
  let made = '';
  let from = 0;
  for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, from)) {
    const end = text.indexOf(close, at);
    const until = end === -1 ? text.length : end + close.length;
    made += text.slice(from, at) + text.slice(at, until).replace(/[^\n]/g, ' ');
    from = until;
  }
  return made + text.slice(from);
}
