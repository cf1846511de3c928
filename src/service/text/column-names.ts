/** Words of a name as SQL has them: `index_version` of `indexVersion`. */
export function spelledAsSql(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** Columns that have few values by their name: an index on one alone seldom serves, and many rows have the same. */
const FEW_VALUES =
  /^(?:is_|has_|can_)|(?:^|_)(?:status|state|type|kind|role|enabled|disabled|active|deleted|archived|visible|public|level|priority|gender|lang(?:uage)?|locale|currency|country|category|mode|flag|provider|platform|source|scope|version|year|month|day)$/;

/** Columns that say what state a row is in, by their name: most rows may well be in the same. */
const STATE =
  /^(?:is_|has_)|(?:^|_)(?:status|state|active|enabled|disabled|deleted|archived|visible|hidden|public|private|published|draft|done|closed|completed|open)$/;

/** Tables that stay small by what they are for. */
const LOOKUP_TABLE =
  /(?:^|_)(?:settings?|configs?|configurations?|options?|roles?|permissions?|types?|status(?:es)?|countr(?:y|ies)|currenc(?:y|ies)|languages?|locales?|plans?|features?|flags?|migrations?|versions?|locks?|kinds?|categor(?:y|ies)|tiers?|timezones?|metadata|kv|preferences|providers?|admins?)$|^(?:pg|sqlite|information)_/;

/** Tables whose rows say what has happened: none is ever changed, and none is needed by the others. */
const LOG = /(?:^|_)(?:logs?|audits?|audit_(?:entry|entries|events?|trails?)|histor(?:y|ies))$/;

/** Whether a table or a model, however it is spelled, holds what has happened, by its name. */
export function isLog(table: string): boolean {
  return LOG.test(spelledAsSql(table));
}

/** What rows are by exception, by the name of its column: a list of those that are not is nearly all of them. */
const EXCEPTION =
  /(?:^|_)(?:deleted|removed|hidden|archived|trashed|banned|revoked)(?:_(?:at|on|by))?$/;

/** What a row stays once it is, by the name of its column. */
const END =
  /(?:^|_)(?:done|closed|completed?|finished|processed|resolved|sent|paid|shipped|delivered)(?:_(?:at|on|by))?$/;

/** Whether rows stay in a state: what is not deleted, what is done. What is still open becomes less as well. */
export function isLasting(column: string, isSet: boolean): boolean {
  return (isSet ? END : EXCEPTION).test(spelledAsSql(column));
}

/** Whether a column, however it is spelled, has few values by its name. */
export function hasFewValues(column: string): boolean {
  return FEW_VALUES.test(spelledAsSql(column));
}

/** Whether a table or a model, however it is spelled, stays small by what it is for. */
export function isLookupTable(table: string): boolean {
  return LOOKUP_TABLE.test(spelledAsSql(table));
}

/** Whether a column says what state a row is in, by its name. */
export function isState(column: string): boolean {
  return STATE.test(spelledAsSql(column));
}
