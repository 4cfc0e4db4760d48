import type { Condition } from '@wayfare/kernel';
import { useRef, useState } from 'react';
import { countingKeys, type Group, readTree, writeTree } from './tree.js';

interface Held {
  /** What was last told to, or read from, the one who holds the condition. */
  readonly text: string;
  readonly root: Group;
}

/**
 * The tree behind a condition that somebody else holds. Rows that are empty yet live here alone; when the condition is changed from
 * outside (undo on the canvas, another segment opened) the tree is read anew.
 */
export const useTree = (value: Condition | null, onChange: (condition: Condition | null) => void) => {
  const keys = useRef(countingKeys()).current;
  const [held, setHeld] = useState<Held>(() => ({ text: JSON.stringify(value), root: readTree(value, keys) }));
  const text = JSON.stringify(value);
  const current = held.text === text ? held : { text, root: readTree(value, keys) };
  if (current !== held) setHeld(current);

  const change = (edit: (root: Group) => Group): void => {
    const root = edit(current.root);
    const condition = writeTree(root);
    setHeld({ text: JSON.stringify(condition), root });
    if (JSON.stringify(condition) !== current.text) onChange(condition);
  };
  return { root: current.root, change, keys };
};
