import { routes } from '@wayfare/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../api/hooks.js';
import { useMay } from '../app/session.js';
import { Button, ButtonLink, Icon, type IconName } from '../ui/index.js';
import styles from './home.module.css';

/** An empty workspace: three ways to begin, each in one click. */
export const FirstSteps = ({ hasFailed }: { hasFailed: boolean }) => {
  const { t } = useTranslation();
  const may = useMay(routes.loadDemo);
  const load = useWrite(routes.loadDemo, { refreshes: ['/demo', '/home'] });
  return (
    <>
      <div className={styles.lead}>
        <h2>{t('home.empty.title')}</h2>
        <p>{t('home.empty.lead')}</p>
      </div>
      {hasFailed ? <p className={styles.failed}>{t('home.demo.failed')}</p> : null}
      <div className={styles.ways}>
        <Way icon="upload" title={t('home.empty.importTitle')} body={t('home.empty.importBody')}>
          <ButtonLink to="/customers/imports/new" kind="seal">
            {t('home.empty.importAction')}
          </ButtonLink>
        </Way>
        {may ? (
          <Way icon="people" title={t('home.empty.demoTitle')} body={t('home.empty.demoBody')}>
            <Button busy={load.isPending} onClick={() => load.mutate({})}>
              {t('home.empty.demoAction')}
            </Button>
          </Way>
        ) : null}
        <Way icon="fork" title={t('home.empty.journeyTitle')} body={t('home.empty.journeyBody')}>
          <ButtonLink to="/journeys">{t('home.empty.journeyAction')}</ButtonLink>
        </Way>
      </div>
    </>
  );
};

const Way = ({ icon, title, body, children }: { icon: IconName; title: string; body: string; children: ReactNode }) => (
  <section className={styles.way}>
    <span className={styles.tile}>
      <Icon name={icon} size={19} weight={1.4} />
    </span>
    <h3>{title}</h3>
    <p className="muted small">{body}</p>
    <div>{children}</div>
  </section>
);
