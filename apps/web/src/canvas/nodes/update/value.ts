export type Value = string | number | boolean | null;

/** What was typed, as the attribute's own kind: `12` is a number where the attribute holds numbers, text elsewhere. Nothing typed takes it away. */
export const readValue = (text: string, kind: string | undefined): Value => {
  if (text === '') return null;
  if (kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text)) && String(Number(text)) === text) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
};
