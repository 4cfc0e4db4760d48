import { routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { Button, ButtonLink, Card, confirmDestructive, ErrorNote, Loading, Page, toastDone } from '../../ui/index.js';
import { ConnectionForm } from './ConnectionForm.js';
import { FeedsTable } from './SourcesPage.js';

const useCrumbs = () => {
  const { t } = useTranslation();
  return [
    { label: t('customers.title'), to: '/customers' },
    { label: t('sources.title'), to: '/customers/sources' },
  ];
};

/** The first of two steps: where to read from. What to read there follows. */
export const NewSourcePage = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <>
      <PageTop title={t('sources.create')} crumbs={useCrumbs()} />
      <Page narrow>
        <ConnectionForm source={null} onSaved={({ id }) => void navigate(`/customers/sources/${id}/feeds/new`)} />
      </Page>
    </>
  );
};

/** One source: what is read from it, and its connection. */
export const SourcePage = () => {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { data: source, error, refetch } = useRead(routes.source, { id });
  const remove = useWrite(routes.deleteSource, { refreshes: ['/sources'], onDone: () => void navigate('/customers/sources') });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('sources.removeTitle', { name: source?.name }),
      affects: t('sources.removeAffects', { count: source?.feeds.length ?? 0 }),
      action: t('sources.remove'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id });
  };
  return (
    <>
      <PageTop
        title={source?.name ?? t('sources.title')}
        crumbs={useCrumbs()}
        actions={
          source ? (
            <Button kind="danger" onClick={() => void ask()}>
              {t('sources.remove')}
            </Button>
          ) : null
        }
      />
      <Page narrow>
        {error && !source ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {!source && !error ? <Loading lines={5} /> : null}
        {source ? (
          <>
            <Card
              title={t('sources.feeds')}
              actions={
                <ButtonLink to={`/customers/sources/${id}/feeds/new`} icon="plus">
                  {t('sources.feed.create')}
                </ButtonLink>
              }
            >
              {source.feeds.length === 0 ? <p className="muted">{t('sources.noFeeds')}</p> : <FeedsTable feeds={source.feeds} />}
            </Card>
            <ConnectionForm key={source.id} source={source} onSaved={() => toastDone(t('sources.connection.saved'))} />
          </>
        ) : null}
      </Page>
    </>
  );
};
