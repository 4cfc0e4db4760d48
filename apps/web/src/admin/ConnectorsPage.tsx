import { type Connector, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { useMay } from '../app/session.js';
import { Button, EmptyState, ErrorNote, Loading, Page } from '../ui/index.js';
import styles from './admin.module.css';
import { ConnectorCard } from './connectors/ConnectorCard.js';
import { ConnectorDrawer } from './connectors/ConnectorDrawer.js';
import { TestConnectorDialog } from './connectors/TestConnectorDialog.js';

const EVERY = 20_000;

export const ConnectorsPage = () => {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Connector | 'new' | null>(null);
  const [tested, setTested] = useState<Connector | null>(null);
  const connectors = useRead(routes.connectors, {}, { every: EVERY });
  const may = useMay(routes.createConnector);
  const items = connectors.data?.items;
  const create = may ? (
    <Button kind="seal" icon="plus" onClick={() => setEdited('new')}>
      {t('connectors.create')}
    </Button>
  ) : null;
  return (
    <>
      <PageTop title={t('connectors.title')} actions={create} />
      <Page>
        <p className="muted">{t('connectors.lead')}</p>
        {connectors.error && !items ? <ErrorNote error={connectors.error} retry={() => void connectors.refetch()} /> : null}
        {!items && !connectors.error ? <Loading lines={4} /> : null}
        {items?.length === 0 ? (
          <EmptyState icon="connectors" title={t('connectors.emptyTitle')} body={t('connectors.emptyBody')} action={create} />
        ) : null}
        <ul className={styles.connectors}>
          {items?.map((connector) => (
            <ConnectorCard
              key={connector.id}
              connector={connector}
              onEdit={() => setEdited(connector)}
              onTest={() => setTested(connector)}
            />
          ))}
        </ul>
      </Page>
      {edited ? (
        <ConnectorDrawer
          key={edited === 'new' ? 'new' : edited.id}
          connector={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
      {tested ? <TestConnectorDialog connector={tested} onClose={() => setTested(null)} /> : null}
    </>
  );
};
