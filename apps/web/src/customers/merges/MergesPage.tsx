import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageTop } from '../../app/frame/PageTop.js';
import { Page, Segmented } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import { LookBar } from './LookBar.js';
import { MergeLog } from './MergeLog.js';
import { OpenPairs } from './OpenPairs.js';

/** Customers who are one person: those to decide on, and those who were put together. */
export const MergesPage = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const part = search.get('part') === 'log' ? 'log' : 'open';
  return (
    <>
      <PageTop title={t('merges.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} />
      <Page>
        <CustomersNav>
          <Segmented
            label={t('merges.parts.label')}
            value={part}
            options={(['open', 'log'] as const).map((value) => ({ value, label: t(`merges.parts.${value}`) }))}
            onChange={(value) => setSearch({ part: value }, { replace: true })}
          />
        </CustomersNav>
        <LookBar />
        {part === 'open' ? <OpenPairs /> : <MergeLog />}
      </Page>
    </>
  );
};
