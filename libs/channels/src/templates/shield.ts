const LIQUID = /\{\{-?[\s\S]*?\}\}|\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\}|\{%-?[\s\S]*?%\}/g;
/** Private-use letters that no text of people contains and no HTML tool touches. */
const OPEN = '\uE0F0';
const CLOSE = '\uE0F1';
const MARKS = /\uE0F0(\d+)\uE0F1/g;

export interface Shielded {
  readonly text: string;
  /** Puts the Liquid back. */
  restore(text: string): string;
  /** The pieces that a tool has dropped, each with its line in the source. */
  lost(text: string): { readonly liquid: string; readonly line: number }[];
}

/**
 * Hides every piece of Liquid behind a mark, so that tools which know HTML only (MJML, html-to-text) neither break it nor are broken by it.
 * Lines keep their numbers.
 */
export const shieldLiquid = (source: string): Shielded => {
  const pieces: { liquid: string; line: number }[] = [];
  const text = source.replace(LIQUID, (liquid, at: number) => {
    const line = source.slice(0, at).split('\n').length;
    pieces.push({ liquid, line });
    return `${OPEN}${pieces.length - 1}${CLOSE}${'\n'.repeat(liquid.split('\n').length - 1)}`;
  });
  return {
    text,
    restore: (other) => other.replace(MARKS, (_, index: string) => pieces[Number(index)]?.liquid ?? ''),
    lost: (other) => {
      const kept = new Set([...other.matchAll(MARKS)].map(([, index]) => Number(index)));
      return pieces.filter((_, index) => !kept.has(index));
    },
  };
};
