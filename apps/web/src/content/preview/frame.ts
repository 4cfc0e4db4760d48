/**
 * How mail programs that know no dark design show a mail in the dark: they turn light into dark and leave pictures as they are.
 * An approximation, good enough to see a logo vanish.
 */
const DARK = '<style>html{background:#fff;filter:invert(0.93) hue-rotate(180deg)}img,video{filter:invert(1) hue-rotate(180deg)}</style>';
/** Links of a preview lead nowhere by themselves: a click opens another tab. */
const BASE = '<base target="_blank">';

/** The document that a sandboxed frame shows. */
export const frameDocument = (html: string, isDark: boolean): string => `${html}${BASE}${isDark ? DARK : ''}`;
