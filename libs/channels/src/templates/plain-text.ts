import { convert } from 'html-to-text';
import { shieldLiquid } from './shield.js';

/**
 * The plain-text part for those who read no HTML, made once from the HTML *template*: its Liquid stays and is filled in for each person.
 * Links stand in brackets behind their words, untracked.
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
  return shield.restore(text).trim();
};
