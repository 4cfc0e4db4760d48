import { isTyping } from './keys.js';

const element = (html: string): Element | null => {
  document.body.innerHTML = html;
  return document.body.firstElementChild;
};

describe('a key press', () => {
  it.each(['<input>', '<input type="checkbox">', '<textarea></textarea>', '<select></select>'])('in %s is meant for the field', (html) =>
    expect(isTyping(element(html))).toBe(true),
  );

  it.each(['<button></button>', '<input type="radio">', '<div tabindex="0"></div>'])('on %s is meant for the page', (html) =>
    expect(isTyping(element(html))).toBe(false),
  );
});
