import { type Import, routes } from '@wayfare/contracts';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { urlOf } from '../../api/client.js';
import { useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, ButtonLink, Card, Chip, confirmDestructive, ErrorNote, Loading, Page, toastDone } from '../../ui/index.js';
import { CheckFigures } from './CheckResult.js';
import { isUnderWay, linesDone, roughDuration } from './estimate.js';
import { Figures } from './Figures.js';
import { factsOf } from './FileFacts.js';
import { STATE_TONES } from './ImportsPage.js';
import styles from './imports.module.css';
import { matchingWords } from './matching-words.js';
import { Progress } from './Progress.js';
import { problemWords } from './problem-words.js';
import { targetWords } from './target-words.js';
import { useImport } from './use-import.js';

const HAS_MATCHING: readonly Import['kind'][] = ['customers', 'orders', 'products'];

/** One import: how far it is, then what came of it. */
export const ImportPage = () => {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const { data: one, error, refetch } = useImport(id);
  return (
    <>
      <PageTop
        title={one?.fileName ?? t('customers.imports.newTitle')}
        crumbs={[
          { label: t('customers.title'), to: '/customers' },
          { label: t('customers.imports.title'), to: '/customers/imports' },
        ]}
        chips={one ? <Chip tone={STATE_TONES[one.state]}>{t(`customers.imports.state.${one.state}`)}</Chip> : null}
        actions={one ? <Cancel one={one} /> : null}
      />
      <Page narrow>
        {error && !one ? <ErrorNote error={error} retry={() => void refetch()} /> : null}
        {!one && !error ? <Loading lines={5} /> : null}
        {one ? <Outcome one={one} /> : null}
      </Page>
    </>
  );
};

const Outcome = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  return (
    <>
      <Card>
        <p className={styles.big}>
          <Headline one={one} />
        </p>
        {one.state === 'queued' ? <p className="muted">{t('customers.imports.queuedLead')}</p> : null}
        {one.state === 'running' || one.state === 'checking' ? <Progress one={one} /> : null}
        {one.file ? <p className="muted small">{factsOf(one.file, t)}</p> : null}
        {isUnderWay(one) ? <p className="faint small">{t('customers.imports.sendingLead')}</p> : null}
        {one.error ? (
          <p role="alert" style={{ color: 'var(--bad)' }}>
            {problemWords(one.error, t)}
          </p>
        ) : null}
        {HAS_MATCHING.includes(one.kind) ? <p className="muted small">{matchingWords(one, t)}</p> : null}
        {one.state === 'checked' && one.check ? <CheckFigures one={one} check={one.check} /> : <RowFigures one={one} />}
        <Then one={one} />
      </Card>
      {one.rejected > 0 && !isUnderWay(one) ? (
        <Card
          title={t('customers.imports.rejectedTitle', { count: one.rejected })}
          lead={t('customers.imports.rejectedLead')}
          actions={
            <ButtonLink href={urlOf(routes.rejectedRows, one.id)} icon="download" download>
              {t('customers.imports.download')}
            </ButtonLink>
          }
        />
      ) : null}
      <Card title={t('customers.imports.mapping')}>
        <ul className={styles.pairs}>
          {Object.entries(one.mapping).map(([column, target]) => (
            <li key={column}>
              <b>{column}</b> <span className="muted">→ {targetWords(target, t)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
};

const Headline = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const { duration } = useFormat();
  if (one.state !== 'done') return t(`customers.imports.${one.state}Title`);
  const seconds = one.startedAt && one.finishedAt ? (Date.parse(one.finishedAt) - Date.parse(one.startedAt)) / 1000 : 0;
  return (
    <>
      {t('customers.imports.doneTitle', { count: one.inserted + one.updated })}{' '}
      {seconds >= 1 ? (
        <span className="faint small">{t('customers.imports.doneIn', { time: duration(roughDuration(seconds)) })}</span>
      ) : null}
    </>
  );
};

const RowFigures = ({ one }: { one: Import }) => (
  <Figures
    of={[
      ['rows', linesDone(one)],
      ['inserted', one.inserted],
      ['updated', one.updated],
      ['rejected', one.rejected],
      ...(one.skipped > 0 ? ([['skipped', one.skipped]] as const) : []),
    ]}
  />
);

const Cancel = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  const may = useMay(routes.cancelImport);
  const cancel = useWrite(routes.cancelImport, { refreshes: ['/imports'], onDone: () => toastDone(t('customers.imports.cancelled')) });
  const ask = async (): Promise<void> => {
    const question = {
      title: t('customers.imports.cancelTitle'),
      affects: t('customers.imports.cancelAffects', { count: one.inserted + one.updated }),
      action: t('customers.imports.cancel'),
    };
    if (await confirmDestructive(question)) cancel.mutate({ id: one.id });
  };
  if (!may || one.finishedAt !== null) return null;
  return (
    <Button kind="danger" onClick={() => void ask()}>
      {t('customers.imports.cancel')}
    </Button>
  );
};

/** The one key of a file that was checked. */
const StartChecked = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const may = useMay(routes.startImport);
  const start = useWrite(routes.startImport, { refreshes: ['/imports'] });
  if (!may) return null;
  return (
    <div className={styles.then}>
      <Button kind="seal" icon="upload" busy={start.isPending} onClick={() => start.mutate({ id })}>
        {t('customers.imports.start')}
      </Button>
    </div>
  );
};

/** Where to go from an import that has ended. */
const Then = ({ one }: { one: Import }) => {
  const { t } = useTranslation();
  if (one.state === 'checked') return <StartChecked id={one.id} />;
  if (isUnderWay(one)) return null;
  return (
    <div className={styles.then}>
      <ButtonLink to="/customers/imports/new">{t('customers.imports.again')}</ButtonLink>
      {one.state === 'done' ? (
        <>
          <ButtonLink to="/audiences/segments/new">{t('customers.imports.toSegment')}</ButtonLink>
          <ButtonLink to="/customers" kind="seal">
            {t('customers.imports.toCustomers')}
          </ButtonLink>
        </>
      ) : null}
    </div>
  );
};
