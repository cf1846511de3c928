import { valueOf } from '../../contracts/field';
import type { IncludingFile } from './include-graph';
import type { NginxModel } from './model';
import { hasVariable } from './words';

/** The part of an {@link IncludingFile} that its text tells. */
export type Joins = Omit<IncludingFile, 'path'>;

/** What a file says to the include graph but its path; nothing for a dump, which is whole. */
export function joinsOf(model: NginxModel): Joins | undefined {
  if (model.files.length > 0) return undefined;
  const { kind, module } = model.root;
  return {
    main: kind === 'main',
    top: { kind, module },
    includes: (model.byName.get('include') ?? []).map((directive) => {
      const written = directive.args[0] ? valueOf(directive.args[0]) : undefined;
      return {
        path: directive.path,
        pattern: written === undefined || hasVariable(written) ? null : written,
        context: { kind: directive.scope.kind, module: directive.scope.module },
      };
    }),
  };
}
