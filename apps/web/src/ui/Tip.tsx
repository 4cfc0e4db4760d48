import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { Kbd } from './Kbd.js';

/** A word about what is pointed at, with the key that does the same. */
export const Tip = ({ label, keys, children }: { label: string; keys?: string | undefined; children: ReactElement }) => (
  <Tooltip
    label={
      <span className="row">
        {label}
        {keys ? <Kbd keys={keys} /> : null}
      </span>
    }
  >
    {children}
  </Tooltip>
);
