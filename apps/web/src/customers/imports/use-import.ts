import { type Import, routes } from '@wayfare/contracts';
import { useEffect, useState } from 'react';
import { useRead, useRefresh } from '../../api/hooks.js';
import { type Estimate, estimateOf, type Look, linesDone, withLook } from './estimate.js';

const EVERY = 1000;

/** One import, looked at again each second for as long as it runs; when it has ended, whatever shows customers reads anew. */
export const useImport = (id: string) => {
  const refresh = useRefresh();
  const [isOver, setOver] = useState(false);
  const read = useRead(routes.import, { id }, { every: isOver ? false : EVERY, fresh: 0 });
  const hasEnded = read.data !== undefined && read.data.finishedAt !== null;
  useEffect(() => {
    if (!hasEnded) return;
    setOver(true);
    void refresh('/customers', '/catalogue', '/imports', '/home', '/segments');
  }, [hasEnded, refresh]);
  return read;
};

/** How fast an import goes and how long it will take, from the looks since this page was opened. */
export const useEstimate = (one: Import): Estimate | null => {
  const [looks, setLooks] = useState<readonly Look[]>([]);
  const done = linesDone(one);
  useEffect(() => {
    if (one.state === 'running' || one.state === 'checking') setLooks((before) => withLook(before, { at: performance.now(), done }));
  }, [one.state, done]);
  return estimateOf(looks, one.rows ?? 0);
};
