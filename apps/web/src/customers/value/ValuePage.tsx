import { routes, type ValueOverview } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, ButtonLink, Chip, EmptyState, ErrorNote, Icon, Loading, Page, toastDone } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import customers from '../customers.module.css';
import { CurveCard } from './CurveCard.js';
import { GridCard } from './GridCard.js';
import { type Group, GroupDrawer } from './people.js';
import { RulesDrawer } from './RulesDrawer.js';
import { StagesCard } from './StagesCard.js';
import { TiersCard } from './TiersCard.js';
import styles from './value.module.css';

const EVERY = 2000;
const SELDOM = 30_000;
const isUnderWay = (run: ValueOverview['run'] | undefined): boolean => run?.state === 'queued' || run?.state === 'running';

/** What customers are worth and where they stand: each chart answers a question, and each number opens its people. */
export const ValuePage = () => {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const [isUpdating, setUpdating] = useState(false);
  const { data: overview, error, refetch } = useRead(routes.valueOverview, {}, { every: isUpdating ? EVERY : SELDOM });
  const [group, setGroup] = useState<Group | null>(null);
  const [isEditing, setEditing] = useState(false);
  const may = useMay(routes.changeValueSettings);
  const compute = useWrite(routes.computeValue, { refreshes: ['/value'], onDone: () => toastDone(t('value.asked')) });
  if (isUnderWay(overview?.run) !== isUpdating) setUpdating(isUnderWay(overview?.run));
  const actions = may ? (
    <>
      <Button icon="refresh" busy={compute.isPending} disabled={isUpdating} onClick={() => compute.mutate({})}>
        {t('value.now')}
      </Button>
      <Button icon="edit" disabled={!overview} onClick={() => setEditing(true)}>
        {t('value.rules')}
      </Button>
    </>
  ) : null;
  return (
    <>
      <PageTop
        title={t('value.title')}
        chips={overview?.foundAt ? <Chip>{t('value.found', { when: dateTime(overview.foundAt) })}</Chip> : null}
        actions={actions}
      />
      <Page>
        <CustomersNav />
        {error && !overview ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {!overview && !error ? <Loading lines={8} /> : null}
        {overview ? <RunStrip run={overview.run} /> : null}
        {overview && overview.leftOut > 0 ? <p className="muted small">{t('value.leftOut', { count: overview.leftOut })}</p> : null}
        {overview && overview.curve.length === 0 ? <Empty /> : null}
        {overview && overview.curve.length > 0 ? (
          <div className={styles.cards}>
            <CurveCard overview={overview} onOpen={setGroup} />
            <GridCard overview={overview} onOpen={setGroup} />
            <TiersCard overview={overview} onOpen={setGroup} />
            <StagesCard overview={overview} onOpen={setGroup} />
          </div>
        ) : null}
      </Page>
      {group ? <GroupDrawer key={group.title} group={group} onClose={() => setGroup(null)} /> : null}
      {isEditing && overview ? <RulesDrawer overview={overview} onClose={() => setEditing(false)} /> : null}
    </>
  );
};

const Empty = () => {
  const { t } = useTranslation();
  const may = useMay(routes.createImport);
  return (
    <EmptyState
      icon="gauge"
      title={t('value.emptyTitle')}
      body={t('value.emptyBody')}
      action={
        may ? (
          <ButtonLink to="/customers/imports/new" icon="upload" kind="seal">
            {t('value.emptyImport')}
          </ButtonLink>
        ) : undefined
      }
    />
  );
};

/** How far it has come, or why it has not. */
const RunStrip = ({ run }: { run: ValueOverview['run'] }) => {
  const { t } = useTranslation();
  const may = useMay(routes.cancelValue);
  const cancel = useWrite(routes.cancelValue, { refreshes: ['/value'] });
  if (run === null || run.state === 'done') return null;
  const words =
    run.state === 'running' && run.stepsTotal > 0
      ? t('value.running', { done: run.stepsDone, total: run.stepsTotal })
      : t(`value.${run.state === 'failed' || run.state === 'cancelled' ? run.state : 'waiting'}`);
  return (
    <div className={customers.strip} role="status">
      <Icon name={run.state === 'failed' ? 'warning' : 'refresh'} size={15} />
      <span className="grow">{words}</span>
      {may && isUnderWay(run) ? (
        <Button small busy={cancel.isPending} onClick={() => cancel.mutate({})}>
          {t('value.cancel')}
        </Button>
      ) : null}
    </div>
  );
};
