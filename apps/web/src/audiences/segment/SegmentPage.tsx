import { type Catalogue, routes, type Segment } from '@wayfare/contracts';
import { useParams } from 'react-router';
import { useRead } from '../../api/hooks.js';
import { ErrorNote, Loading } from '../../ui/index.js';
import { SegmentEditor } from './SegmentEditor.js';

/** Opens a segment to be changed, or an empty one to be made. */
export const SegmentPage = () => {
  const { id = 'new' } = useParams();
  const isNew = id === 'new';
  const segment = useRead(routes.segment, { id }, { enabled: !isNew });
  const catalogue = useRead(routes.catalogue);
  const error = segment.error ?? catalogue.error;
  if (error) return <ErrorNote error={error} />;
  if (!catalogue.data || (!isNew && !segment.data)) return <Loading lines={6} />;
  return <Opened key={id} segment={segment.data ?? null} catalogue={catalogue.data} />;
};

const Opened = ({ segment, catalogue }: { segment: Segment | null; catalogue: Catalogue }) => (
  <SegmentEditor segment={segment} catalogue={catalogue} />
);
