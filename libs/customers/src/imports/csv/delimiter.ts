const DELIMITERS = [',', ';', '\t', '|'];

/** The first line without what is quoted in it; a loop, since a header may have more columns than a pattern can hold. */
const headerOf = (text: string): string => {
  let header = '';
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) break;
    else if (!isQuoted) header += character;
  }
  return header;
};

/** The delimiter that splits the header most often, quoted parts apart; a comma where none does. */
export const detectDelimiter = (text: string): string => {
  const header = headerOf(text.trimStart());
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  const most = Math.max(...counts);
  return (most > 1 ? DELIMITERS[counts.indexOf(most)] : undefined) ?? ',';
};

const LINES_LOOKED_AT = 50;
const FEWEST_LINES = 3;

/** Whether columns stand under each other, filled up with blanks: all lines are equally long, no delimiter parts them, and blanks stand at the same places in all. */
export const isFixedWidth = (text: string): boolean => {
  const lines = text.split(/\r\n|\n|\r/).slice(0, LINES_LOOKED_AT);
  if (lines.length > 1) lines.pop();
  const [first] = lines;
  if (first === undefined || lines.length < FEWEST_LINES || DELIMITERS.some((delimiter) => first.includes(delimiter))) return false;
  const rows = lines.map((line) => line.trimEnd());
  const width = rows[0]?.length ?? 0;
  const gaps = Array.from(rows[0] ?? '', (_, at) => rows.every((row) => row[at] === ' '));
  const columns = gaps.filter((isGap, at) => !isGap && (at === 0 || gaps[at - 1])).length;
  return columns > 1 && rows.every((row) => row.length === width);
};
