const LONGEST = 400;
const LONGEST_NAME = 200;
const HIDDEN = '…';
/** Deeper than this nothing is shown. */
const LEVELS = 3;

/** A value without what was written in it by a person: texts become their length, whom it names is left out. */
const masked = (value: unknown, levels: number): unknown => {
  if (typeof value === 'string') return value.length === 0 ? '' : `${HIDDEN}${value.length}`;
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return HIDDEN;
  if (Array.isArray(value)) return value.slice(0, 5).map((one) => masked(one, levels - 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 30)
      .map(([key, child]) => [clean(key.slice(0, 60)), masked(child, levels - 1)]),
  );
};

/** The database stores neither the zero character nor half a surrogate pair. */
const clean = (text: string): string => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '');

/**
 * What is shown of an event that was refused: its name, its instant and its shape. Texts stand as their length, since nobody could find them again to erase them: `"…17"` had 17 characters.
 */
export const excerptOf = (input: unknown): { name: string | null; excerpt: string } => {
  if (typeof input !== 'object' || input === null)
    return { name: null, excerpt: clean(JSON.stringify(masked(input, LEVELS)) ?? 'nothing') };
  const { name, occurredAt, at } = input as Record<string, unknown>;
  const open = Object.fromEntries(
    Object.entries({ name, occurredAt, at }).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length < 100,
    ),
  );
  const shown = { ...(masked(input, LEVELS) as object), ...open };
  return {
    name: typeof name === 'string' ? clean(name.slice(0, LONGEST_NAME)) : null,
    excerpt: clean(JSON.stringify(shown).slice(0, LONGEST)),
  };
};
