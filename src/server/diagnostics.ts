import type { Diagnostic } from 'vscode-languageserver-types';
import type { HeadroomService } from '../service/contracts/service';
import type { ClientAbilities } from './client';
import type { OpenDocuments } from './documents';

/** Brings findings into the client's words: its spelling of uris, and pages that it can open. */
export function clientDiagnostics(
  service: HeadroomService,
  { options }: ClientAbilities,
  documents: OpenDocuments,
): (items: readonly Diagnostic[]) => Diagnostic[] {
  const showsPages = options.commands?.includes('headroom.explainRule') === true;
  const pages = new Map(service.rules().map(({ id, url }) => [id, url]));

  function pageOf({ code, codeDescription }: Diagnostic): Pick<Diagnostic, 'codeDescription'> {
    if (showsPages) return codeDescription ? { codeDescription } : {};
    const href = pages.get(String(code));
    return href === undefined ? {} : { codeDescription: { href } };
  }

  return (items) =>
    items.map(({ codeDescription, relatedInformation, ...item }) => ({
      ...item,
      ...pageOf({ ...item, ...(codeDescription ? { codeDescription } : {}) }),
      ...(relatedInformation
        ? {
            relatedInformation: relatedInformation.map(({ location, message }) => ({
              location: { ...location, uri: documents.spelling(location.uri) },
              message,
            })),
          }
        : {}),
    }));
}
