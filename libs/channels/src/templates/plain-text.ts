import { convert } from 'html-to-text';
import { shieldLiquid } from './shield.js';

/** An address in brackets behind itself. */
const TWICE = /(\S+) \((\{% wayfare_url \d+ %\}\1\{% endwayfare_url %\})\)/g;

/**
 * The plain-text part for those who read no HTML, made once from the HTML *template* with its links in slots (links.ts): its Liquid stays and is filled in for
 * each person. Links stand in brackets behind their words, in the same slots.
 */
export const plainTextOf = (html: string): string => {
  const shield = shieldLiquid(html);
  const text = convert(shield.text, {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
      { selector: 'img', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', format: 'block' },
    ],
  });
  return shield.restore(text).replaceAll('wayfare_href', 'wayfare_url').replace(TWICE, '$2').trim();
};
