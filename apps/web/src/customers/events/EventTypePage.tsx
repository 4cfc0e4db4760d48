import { Switch, Textarea } from '@mantine/core';
import { type EventTypeDetail, routes } from '@wayfare/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import table from '../../admin/settings/table.module.css';
import { useRead, useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useFormat } from '../../i18n/format.js';
import { Button, Card, Chip, ErrorNote, Footer, Loading, Page, toastDone } from '../../ui/index.js';
import { CustomersNav } from '../CustomersNav.js';
import styles from './events.module.css';

/** One name of events: what its properties hold, who uses it, what it means. */
export const EventTypePage = () => {
  const { t } = useTranslation();
  const { name = '' } = useParams();
  const type = useRead(routes.eventType, { id: name });
  return (
    <>
      <PageTop
        title={name}
        crumbs={[
          { label: t('customers.title'), to: '/customers' },
          { label: t('events.title'), to: '/customers/events' },
        ]}
      />
      <Page>
        <CustomersNav />
        {type.error && !type.data ? <ErrorNote error={type.error} retry={() => void type.refetch()} /> : null}
        {!type.data && !type.error ? <Loading lines={5} /> : null}
        {type.data ? <Fields type={type.data} /> : null}
        {type.data ? <UsedBy type={type.data} /> : null}
        {type.data ? <Meaning key={type.data.name} type={type.data} /> : null}
      </Page>
    </>
  );
};

const Fields = ({ type }: { type: EventTypeDetail }) => {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  return (
    <Card title={t('events.type.properties')} lead={t('events.type.lookedAt', { events: number(type.lookedAt) })}>
      {type.fields.length === 0 ? <p className="muted">{t('events.type.noProperties')}</p> : null}
      {type.fields.length > 0 ? (
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('events.type.property')}</th>
              <th>{t('events.type.kind')}</th>
              <th>{t('events.type.samples')}</th>
              <th>{t('events.type.fill')}</th>
            </tr>
          </thead>
          <tbody>
            {type.fields.map(({ name, fill, kinds }) => (
              <tr key={name}>
                <td>
                  <code>{name}</code>
                </td>
                <td>
                  <span className={styles.kinds}>
                    {kinds.map(({ kind, seen }, at) => (
                      <Chip
                        key={kind}
                        tone={at === 0 ? 'plain' : 'warn'}
                        {...(at === 0 ? {} : { title: t('events.type.unexpected', { events: number(seen) }) })}
                      >
                        {t(`customers.imports.types.${kind}`)}
                      </Chip>
                    ))}
                  </span>
                </td>
                <td className="muted small">{kinds.flatMap(({ samples }) => samples).join(' · ')}</td>
                <td>{percent(fill)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Card>
  );
};

const HOMES = { journey: '/journeys', segment: '/audiences/segments' } as const;

const UsedBy = ({ type }: { type: EventTypeDetail }) => {
  const { t } = useTranslation();
  return (
    <Card title={t('events.type.usedBy')}>
      {type.usedBy.length === 0 ? <p className="muted">{t('events.type.usedByNobody')}</p> : null}
      <ul>
        {type.usedBy.map(({ kind, id, name }) => (
          <li key={`${kind} ${id}`}>
            <Link to={`${HOMES[kind]}/${id}`}>{name}</Link> <span className="muted small">{t(`events.type.user.${kind}`)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Meaning = ({ type }: { type: EventTypeDetail }) => {
  const { t } = useTranslation();
  const may = useMay(routes.changeEventType);
  const [description, setDescription] = useState(type.description ?? '');
  const [hidden, setHidden] = useState(type.hidden);
  const change = useWrite(routes.changeEventType, { refreshes: ['/event-types'], onDone: () => toastDone(t('events.type.saved')) });
  return (
    <Card title={t('events.type.meaning')}>
      <div className="stack">
        <Textarea
          label={t('events.type.description')}
          autosize
          minRows={2}
          maxLength={1000}
          disabled={!may}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Switch
          label={t('events.type.hide')}
          description={t('events.type.hideWhy')}
          disabled={!may}
          checked={hidden}
          onChange={(event) => setHidden(event.currentTarget.checked)}
        />
      </div>
      {may ? (
        <Footer>
          <Button
            kind="seal"
            busy={change.isPending}
            onClick={() => change.mutate({ id: type.name, body: { description: description.trim() || null, hidden } })}
          >
            {t('common.save')}
          </Button>
        </Footer>
      ) : null}
    </Card>
  );
};
