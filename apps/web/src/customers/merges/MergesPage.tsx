import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageTop } from '../../app/frame/PageTop.js';
import { Page, Segmented } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import { LookBar } from './LookBar.js';
import { MergeLog } from './MergeLog.js';
import { OpenPairs } from './OpenPairs.js';
import { RulesPart } from './RulesPart.js';

const PARTS = ['open', 'log', 'rules'] as const;

/** Customers who are one person: those to decide on, those who were put together, and by what. */
export const MergesPage = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const part = PARTS.find((one) => one === search.get('part')) ?? 'open';
  return (
    <>
      <PageTop title={t('merges.title')} crumbs={[{ label: t('customers.title'), to: '/customers' }]} />
      <Page>
        <CustomersNav>
          <Segmented
            label={t('merges.parts.label')}
            value={part}
            options={PARTS.map((value) => ({ value, label: t(`merges.parts.${value}`) }))}
            onChange={(value) => setSearch({ part: value }, { replace: true })}
          />
        </CustomersNav>
        {part === 'rules' ? null : <LookBar />}
        {part === 'open' ? <OpenPairs /> : null}
        {part === 'log' ? <MergeLog /> : null}
        {part === 'rules' ? <RulesPart /> : null}
      </Page>
    </>
  );
};
