import { type Customer, routes, type Stage } from '@wayfare/contracts';
import type { Condition } from '@wayfare/kernel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useRead, useWrite } from '../../api/hooks.js';
import { useMay } from '../../app/session.js';
import { NameListDialog } from '../../audiences/lists/NameListDialog.js';
import { PeopleDrawer, toastDone } from '../../ui/index.js';

/** People behind a number of this page: who they are in words, and the condition that holds for them. */
export interface Group {
  readonly title: string;
  readonly condition: Condition;
}

const is = (attribute: string, value: string | number): Condition => ({ attribute, is: 'eq', value });

/** The conditions by which a segment or a journey finds the same people. */
export const whoseTier = (tier: string): Condition => is('value_tier', tier);
export const whoseStage = (stage: Stage): Condition => is('value_stage', stage);
export const whoseScores = (recency: number, frequency: number): Condition => ({
  all: [is('value_recency', recency), is('value_frequency', frequency)],
});
export const whoBrought = (amount: number): Condition => ({ attribute: 'value_total', is: 'gte', value: amount });

/** Some of the people behind a number, and what can be made of all of them: a list of now, or a segment that follows. */
export const GroupDrawer = ({ group, onClose }: { group: Group; onClose(): void }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isListing, setListing] = useState(false);
  const mayList = useMay(routes.createList);
  const body = { condition: group.condition };
  const sample = useRead(routes.sampleSegment, { body });
  const count = useRead(routes.countSegment, { body }).data?.count;
  const create = useWrite(routes.createSegment, {
    refreshes: ['/segments'],
    onDone: ({ id, name }) => {
      toastDone(t('value.segmentMade', { name }));
      void navigate(`/audiences/segments/${id}`);
    },
  });
  if (isListing)
    return <NameListDialog from={body} suggested={group.title} lead={t('value.listLead')} opensIt onClose={() => setListing(false)} />;
  const items: Customer[] | undefined = sample.data?.items;
  const pages = { items, isPending: sample.isPending, error: sample.error, hasNextPage: false, isFetchingNextPage: false };
  return (
    <PeopleDrawer
      opened
      onClose={onClose}
      title={count === undefined ? group.title : `${group.title} · ${t('common.people.count', { count })}`}
      pages={{ ...pages, fetchNextPage: () => undefined, refetch: sample.refetch }}
      onMakeList={mayList ? () => setListing(true) : undefined}
      onMakeSegment={mayList ? () => create.mutate({ body: { name: group.title, ...body } }) : undefined}
    />
  );
};
