import { routes, type Settings } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '../api/hooks.js';
import { PageTop } from '../app/frame/PageTop.js';
import { useMe } from '../app/session.js';
import { ErrorNote, Loading, Page } from '../ui/index.js';
import styles from './admin.module.css';
import { AccountTab } from './settings/AccountTab.js';
import { AuditTab } from './settings/AuditTab.js';
import { ContactTab } from './settings/contact/ContactTab.js';
import { PeopleTab } from './settings/PeopleTab.js';
import { PricesCard } from './settings/PricesCard.js';
import { ConfirmCard } from './settings/purposes/ConfirmCard.js';
import { PurposesTab } from './settings/purposes/PurposesTab.js';
import { RetentionTab } from './settings/RetentionTab.js';
import { SendingTab } from './settings/SendingTab.js';
import { SystemTab } from './settings/SystemTab.js';
import { TokensTab } from './settings/TokensTab.js';
import { WorkspaceTab } from './settings/WorkspaceTab.js';

const FOR_ALL = ['workspace', 'sending', 'contact', 'purposes', 'account'] as const;
const FOR_ADMINS = ['people', 'tokens', 'audit', 'retention', 'system'] as const;
type Tab = (typeof FOR_ALL)[number] | (typeof FOR_ADMINS)[number];

/** The workspace and who may do what in it; what a role may not see is not there. */
export const SettingsPage = () => {
  const { t } = useTranslation();
  const me = useMe();
  const [search] = useSearchParams();
  const tabs: readonly Tab[] =
    me?.role === 'admin'
      ? ['workspace', 'sending', 'contact', 'purposes', 'people', 'tokens', 'audit', 'retention', 'system', 'account']
      : FOR_ALL;
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'workspace';
  const settings = useRead(routes.settings);
  return (
    <>
      <PageTop title={t('settings.title')} />
      <Page>
        <div className={styles.settings}>
          <nav className={styles.tabs} aria-label={t('settings.tabs.label')}>
            {tabs.map((one) => (
              <Link key={one} to={`/settings?tab=${one}`} replace aria-current={one === tab ? 'page' : undefined}>
                {t(`settings.tabs.${one}`)}
              </Link>
            ))}
          </nav>
          <div className="stack">
            {settings.error && !settings.data ? <ErrorNote error={settings.error} retry={() => void settings.refetch()} /> : null}
            {!settings.data && !settings.error ? <Loading lines={5} /> : null}
            {settings.data ? <Shown tab={tab} settings={settings.data} /> : null}
          </div>
        </div>
      </Page>
    </>
  );
};

const Shown = ({ tab, settings }: { tab: Tab; settings: Settings }) => {
  switch (tab) {
    case 'workspace':
      return <WorkspaceTab settings={settings} />;
    case 'sending':
      return (
        <>
          <SendingTab settings={settings} />
          <PricesCard settings={settings} />
        </>
      );
    case 'contact':
      return <ContactTab settings={settings} />;
    case 'purposes':
      return (
        <>
          <PurposesTab />
          <ConfirmCard settings={settings} />
        </>
      );
    case 'people':
      return <PeopleTab />;
    case 'tokens':
      return <TokensTab />;
    case 'audit':
      return <AuditTab />;
    case 'retention':
      return <RetentionTab settings={settings} />;
    case 'system':
      return <SystemTab />;
    case 'account':
      return <AccountTab />;
  }
};
