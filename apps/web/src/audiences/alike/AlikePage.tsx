import { LEAST_SEED, type LookAlike, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import {
  Button,
  Card,
  Chip,
  confirmDestructive,
  cssVariable,
  EmptyState,
  ErrorNote,
  IconButton,
  Loading,
  Page,
  toastDone,
} from '../../ui/index.js';
import { AlikePeople } from './AlikePeople.js';
import { seedWords } from './AlikesTab.js';
import styles from './alike.module.css';
import { LeftOutCard } from './LeftOutCard.js';
import { PartsCard } from './PartsCard.js';
import { SizeCard } from './SizeCard.js';

const EVERY = 1_000;
const isUnderWay = ({ state }: LookAlike): boolean => state === 'queued' || state === 'running';
const TABS = '/audiences?tab=alike';

/** One search: how far it is, how good it is, what makes the likeness, how large a list is to be, and whom it found. */
export const AlikePage = () => {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [isWaiting, setWaiting] = useState(true);
  const { data: one, error, refetch } = useRead(routes.lookAlike, { id }, { every: isWaiting ? EVERY : false });
  if (one && isUnderWay(one) !== isWaiting) setWaiting(isUnderWay(one));
  return (
    <>
      <PageTop
        title={one ? seedWords(one, t) : t('audiences.tabs.alike')}
        crumbs={[{ label: t('audiences.title'), to: TABS }]}
        chips={one?.found ? <Chip>{t('common.people.count', { count: one.found })}</Chip> : null}
        actions={one ? <DeleteAlike id={one.id} /> : null}
      />
      <Page>
        {error && !one ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {!one && !error ? <Loading lines={8} /> : null}
        {one && isUnderWay(one) ? <Running one={one} /> : null}
        {one && (one.state === 'failed' || one.state === 'cancelled') ? <NoAnswer one={one} /> : null}
        {one?.state === 'done' ? <Answer one={one} /> : null}
      </Page>
    </>
  );
};

const Answer = ({ one }: { one: LookAlike }) => (
  <>
    <QualityCard one={one} />
    <div className={styles.cards}>
      <div className="stack">
        <SizeCard one={one} />
        <LeftOutCard one={one} />
      </div>
      <PartsCard one={one} />
    </div>
    <AlikePeople one={one} />
  </>
);

/** What can be said of the likeness, honestly: by people who were hidden from it. */
const QualityCard = ({ one: { quality } }: { one: LookAlike }) => {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  if (!quality) return null;
  const { verdict, order, hidden, learntFrom, among } = quality;
  return (
    <Card>
      <p className={styles.verdict} data-verdict={verdict}>
        <Chip tone={verdict === 'alike' ? 'good' : verdict === 'doubtful' ? 'warn' : 'bad'}>{t(`alike.verdict.${verdict}.chip`)}</Chip>
        <b>{t(`alike.verdict.${verdict}.says`)}</b>
      </p>
      <p className="muted">
        {t('alike.verdict.how', {
          ...{ learntFrom: number(learntFrom), hidden: number(hidden), among: number(among) },
          ...{ order: percent(order.value, 0), low: percent(order.low, 0), high: percent(order.high, 0) },
        })}
      </p>
    </Card>
  );
};

const Running = ({ one }: { one: LookAlike }) => {
  const { t } = useTranslation();
  const may = useMay(routes.cancelLookAlike);
  const cancel = useWrite(routes.cancelLookAlike, { refreshes: ['/look-alikes'] });
  const share = one.stepsTotal > 0 ? one.stepsDone / one.stepsTotal : 0;
  const words = one.stepsTotal > 0 ? t('alike.running', { done: one.stepsDone, total: one.stepsTotal }) : t('alike.waiting');
  return (
    <Card>
      <div className={styles.running} role="status">
        <span className="grow">{words}</span>
        {may ? (
          <Button small busy={cancel.isPending} onClick={() => cancel.mutate({ id: one.id })}>
            {t('alike.cancel')}
          </Button>
        ) : null}
      </div>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * share)}
      >
        <span style={cssVariable('--part', share)} />
      </div>
    </Card>
  );
};

const NoAnswer = ({ one }: { one: LookAlike }) => {
  const { t } = useTranslation();
  if (one.state === 'cancelled') return <EmptyState icon="stop" title={t('alike.cancelledTitle')} body={t('alike.cancelledBody')} />;
  const why = one.refusal ?? 'broken';
  return <EmptyState icon="warning" title={t(`alike.refusal.${why}.title`)} body={t(`alike.refusal.${why}.body`, { least: LEAST_SEED })} />;
};

const DeleteAlike = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay(routes.deleteLookAlike);
  const remove = useWrite(routes.deleteLookAlike, {
    onDone: () => {
      toastDone(t('alike.deleted'));
      void navigate(TABS, { replace: true });
    },
  });
  const ask = async (): Promise<void> => {
    const question = { title: t('alike.deleteTitle'), affects: t('alike.deleteAffects'), action: t('alike.deleteAction') };
    if (await confirmDestructive(question)) remove.mutate({ id });
  };
  return may ? <IconButton icon="trash" label={t('alike.deleteAction')} onClick={() => void ask()} /> : null;
};
