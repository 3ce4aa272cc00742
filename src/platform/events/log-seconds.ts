/*
 * For how many seconds an event went on, read from its properties by the engine as `secondsIn` (features/usage/core/mapping.ts) reads them:
 * the property `seconds` where it holds a number, else the one that was named.
 */

const JSON_TEXT = "nullif(properties, '')";
const NUMBER = ' *[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})? *';
const MOST = 86_400;

/** The expression for a row; `pointer` is one for the JSON pointer of the property named, or null. */
export function secondsSql(pointer: string): string {
  return `coalesce(${numberAt("'/seconds'")}, ${numberAt(pointer)}, 0)`;
}

function numberAt(pointer: string): string {
  const text = `json_extract_string(${JSON_TEXT}, ${pointer})`;
  const isNumber = `json_type(${JSON_TEXT}, ${pointer}) in ('VARCHAR', 'UBIGINT', 'BIGINT', 'DOUBLE') and regexp_full_match(${text}, '${NUMBER}')`;
  return `case when ${isNumber} then greatest(0, least(${MOST}, round(try_cast(trim(${text}) as double))))::integer end`;
}
