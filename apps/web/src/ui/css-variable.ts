import type { CSSProperties } from 'react';

/** A style that only sets a variable, which the style sheet makes something of; React's types know no variables. */
export const cssVariable = (name: `--${string}`, value: string | number): CSSProperties => Object.fromEntries([[name, value]]);
