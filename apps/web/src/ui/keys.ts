export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const SIGNS: Readonly<Record<string, string>> = isMac
  ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵', Escape: 'Esc', Backspace: '⌫' }
  : { Mod: 'Ctrl', Enter: '↵', Escape: 'Esc', Backspace: '⌫' };

/** `Mod+Shift+Z` as people of this machine write it. */
export const keyText = (keys: string): string =>
  keys
    .split('+')
    .map((key) => SIGNS[key] ?? key)
    .join(isMac ? '' : ' ');

/** Whether a key press is meant for the field that is being typed in, and not for the page. One of several buttons to choose from takes no letters. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=radio]), textarea, select') || target.closest('.cm-editor') !== null);
