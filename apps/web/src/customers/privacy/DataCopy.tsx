import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { urlOf } from '../../api/client.js';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, ButtonLink, Card } from '../../ui/index.js';

const SOON_MS = 1500;

/** Everything known of a customer as a file for them: asked for, made, fetched, removed. For administrators. */
export const DataCopy = ({ customerId }: { customerId: string }) =>
  useMay(routes.createSubjectExport) ? <Copy customerId={customerId} /> : null;

const Copy = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const query = { customerId, limit: 1 };
  const first = useRead(routes.subjectExports, { query }).data?.items[0];
  const isUnderWay = first?.state === 'queued' || first?.state === 'running';
  // the same answer, asked for again until the file is there
  useRead(routes.subjectExports, { query }, { every: isUnderWay ? SOON_MS : false });
  const refreshes = ['/subject-exports'];
  const make = useWrite(routes.createSubjectExport, { refreshes });
  const remove = useWrite(routes.deleteSubjectExport, { refreshes });
  return (
    <Card title={t('privacy.copy.title')}>
      <div className="stack">
        <p className="muted small">
          {first?.state === 'done' && first.expiresAt
            ? t('privacy.copy.done', { entries: number(first.entries), until: date(first.expiresAt) })
            : isUnderWay
              ? t('privacy.copy.underWay')
              : first?.state === 'failed'
                ? t('privacy.copy.failed')
                : t('privacy.copy.lead')}
        </p>
        <div className="row">
          {first?.state === 'done' ? (
            <ButtonLink href={urlOf(routes.subjectExportFile, first.id)} download icon="download" small>
              {t('privacy.copy.fetch')}
            </ButtonLink>
          ) : null}
          {first && first.state !== 'failed' ? (
            <Button small busy={remove.isPending} onClick={() => remove.mutate({ id: first.id })}>
              {isUnderWay ? t('common.cancel') : t('privacy.copy.remove')}
            </Button>
          ) : (
            <Button small busy={make.isPending} onClick={() => make.mutate({ id: customerId })}>
              {t('privacy.copy.make')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
};
