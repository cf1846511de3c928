import fc from 'fast-check';

/**
 * Any character. The unit `binary` of fast-check makes a table of all of them first, in each process, which
 * takes longer than most tests do.
 */
export const anyCharacter = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));
