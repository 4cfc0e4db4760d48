import type { Home } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../app/session.js';
import { useWorkspace } from '../app/workspace.js';
import { useFormat } from '../i18n/format.js';
import { OpenTasksCard } from '../tasks/OpenTasksCard.js';
import { ButtonLink, Card, Emphasised, Icon } from '../ui/index.js';
import styles from './home.module.css';
import { attentionWords, briefOf, liftWords, partOfDay } from './words.js';

/** Yesterday in one sentence; then what it was worth, what needs somebody, what runs. */
export const Brief = ({ home }: { home: Home }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const { now, today } = useWorkspace();
  const hour = Number(format.time(now).slice(0, 2));
  const who = me?.user ? t('home.greeting.who', { name: me.user.name }) : '';
  return (
    <>
      <div className={styles.lead}>
        <p className={styles.greeting}>
          {t(`home.greeting.${partOfDay(hour)}`, { who })} <span className="faint">{format.day(today)}</span>
        </p>
        <h2>
          <Emphasised text={briefOf(home.yesterday, t, format)} />
        </h2>
      </div>
      <div className={styles.cols}>
        <div className="stack">
          <Yesterday home={home} />
        </div>
        <div className="stack">
          <OpenTasksCard />
          <Attention attention={home.attention} />
          <Running running={home.running} />
        </div>
      </div>
    </>
  );
};

const Yesterday = ({ home }: { home: Home }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card
      title={t('home.yesterday.title')}
      lead={t('home.yesterday.question')}
      actions={
        <ButtonLink small to="/reports">
          {t('home.yesterday.all')}
        </ButtonLink>
      }
    >
      {home.yesterday.length === 0 ? <p className="muted small">{t('home.yesterday.none')}</p> : null}
      <ul className={styles.sends}>
        {home.yesterday.map(({ journeyId, name, day, sent, responded, responseRate, lift }) => (
          <li key={`${journeyId}:${day}`}>
            <Link to={`/journeys/${journeyId}/report?day=${day}`}>
              <span className="grow">
                <b className="ellipsis">{name}</b>
                <span className={styles.verdict} data-verdict={lift && lift.low > 0 ? 'more' : lift && lift.high < 0 ? 'less' : undefined}>
                  {liftWords(lift, t, format)}
                </span>
              </span>
              <Figure value={format.number(sent)} label={t('home.yesterday.sent')} />
              <Figure value={format.number(responded)} label={t('home.yesterday.responded')} />
              <span className={styles.rate} data-verdict={lift && lift.low > 0 ? 'more' : undefined}>
                {responseRate === null ? '–' : format.percent(responseRate)}
              </span>
              <Icon name="right" size={14} />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Figure = ({ value, label }: { value: string; label: string }) => (
  <span className={styles.figure}>
    <b>{value}</b>
    <span>{label}</span>
  </span>
);

const Attention = ({ attention }: Pick<Home, 'attention'>) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('home.attention.title')}>
      {attention.length === 0 ? (
        <p className={styles.calm}>
          <Icon name="check" size={15} /> {t('home.attention.none')}
        </p>
      ) : null}
      <ul className={styles.matters}>
        {attention.map((matter) => (
          <li key={JSON.stringify(matter)}>
            <Link to={matter.link}>
              <Icon name="warning" size={15} />
              <span className="grow">{attentionWords(matter, t, format)}</span>
              <Icon name="right" size={13} />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Running = ({ running }: Pick<Home, 'running'>) => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { now } = useWorkspace();
  return (
    <Card title={t('home.running.title')}>
      {running.length === 0 ? (
        <p className="muted small">
          {t('home.running.none')} <Link to="/journeys">{t('home.running.create')}</Link>
        </p>
      ) : null}
      <ul className={styles.running}>
        {running.map(({ journeyId, name, inside, nextAt }) => (
          <li key={journeyId}>
            <Link to={`/journeys/${journeyId}`}>
              <span className={styles.pulse} aria-hidden="true" />
              <span className="grow">
                <b className="ellipsis">{name}</b>
                <span className="small muted">{t('home.running.inside', { count: inside })}</span>
              </span>
              <span className="small faint">
                {nextAt ? t('home.running.next', { at: dateTime(nextAt, now) }) : t('home.running.waiting')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
};
