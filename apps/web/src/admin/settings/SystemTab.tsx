import { useTranslation } from 'react-i18next';
import { ButtonLink, Card } from '../../ui/index.js';
import styles from '../admin.module.css';
import { EngineCard } from './EngineCard.js';

const WAYS = [
  ['queues', '/admin/queues'],
  ['docs', '/api/docs'],
  ['health', '/api/health/ready'],
] as const;

/** The doors behind the pages. */
export const SystemTab = () => {
  const { t } = useTranslation();
  return (
    <>
      <EngineCard />
      <Card title={t('settings.tabs.system')} lead={t('settings.system.lead')}>
        <ul className={styles.ways}>
          {WAYS.map(([name, address]) => (
            <li key={name}>
              <span className="grow">
                <b>{t(`settings.system.${name}`)}</b>
                <span className="muted small">{t(`settings.system.${name}Body`)}</span>
              </span>
              <ButtonLink href={address}>{t('settings.system.open')}</ButtonLink>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
};
