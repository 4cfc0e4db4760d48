import { Checkbox, TextInput } from '@mantine/core';
import { routes, type Source, type SourceKind } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '../../api/hooks.js';
import { fieldError } from '../../api/problem.js';
import { Button, Card, Footer, Icon, Segmented } from '../../ui/index.js';
import { type Change, DatabaseFields, HttpFields, LimitFields } from './ConnectionFields.js';
import { bodyOf, draftOf, isComplete, PORTS } from './connection.js';
import styles from './sources.module.css';
import { problemWords } from './words.js';

interface ConnectionFormProps {
  readonly source: Source | null;
  onSaved(source: Source): void;
}

const KINDS = ['mysql', 'postgres', 'http'] as const satisfies readonly SourceKind[];

/** Where to read from, and a try of it before it is stored. */
export const ConnectionForm = ({ source, onSaved }: ConnectionFormProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(source));
  const tried = useWrite(routes.trySource);
  const make = useWrite(routes.createSource, { refreshes: ['/sources'], onDone: onSaved });
  const alter = useWrite(routes.changeSource, { refreshes: ['/sources'], onDone: onSaved });
  const wrong = (path: string): string | undefined => fieldError(tried.error ?? make.error ?? alter.error, path);
  const change: Change = (part) => {
    for (const write of [tried, make, alter]) write.reset();
    setDraft((before) => ({ ...before, ...part }));
  };
  const fields = { draft, change, wrong };
  const body = bodyOf(draft);
  const attempt = (): void => {
    for (const write of [make, alter]) write.reset();
    const { name: _name, ...connection } = body;
    tried.mutate({ body: { ...connection, ...(source ? { sourceId: source.id } : {}) } });
  };
  return (
    <Card title={t('sources.connection.title')} lead={t('sources.connection.lead')}>
      {source ? null : (
        <Segmented<SourceKind>
          label={t('sources.connection.kind')}
          value={draft.kind}
          options={KINDS.map((value) => ({ value, label: t(`sources.kinds.${value}`) }))}
          onChange={(kind) => change({ kind, port: PORTS[kind] })}
        />
      )}
      <div className={styles.fields}>
        <TextInput
          label={t('sources.connection.name')}
          error={wrong('name')}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {draft.kind === 'http' ? <HttpFields {...fields} /> : <DatabaseFields {...fields} />}
        <LimitFields {...fields} />
        <Checkbox
          className={styles.wide}
          label={t('sources.connection.allowPrivate')}
          description={t('sources.connection.allowPrivateLead')}
          checked={draft.allowPrivate}
          onChange={(event) => change({ allowPrivate: event.currentTarget.checked })}
        />
      </div>
      {tried.data ? (
        <p role="status" className={tried.data.ok ? styles.good : styles.bad}>
          <Icon name={tried.data.ok ? 'check' : 'error'} size={15} />{' '}
          {tried.data.problem ? problemWords(tried.data.problem, t) : t('sources.connection.works', { says: tried.data.says })}
        </p>
      ) : null}
      <Footer>
        <Button disabled={!isComplete(draft)} busy={tried.isPending} onClick={attempt}>
          {t('sources.connection.try')}
        </Button>
        <Button
          kind="seal"
          disabled={!isComplete(draft)}
          busy={make.isPending || alter.isPending}
          onClick={() => (source ? alter.mutate({ id: source.id, body }) : make.mutate({ body }))}
        >
          {t('sources.connection.save')}
        </Button>
      </Footer>
    </Card>
  );
};
