/** The elements whose address a reader may follow. */
const ELEMENT = /<(?:a|area|v:roundrect)(?=[\s/])/gi;
const HREF = /\shref\s*=\s*(["'])/gi;

/** Where a quoted value ends: quotes inside Liquid do not end it. */
const endOfValue = (html: string, start: number, quote: string): number => {
  for (let at = start; at < html.length; at += 1) {
    if (html[at] === quote) return at;
    if (html[at] !== '{') continue;
    const closing = html[at + 1] === '{' ? '}}' : html[at + 1] === '%' ? '%}' : undefined;
    if (!closing) continue;
    const end = html.indexOf(closing, at + 2);
    if (end === -1) return -1;
    at = end + 1;
  }
  return -1;
};

const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const QUOTED = /"[^"]*"|'[^']*'/g;

/** Whether an attribute found further on still belongs to the tag that begins at `from`. */
const isInside = (html: string, from: number, to: number): boolean =>
  !html.slice(from, to).replace(LIQUID, '').replace(QUOTED, '').includes('>');

/** Links that must work for ever and lead nowhere else: to unsubscribe, to one's preferences, to write, to call, to a place in the mail. */
const isLeftAlone = (value: string): boolean =>
  /\b(?:unsubscribe|preferences)_url\b/.test(value) || /^\s*(?:mailto:|tel:|sms:|#)/i.test(value) || value.trim() === '';

/**
 * Puts every address that a reader may follow into a numbered slot (href-tag.ts). Addresses made by Liquid get one too; whether they are
 * http is known only when they are printed.
 */
export const slotLinks = (html: string): { readonly html: string; readonly addresses: readonly string[] } => {
  let out = '';
  let done = 0;
  const addresses: string[] = [];
  for (const element of html.matchAll(ELEMENT)) {
    HREF.lastIndex = element.index + element[0].length;
    const found = HREF.exec(html);
    if (!found) break;
    if (found.index < done || !isInside(html, element.index, found.index)) continue;
    const start = found.index + found[0].length;
    const end = endOfValue(html, start, found[1] ?? '"');
    const value = html.slice(start, end);
    if (end === -1 || isLeftAlone(value)) continue;
    out += `${html.slice(done, start)}{% wayfare_href ${addresses.length} %}${value}{% endwayfare_href %}`;
    done = end;
    addresses.push(value);
  }
  return { html: out + html.slice(done), addresses };
};

const WRITTEN = /https?:\/\/(?:\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|[^\s<>"{}（），。；！？、])+/gi;
/** What follows an address in a sentence and is none of it. */
const AFTER = /[.,;:!?'*_]+$/;

const closed = (address: string): string => {
  const bare = address.replace(AFTER, '');
  return bare.endsWith(')') && !bare.includes('(') ? closed(bare.slice(0, -1)) : bare;
};

/**
 * The same for plain text that was written by hand: every address in it. One that stands in the HTML too has its slot, so that a link that is clicked in
 * both counts once.
 */
export const slotTextLinks = (text: string, known: readonly string[]): string => {
  const addresses = [...known];
  return text.replace(WRITTEN, (found) => {
    // where it ends is known only once the tag has been carried out
    if (found.includes('{%')) return found;
    const address = closed(found);
    const slot = addresses.includes(address) ? addresses.indexOf(address) : addresses.push(address) - 1;
    return `{% wayfare_url ${slot} %}${address}{% endwayfare_url %}${found.slice(address.length)}`;
  });
};
