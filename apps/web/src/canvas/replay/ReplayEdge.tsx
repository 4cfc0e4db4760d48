import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { CountedLine } from '../published/CountedLine.js';
import { wayKey } from '../published/way-key.js';
import { useReplay } from './replay-store.js';

/** A line, and who took it on the day that is shown. */
export const ReplayEdge = memo((line: EdgeProps) => {
  const count = useReplay((state) => state.ways[wayKey(line.source, line.sourceHandleId)] ?? 0);
  const most = useReplay((state) => state.most);
  return <CountedLine line={line} count={count} most={most} />;
});
