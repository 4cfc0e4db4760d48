import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { type ImportKind, type Reads, type RowMatching, routes, type Source, type SourceFeed } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead, useWrite } from '../../api/hooks.js';
import { CONSENT_CHANNELS } from '../../audiences/condition/names.js';
import { Button, Card, ErrorNote, Footer, Loading, Segmented } from '../../ui/index.js';
import { ColumnsTable } from '../imports/ColumnsTable.js';
import { MatchingCard } from '../imports/MatchingCard.js';
import { type Mapping, mappingProblems } from '../imports/mapping.js';
import { feedInput, guessCursor, type PlanDraft, readsDraftOf, readsOf } from './feed.js';
import { ReadsFields } from './ReadsFields.js';
import styles from './sources.module.css';

const KINDS = ['customers', 'orders', 'events'] as const satisfies readonly ImportKind[];

interface FeedFormProps {
  readonly source: Source;
  readonly feed: SourceFeed | null;
  onSaved(id: string): void;
}

/** What to read, what becomes of it, and when: each part shows itself when the one before is settled. */
export const FeedForm = ({ source, feed, onSaved }: FeedFormProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => readsDraftOf(source, feed));
  const [kind, setKind] = useState<ImportKind>(feed?.kind ?? 'customers');
  const [shown, setShown] = useState<Reads | null>(feed?.reads ?? null);
  const reads = readsOf(draft, feed?.reads ?? null);
  return (
    <>
      <Card title={t('sources.reads.title')} lead={t('sources.reads.lead')}>
        <ReadsFields
          source={source}
          draft={draft}
          onChange={(next) => {
            setDraft(next);
            setShown(null);
          }}
        />
        <div className="row" style={{ marginTop: 'var(--s3)' }}>
          <span className="muted">{t('sources.reads.what')}</span>
          <Segmented<ImportKind>
            label={t('sources.reads.what')}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(`customers.imports.kinds.${value}`) }))}
            onChange={setKind}
          />
        </div>
        <Footer>
          <Button kind={shown ? 'plain' : 'seal'} disabled={reads === null} onClick={() => setShown(reads)}>
            {t('sources.reads.look')}
          </Button>
        </Footer>
      </Card>
      {shown ? <Preview key={JSON.stringify([shown, kind])} {...{ source, feed, kind, onSaved }} reads={shown} /> : null}
    </>
  );
};

interface SettledProps extends FeedFormProps {
  readonly kind: ImportKind;
  readonly reads: Reads;
}

const Preview = (props: SettledProps) => {
  const { data, error, refetch } = useRead(
    routes.previewSource,
    { id: props.source.id, body: { reads: props.reads, kind: props.kind } },
    { fresh: 60_000 },
  );
  if (error && !data) return <ErrorNote error={error} retry={() => void refetch()} />;
  return data ? <Mapped {...props} columns={data.columns} /> : <Loading lines={6} />;
};

type Columns = Parameters<typeof ColumnsTable>[0]['columns'][number] & { readonly family: string };

const Mapped = ({ source, feed, kind, reads, columns, onSaved }: SettledProps & { readonly columns: readonly Columns[] }) => {
  const { t } = useTranslation();
  const known = feed?.kind === kind ? feed.mapping : {};
  const [mapping, setMapping] = useState<Mapping>(() =>
    Object.fromEntries(columns.map(({ name, target }) => [name, feed?.kind === kind ? (known[name] ?? '') : (target ?? '')])),
  );
  const [plan, setPlan] = useState<PlanDraft>({
    name: feed?.name ?? ('table' in reads ? reads.table.name : ''),
    cursor: feed ? (feed.cursor?.column ?? null) : guessCursor(columns),
    overlapSeconds: feed?.cursor?.overlapSeconds ?? 0,
    cron: feed ? feed.cron : '0 * * * *',
    consent: Object.keys(feed?.consent ?? {}).filter((channel) => feed?.consent[channel]),
  });
  const make = useWrite(routes.createFeed, { refreshes: ['/sources', '/source-feeds'], onDone: ({ id }) => onSaved(id) });
  const alter = useWrite(routes.changeFeed, { refreshes: ['/sources', '/source-feeds'], onDone: ({ id }) => onSaved(id) });
  const [matching, setMatching] = useState<RowMatching>(feed?.kind === kind ? feed.matching : {});
  const isReady = mappingProblems(kind, mapping, { matching }).length === 0 && plan.name.trim() !== '';
  const body = { ...feedInput(reads, kind, mapping, plan), matching };
  return (
    <>
      <Card title={t('customers.imports.columns')} lead={t('sources.reads.columnsLead')}>
        <ColumnsTable kind={kind} columns={[...columns]} mapping={mapping} onChange={setMapping} />
      </Card>
      <MatchingCard kind={kind} mapping={mapping} matching={matching} onChange={setMatching} />
      <PlanFields kind={kind} columns={columns} plan={plan} onChange={setPlan} />
      <Footer>
        <Button
          kind="seal"
          disabled={!isReady}
          busy={make.isPending || alter.isPending}
          onClick={() => (feed ? alter.mutate({ id: feed.id, body }) : make.mutate({ id: source.id, body }))}
        >
          {t(feed ? 'sources.plan.save' : 'sources.plan.start')}
        </Button>
      </Footer>
    </>
  );
};

