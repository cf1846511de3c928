import { valueOf } from '../../contracts/field';
import type { IncludingFile } from './include-graph';
import type { NginxModel } from './model';
import { hasVariable } from './words';

/** What a file says to the include graph. */
export function includesOf(model: NginxModel, path: string): IncludingFile {
  const { kind, module } = model.root;
  return {
    path,
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
