/** Every key of the canvas, as the sheet of shortcuts lists them: `[key, what it does]`. */
export const SHORTCUTS = [
  [
    'draw',
    ['/', 'find'],
    ['Enter', 'inspect'],
    ['Backspace', 'delete'],
    ['Mod+D', 'duplicate'],
    ['T', 'tidy'],
    ['↑ ↓ ← →', 'nudge'],
    ['Shift+↑', 'nudgeFar'],
  ],
  [
    'edit',
    ['Mod+Z', 'undo'],
    ['Mod+Shift+Z', 'redo'],
    ['Mod+C', 'copy'],
    ['Mod+X', 'cut'],
    ['Mod+V', 'paste'],
    ['Mod+A', 'selectAll'],
    ['Mod+S', 'save'],
  ],
  ['look', ['Space', 'pan'], ['Wheel', 'zoom'], ['1', 'fit'], ['0', 'actual'], ['Escape', 'none'], ['Tab', 'walk']],
  ['run', ['Mod+Enter', 'launch'], ['Mod+K', 'search'], ['?', 'shortcuts']],
] as const satisfies readonly (readonly [string, ...(readonly [string, string])[]])[];
