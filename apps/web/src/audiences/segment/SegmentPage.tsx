import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRead } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { ErrorNote, Loading } from '../../ui/index.js';
import { SegmentEditor } from './SegmentEditor.js';

/** Opens a segment to be changed, or an empty one to be made. */
export const SegmentPage = () => {
  const { t } = useTranslation();
  const { id = 'new' } = useParams();
  const isNew = id === 'new';
  const segment = useRead(routes.segment, { id }, { enabled: !isNew });
  const catalogue = useRead(routes.catalogue);
  const error = segment.error ?? catalogue.error;
  if (error) return <ErrorNote error={error} />;
  if (!catalogue.data || (!isNew && !segment.data)) {
    return (
      <>
        <PageTop title={t('audiences.title')} />
        <Loading lines={6} />
      </>
    );
  }
  return <SegmentEditor key={id} segment={segment.data ?? null} catalogue={catalogue.data} />;
};
