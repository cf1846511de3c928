import { readDotenv } from '../../../syntax/dotenv';
import { type IniDialect, readIni } from '../../../syntax/ini';
import { readPrisma } from '../../../syntax/prisma';
import { readProperties } from '../../../syntax/properties';
import type { SettingsText } from '../entries';

/** Java's `.properties`, dotted names taken apart. */
export function properties(text: string): SettingsText {
  const { entries, comments } = readProperties(text);
  return {
    entries: entries.map(({ name, nameAt, value, at, document }) => ({
      keys: name.split('.'),
      nameAt,
      text: value,
      at,
      document,
    })),
    comments,
    syntax: [],
  };
}

/** An INI file, as the program that reads it does. */
export function ini(dialect: IniDialect): (text: string) => SettingsText {
  return (text) => {
    const { entries, comments } = readIni(text, dialect);
    return {
      entries: entries.map(({ section, name, nameAt, value, at }) => ({
        keys: [section, name],
        nameAt,
        text: value,
        at,
        document: 0,
      })),
      comments,
      syntax: [],
    };
  };
}

/** `NAME=value` of a `.env` file. */
export function dotenv(text: string): SettingsText {
  const { variables, comments } = readDotenv(text);
  return {
    entries: variables.map(({ name, nameAt, at }) => ({
      keys: [name],
      nameAt,
      // As it is written, so that places within it hold.
      text: text.slice(at.start, at.end),
      at,
      document: 0,
    })),
    comments,
    syntax: [],
  };
}

/** The `datasource` of a Prisma schema: `url = "…"` or `url = env("…")`. */
export function prisma(text: string): SettingsText {
  const { entries, comments } = readPrisma(text);
  return {
    entries: entries
      .filter(({ block }) => block === 'datasource')
      .map(({ name, nameAt, value, at, isVariable }) => ({
        keys: ['datasource', name, ...(isVariable ? ['env'] : [])],
        nameAt,
        text: value,
        at,
        document: 0,
      })),
    comments,
    syntax: [],
  };
}
