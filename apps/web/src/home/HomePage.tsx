import { routes } from '@wayfare/contracts';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { ErrorNote, Loading, Page } from '../ui/index.js';
import { Brief } from './Brief.js';
import { DemoProgress } from './DemoProgress.js';
import { FirstSteps } from './FirstSteps.js';

const EVERY = 30_000;

/** What one wants to know in the morning; before there is anything, how to begin. */
export const HomePage = () => {
  const { t } = useTranslation();
  const home = useRead(routes.home, {}, { every: EVERY });
  const [isMaking, setMaking] = useState(false);
  const demo = useRead(routes.demo, {}, { every: isMaking ? 1500 : false });
  useEffect(() => setMaking(demo.data?.state === 'running'), [demo.data?.state]);
  return (
    <>
      <PageTop title={t('home.title')} />
      <Page>
        {home.error && !home.data ? <ErrorNote error={home.error} retry={() => void home.refetch()} /> : null}
        {!home.data && !home.error ? <Loading lines={6} /> : null}
        {demo.data?.state === 'running' ? <DemoProgress demo={demo.data} /> : null}
        {home.data && demo.data?.state !== 'running' ? (
          home.data.empty ? (
            <FirstSteps hasFailed={demo.data?.state === 'failed'} />
          ) : (
            <Brief home={home.data} />
          )
        ) : null}
      </Page>
    </>
  );
};
