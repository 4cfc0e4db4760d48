import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { CountedLine } from '../published/CountedLine.js';
import { wayKey } from '../published/way-key.js';
import { useLive } from './live-store.js';

/** A line, and everybody who has taken it so far. */
export const LiveEdge = memo((line: EdgeProps) => {
  const count = useLive((state) => state.ways[wayKey(line.source, line.sourceHandleId)] ?? 0);
  const most = useLive((state) => state.most);
  return <CountedLine line={line} count={count} most={most} />;
});
