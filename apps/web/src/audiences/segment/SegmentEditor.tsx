import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type Catalogue, routes, type Segment } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../api/hooks.js';
import { PageTop } from '../../app/frame/PageTop.js';
import { useMay } from '../../app/session.js';
import { useUnsaved } from '../../app/use-unsaved.js';
import { Button, Card, Chip, confirmDestructive, IconButton, Page, Segmented, toastDone } from '../../ui/index.js';
import { FindAlikeButton } from '../alike/FindAlike.js';
import styles from '../audiences.module.css';
import { ConditionBuilder } from '../condition/ConditionBuilder.js';
import { isComplete } from '../condition/gaps.js';
import { sentenceOf } from '../condition/sentence.js';
import { useAudienceNames } from '../condition/use-audience-names.js';
import { NameListDialog } from '../lists/NameListDialog.js';
import { UsesCard, useUses } from '../UsesCard.js';
import { CountCards } from './CountCard.js';
import { DaysCard } from './DaysCard.js';
import { MatchCard } from './MatchCard.js';
import { OverlapCard } from './OverlapCard.js';
import { useAskable } from './use-count.js';

/** Writes a segment: the builder at the left, at the right what it means just now. */
export const SegmentEditor = ({ segment, catalogue }: { segment: Segment | null; catalogue: Catalogue }) => {
  const { t } = useTranslation();
  const [name, setName] = useState(segment?.name ?? '');
  const [condition, setCondition] = useState<Condition | null>(segment?.condition ?? null);
  const asked = useAskable(condition);
  const { names } = useAudienceNames();
  const isDirty = name !== (segment?.name ?? '') || JSON.stringify(condition) !== JSON.stringify(segment?.condition ?? null);
  const may = useMay(routes.createSegment);
  return (
    <>
      <PageTop
        title={segment?.name ?? t('audiences.segment.new')}
        crumbs={[{ label: t('audiences.title'), to: '/audiences' }]}
        chips={isDirty && segment ? <Chip tone="warn">{t('audiences.segment.unsaved')}</Chip> : null}
        actions={may ? <Actions segment={segment} name={name.trim()} condition={condition} isDirty={isDirty} /> : null}
      />
      <Page>
        <div className={styles.cols}>
          <div className="stack">
            <TextInput
              className={styles.named ?? ''}
              size="md"
              aria-label={t('audiences.segment.name')}
              placeholder={t('audiences.segment.namePlaceholder')}
              value={name}
              autoFocus={segment === null}
              readOnly={!may}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Card title={t('audiences.segment.condition')}>
              {may ? (
                <ConditionBuilder value={condition} onChange={setCondition} catalogue={catalogue} />
              ) : (
                <p>{condition === null ? null : sentenceOf(condition, t, names)}</p>
              )}
            </Card>
          </div>
          <aside className={styles.side}>
            <CountCards condition={condition} segmentId={isDirty ? undefined : segment?.id} />
            {segment ? <DaysCard segmentId={segment.id} /> : null}
            {asked && may ? <OverlapCard asked={asked} segmentId={segment?.id} /> : null}
            {asked ? <MatchCard asked={asked} names={names} /> : null}
            {segment ? <UsesCard of="segment" id={segment.id} /> : null}
          </aside>
        </div>
      </Page>
    </>
  );
};

/** What is kept of a new one: the question, whose people change, or its people of now. */
const KEEPS = ['live', 'snapshot'] as const;
type Keeps = (typeof KEEPS)[number];

interface ActionsProps {
  readonly segment: Segment | null;
  readonly name: string;
  readonly condition: Condition | null;
  readonly isDirty: boolean;
}

const Actions = ({ segment, name, condition, isDirty }: ActionsProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isListing, setListing] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [keeps, setKeeps] = useState<Keeps>('live');
  const client = useQueryClient();
  useUnsaved(isDirty && !isLeaving);
  const leaveTo = (path: string): void => {
    setLeaving(true);
    // after this render, so that the guard has seen that there is nothing to lose
    queueMicrotask(() => void navigate(path, { replace: true }));
  };
  const done = (saved: Segment): void => {
    toastDone(t('audiences.segment.saved'));
    if (!segment) leaveTo(`/audiences/segments/${saved.id}`);
  };
  const create = useWrite(routes.createSegment, { refreshes: ['/segments'], onDone: done });
  const change = useWrite(routes.changeSegment, { refreshes: ['/segments'], onDone: done });
  const snapshot = useWrite(routes.createList, {
    refreshes: ['/lists'],
    onDone: (list) => {
      toastDone(t('common.people.listMade', { name: list.name, count: list.people }));
      leaveTo(`/audiences/lists/${list.id}`);
    },
  });
  const remove = useWrite(routes.deleteSegment, {
    onDone: () => {
      toastDone(t('audiences.segment.deleted'));
      // the list alone: this page must not ask for what is no more
      void client.invalidateQueries({ queryKey: [routes.segments.path] });
      leaveTo('/audiences');
    },
  });
  const isReady = name !== '' && condition !== null && isComplete(condition);
  const save = (): void => {
    if (condition === null) return;
    const body = { name, condition };
    if (segment) change.mutate({ id: segment.id, body });
    else if (keeps === 'live') create.mutate({ body });
    else snapshot.mutate({ body: { name, from: { condition } } });
  };
  const askAndRemove = async (): Promise<void> => {
    if (!segment) return;
    const question = {
      title: t('audiences.segment.deleteTitle', { name: segment.name }),
      affects: t('audiences.segment.deleteAffects'),
      action: t('audiences.segment.delete'),
    };
    if (await confirmDestructive(question)) remove.mutate({ id: segment.id });
  };
  return (
    <>
      {segment ? <Remove id={segment.id} onRemove={() => void askAndRemove()} /> : null}
      {segment ? <FindAlikeButton seed={{ segment: segment.id }} disabled={isDirty} /> : null}
      {segment ? (
        <Button icon="list" disabled={condition === null || !isComplete(condition)} onClick={() => setListing(true)}>
          {t('audiences.segment.makeList')}
        </Button>
      ) : null}
      {segment ? null : (
        <Segmented
          label={t('audiences.segment.keeps.label')}
          value={keeps}
          options={KEEPS.map((value) => ({ value, label: t(`audiences.segment.keeps.${value}`) }))}
          onChange={(value) => setKeeps(value === 'snapshot' ? 'snapshot' : 'live')}
        />
      )}
      <Button kind="seal" disabled={!isReady || !isDirty} busy={create.isPending || change.isPending || snapshot.isPending} onClick={save}>
        {t(segment ? 'audiences.segment.save' : keeps === 'live' ? 'audiences.segment.create' : 'audiences.lists.make')}
      </Button>
      {isListing && condition ? (
        <NameListDialog
          from={segment && !isDirty ? { segment: segment.id } : { condition }}
          suggested={name}
          lead={t('audiences.lists.makeLead')}
          opensIt={!isDirty}
          onClose={() => setListing(false)}
        />
      ) : null}
    </>
  );
};

/** Deletes what nothing uses. */
const Remove = ({ id, onRemove }: { id: string; onRemove(): void }) => {
  const { t } = useTranslation();
  const isHeld = useUses('segment', id).data?.uses.some(({ holds }) => holds) ?? false;
  const label = isHeld ? t('audiences.uses.held.segment') : t('audiences.segment.delete');
  return <IconButton icon="trash" label={label} disabled={isHeld} onClick={onRemove} />;
};