interface PlanFieldsProps {
  readonly kind: ImportKind;
  readonly columns: readonly Columns[];
  readonly plan: PlanDraft;
  onChange(plan: PlanDraft): void;
}

const CRONS: readonly string[] = ['*/15 * * * *', '0 * * * *', '0 3 * * *', '0 3 * * 1'];
const BY_HAND = 'none';
const ALL = 'all';

const PlanFields = ({ kind, columns, plan, onChange }: PlanFieldsProps) => {
  const { t } = useTranslation();
  const crons = [...new Set([...CRONS, ...(plan.cron === null ? [] : [plan.cron])])];
  const words = (cron: string): string => t(`sources.plan.crons.${CRONS.indexOf(cron)}`, { defaultValue: cron });
  return (
    <Card title={t('sources.plan.title')}>
      <div className={styles.fields}>
        <TextInput
          label={t('sources.plan.name')}
          value={plan.name}
          onChange={(event) => onChange({ ...plan, name: event.currentTarget.value })}
        />
        <Select
          label={t('sources.plan.when')}
          allowDeselect={false}
          data={[...crons.map((cron) => ({ value: cron, label: words(cron) })), { value: BY_HAND, label: t('sources.plan.byHand') }]}
          value={plan.cron ?? BY_HAND}
          onChange={(value) => onChange({ ...plan, cron: value === BY_HAND ? null : value })}
        />
        <Select
          className={styles.wide}
          label={t('sources.plan.cursor')}
          description={t('sources.plan.cursorLead')}
          allowDeselect={false}
          data={[
            { value: ALL, label: t('sources.plan.everything') },
            ...columns
              .filter(({ family }) => family !== 'boolean')
              .map(({ name }) => ({ value: `=${name}`, label: t('sources.plan.by', { column: name }) })),
          ]}
          value={plan.cursor === null ? ALL : `=${plan.cursor}`}
          onChange={(value) => onChange({ ...plan, cursor: value === null || value === ALL ? null : value.slice(1) })}
        />
        {plan.cursor !== null && columns.some(({ name, family }) => name === plan.cursor && family === 'instant') ? (
          <NumberInput
            className={styles.wide}
            label={t('sources.plan.overlap')}
            description={t('sources.plan.overlapLead')}
            min={0}
            max={604_800}
            value={plan.overlapSeconds}
            onChange={(value) => onChange({ ...plan, overlapSeconds: Number(value) || 0 })}
          />
        ) : null}
        {kind === 'customers' ? (
          <Checkbox.Group
            className={styles.wide}
            label={t('customers.imports.consent')}
            description={t('customers.imports.consentLead')}
            value={[...plan.consent]}
            onChange={(consent) => onChange({ ...plan, consent })}
          >
            <div className={styles.chips} style={{ marginTop: 'var(--s2)' }}>
              {CONSENT_CHANNELS.slice(0, 3).map((channel) => (
                <Checkbox key={channel} value={channel} label={t(`common.channel.${channel}`)} />
              ))}
            </div>
          </Checkbox.Group>
        ) : null}
      </div>
    </Card>
  );
};
