import type { ErrorCode, YAMLParseError } from 'yaml';

/** What is said of a text that no parser can follow. */
export const TOO_DEEP = 'This document is nested too deeply to be read.';

const MESSAGES: Partial<Readonly<Record<ErrorCode, string>>> = {
  BAD_ALIAS: 'This alias is not a valid name. Write *name, where &name stands earlier.',
  BAD_INDENT:
    'This line is indented differently from its neighbours. Align it with the block it belongs to.',
  BLOCK_AS_IMPLICIT_KEY:
    'A block cannot start behind a key on the same line. Put it on a line of its own.',
  MISSING_CHAR:
    'Something is missing here: a key needs a colon and a space, an opened quote or bracket its end.',
  MULTILINE_IMPLICIT_KEY:
    'A key must stand on one line; a colon is missing, or a quote is not closed.',
  RESOURCE_EXHAUSTION: TOO_DEEP,
  TAB_AS_INDENT: 'YAML does not allow tabs for indentation. Use spaces.',
  UNEXPECTED_TOKEN:
    'This does not belong here. Check the indentation, the quotes and the brackets around it.',
  BAD_SCALAR_START: 'A value cannot start with this character. Put it in quotes.',
};

/** What is wrong with a YAML text and what to do, in words that need no grammar. */
export function describeError(error: YAMLParseError): string {
  const known = MESSAGES[error.code];
  if (known !== undefined) return known;
  const said = error.message.split('\n')[0] ?? error.message;
  return `The YAML is broken here: ${said.replace(/[.:]$/, '')}.`;
}
